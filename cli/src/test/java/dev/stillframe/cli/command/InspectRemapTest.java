package dev.stillframe.cli.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.PagedImage;
import dev.stillframe.store.ReplaceStore;
import dev.stillframe.store.Store;
import dev.stillframe.store.TwinStore;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code stillframe inspect} prints of a memory of remap capture, and of its snapshots: with
 * any Java, also with one that is too old to capture.
 */
final class InspectRemapTest {
  private static final int SIZE = 3 * 4096;

  /** Even: no transaction is under way. */
  private static final int SEQUENCE = 14;

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();

  private int inspect(Object... arguments) {
    out.getBuffer().setLength(0);
    return InspectRun.inspect(out, out, arguments);
  }

  private Path file(byte[] content) throws Exception {
    return Files.write(directory.resolve("file"), content);
  }

  /** As docs/format.md has it. */
  private static byte[] memory(long sequence) {
    ByteBuffer memory = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    memory.put("STILRMP1".getBytes(US_ASCII)).putLong(8, sequence).putLong(32, 0xabc);
    return memory.array();
  }

  private static void publish(Store store) throws Exception {
    PagedImage image = new PagedImage(ByteBuffer.allocateDirect(SIZE));
    ByteBuffer words = ByteBuffer.allocateDirect(SIZE).put(memory(SEQUENCE)).clear();
    image.copy(new BufferMemory(words), 0, SIZE);
    store.recover();
    store.publish(image);
  }

  @Test
  void aMemoryBetweenTwoTransactionsIsRestorable() throws Exception {
    assertEquals(0, inspect(file(memory(SEQUENCE)).toString()));
    String text = out.toString();
    assertTrue(text.contains("format      remap, version 1, 8192 data bytes"), text);
    assertTrue(text.contains("identity    0000000000000abc0000000000000000"), text);
    assertTrue(text.contains("sequence    14"), text);
    assertTrue(text.contains("restorable  yes: "), text);
    assertTrue(text.contains("nothing vouches for its bytes"), text);
  }

  @Test
  void aTransactionThatHasNotEndedIsNotRestorable() throws Exception {
    assertEquals(1, inspect(file(memory(SEQUENCE + 1)).toString()));
    String text = out.toString();
    assertTrue(text.contains("sequence    15"), text);
    assertTrue(text.contains("restorable  no: a transaction is under way, or was cut short"), text);
  }

  @Test
  void aSnapshotIsRestorableWhileItsSealHolds() throws Exception {
    Path snapshot = directory.resolve("state.snap");
    try (Store store = ReplaceStore.open(snapshot, 1)) {
      publish(store);
    }
    assertEquals(0, inspect(snapshot.toString()));
    assertTrue(
        out.toString().contains("seal        holds, generation 1, 12288 bytes"), out::toString);
    assertTrue(out.toString().contains("restorable  yes"), out::toString);
    byte[] damaged = Files.readAllBytes(snapshot);
    damaged[5000] ^= 1;
    assertEquals(1, inspect(file(damaged).toString()));
    assertTrue(out.toString().contains("seal        broken"), out::toString);
    assertTrue(out.toString().contains("restorable  no: seal has checksum"), out::toString);
  }

  @Test
  void anImageOfATwinStoreIsRestorableUnlessItIsBeingWritten() throws Exception {
    Path name = directory.resolve("twin.snap");
    try (Store store = TwinStore.open(name)) {
      publish(store);
    }
    assertEquals(0, inspect(name.toString()));
    assertTrue(out.toString().contains("mark        clear, of this boot "), out::toString);
    byte[] dirty = Files.readAllBytes(directory.resolve("twin.snap.0"));
    System.arraycopy("STILDIRT".getBytes(US_ASCII), 0, dirty, 80, 8);
    assertEquals(1, inspect(file(dirty).toString()));
    assertTrue(out.toString().contains("restorable  no: a publication into it"), out::toString);
  }

  @Test
  void jsonSaysTheSame() throws Exception {
    assertEquals(0, inspect("--json", file(memory(SEQUENCE)).toString()));
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertEquals(SEQUENCE, json.at("/sequence").asLong());
    assertEquals(SIZE, json.at("/size").asLong());
    assertTrue(json.at("/restorable").asBoolean());
  }

  @Test
  void whatHoldsNoHeaderIsNotRestorable() throws Exception {
    assertEquals(1, inspect(file("STILRMP1".getBytes(US_ASCII)).toString()));
    assertTrue(out.toString().contains("restorable  no: 8 bytes hold no header"), out::toString);
  }
}
