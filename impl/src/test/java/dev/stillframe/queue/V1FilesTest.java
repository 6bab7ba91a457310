package dev.stillframe.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.memory.BufferMemory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that the original crate wrote, and files of ours held against them byte for byte. */
class V1FilesTest {
  private static final int SEAL_AND_IDENTITY_FROM = 32;
  private static final int SEAL_AND_IDENTITY_TO = 512;

  static Stream<JsonNode> manifest() throws IOException {
    JsonNode files = new ObjectMapper().readTree(file("manifest.json")).get("files");
    return StreamSupport.stream(files.spliterator(), false);
  }

  /** From wherever these tests are: also from a jar, where there is no path. */
  private static byte[] file(String name) throws IOException {
    try (InputStream file = V1FilesTest.class.getResourceAsStream("/v1-files/" + name)) {
      return file.readAllBytes();
    }
  }

  private static byte[] payload(int commit, int length) {
    byte[] payload = new byte[length];
    for (int k = 0; k < length; k++) {
      payload[k] = (byte) (commit * 31 + k * 7 + 1);
    }
    return payload;
  }

  @ParameterizedTest
  @MethodSource("manifest")
  void eachFileIsReadAsItsManifestSays(JsonNode expected) throws IOException {
    byte[] bytes = file(expected.get("file").asText());
    ByteBuffer copy = ByteBuffer.allocateDirect(bytes.length).put(bytes).clear();
    BufferMemory memory = new BufferMemory(copy);
    assertEquals(expected.get("size").asLong(), memory.size());
    QueueReader reader = new QueueReader(memory);
    assertEquals(expected.get("entries").asInt(), reader.layout().entries());
    assertEquals(expected.get("data").asLong(), reader.layout().dataBytes());
    long writeOffset = expected.get("writeOffset").asLong();
    assertEquals(writeOffset, memory.getOpaque(QueueLayout.WRITE_OFFSET_AT));
    JsonNode valid = expected.get("valid");
    List<Entry> entries = reader.entries();
    assertEquals(valid.size(), entries.size());
    for (int i = 0; i < valid.size(); i++) {
      JsonNode entry = valid.get(i);
      int length = entry.get("length").asInt();
      assertEquals(
          new Entry(entry.get("slot").asInt(), entry.get("offset").asLong(), length),
          entries.get(i));
      int commit = entry.get("commit").asInt();
      assertArrayEquals(payload(commit, length), reader.read(entries.get(i)).orElseThrow());
      for (int t = 0; t < expected.get("tailWords").asInt(); t++) {
        long word = memory.getOpaque(reader.layout().tailAt() + t * (long) Long.BYTES);
        assertEquals((commit + 1) * 1000L + t, word);
      }
    }
    // A client of ours goes on where the crate's ended.
    assertEquals(writeOffset, new QueueWriter(memory).writeOffset());
  }

  @Test
  void aFileOfOursWithOneCommitIsThatOfTheCrate(@TempDir Path directory) throws IOException {
    Path ours = directory.resolve("ours");
    try (QueueClient client = QueueClient.open(ours, QueueLayout.of(16, 64), 4096)) {
      assertTrue(client.commit(payload(0, 12), 0, 12, V1FilesTest::writeTail));
    }
    byte[] expected = file("one-commit.bin");
    byte[] actual = Files.readAllBytes(ours);
    for (int at = SEAL_AND_IDENTITY_FROM; at < SEAL_AND_IDENTITY_TO; at++) {
      actual[at] = 0; // The crate leaves these bytes unused.
    }
    assertArrayEquals(expected, actual);
  }

  private static boolean writeTail(Reservation tail) {
    for (int t = 0; t < 4; t++) {
      tail.setTail(t, 1000 + t);
    }
    return true;
  }
}
