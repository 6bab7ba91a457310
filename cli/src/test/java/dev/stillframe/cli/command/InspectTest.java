package dev.stillframe.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.cli.processes.Images;
import dev.stillframe.store.TwinStore;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code stillframe inspect} prints, and its exit codes. */
final class InspectTest {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int inspect(Object... arguments) {
    return InspectRun.inspect(out, err, arguments);
  }

  private Path file(byte[] content) throws Exception {
    return Files.write(directory.resolve("file"), content);
  }

  @Test
  void aSnapshotIsShown() throws Exception {
    Path snapshot = directory.resolve("state.snap");
    Images.publish(snapshot, 0xabc, 5);
    assertEquals(0, inspect(snapshot.toString()));
    String text = out.toString();
    assertTrue(text.contains("v1, 16 entries, 64 data bytes, 4096 tail bytes"), text);
    assertTrue(text.contains("identity    0000000000000abc0000000000000000"), text);
    assertTrue(text.contains("seal        holds, generation 1, 16384 bytes, CRC32C"), text);
    assertTrue(text.contains("entries     5"), text);
    assertTrue(text.contains("newest      slot 4, ends at 50"), text);
    assertTrue(text.contains("restorable  yes"), text);
  }

  @Test
  void bothImagesOfATwinStoreAreShownWithTheirMarks() throws Exception {
    Path name = directory.resolve("twin.snap");
    try (TwinStore store = TwinStore.open(name)) {
      Images.publish(store, 0xabc, 5);
    }
    assertEquals(0, inspect(directory.resolve("twin.snap.0").toString()));
    String text = out.toString();
    assertTrue(text.contains("seal        holds, generation 1, 16384 bytes"), text);
    assertTrue(text.contains("mark        clear, of this boot "), text);
    assertTrue(text.contains("restorable  yes"), text);
    assertEquals(1, inspect(directory.resolve("twin.snap.1").toString()));
    assertEquals(0, inspect(name.toString()));
    out.getBuffer().setLength(0);
    assertEquals(0, inspect("--json", name.toString()));
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertEquals("clear", json.at("/0/mark/state").asText());
    assertTrue(json.at("/0/mark/ofThisBoot").asBoolean());
    assertTrue(json.at("/1/mark").isMissingNode());
    assertEquals(0, json.at("/1/size").asInt());
  }

  @Test
  void anImageThatIsBeingWrittenIsNotRestorable() throws Exception {
    Path name = directory.resolve("twin.snap");
    try (TwinStore store = TwinStore.open(name)) {
      Images.publish(store, 0xabc, 5);
    }
    Path image = directory.resolve("twin.snap.0");
    byte[] bytes = Files.readAllBytes(image);
    System.arraycopy("STILDIRT".getBytes(UTF_8), 0, bytes, 80, 8);
    Files.write(image, bytes);
    assertEquals(1, inspect(image.toString()));
    assertTrue(out.toString().contains("mark        dirty, of this boot"), out::toString);
    assertTrue(out.toString().contains("restorable  no: a publication into it"), out::toString);
    bytes[88] ^= 1;
    Files.write(image, bytes);
    assertEquals(0, inspect(image.toString()));
    assertTrue(out.toString().contains("mark        dirty, of another boot"), out::toString);
  }

  @Test
  void jsonSaysTheSame() throws Exception {
    Path snapshot = directory.resolve("state.snap");
    Images.publish(snapshot, 0xabc, 5);
    assertEquals(0, inspect("--json", snapshot.toString()));
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertEquals(16, json.at("/header/entries").asInt());
    assertEquals(50, json.at("/header/writeOffset").asInt());
    assertEquals("holds", json.at("/seal/state").asText());
    assertEquals(1, json.at("/seal/generation").asInt());
    assertEquals(5, json.at("/entries").size());
    assertEquals(40, json.at("/newest/offset").asInt());
    assertTrue(json.at("/restorable").asBoolean());
  }

  @Test
  void aBrokenSealIsNotRestorable() throws Exception {
    Path snapshot = directory.resolve("state.snap");
    Images.publish(snapshot, 1, 5);
    byte[] bytes = Files.readAllBytes(snapshot);
    bytes[9000] ^= 1;
    assertEquals(1, inspect(file(bytes).toString()));
    assertTrue(out.toString().contains("seal        broken"), out::toString);
    assertTrue(out.toString().contains("restorable  no: seal has checksum"), out::toString);
  }

  @Test
  void aMemoryIsShownAndItsStraysCounted() throws Exception {
    assertEquals(0, inspect(file(Images.memory(1, 5)).toString()));
    assertTrue(out.toString().contains("nothing vouches for its bytes"), out::toString);
    byte[] stray = Images.memory(1, 5);
    stray[4096 + 16 + 1] = 0; // the second entry begins elsewhere
    stray[4096 + 16] = 11;
    assertEquals(0, inspect(file(stray).toString()));
    assertTrue(out.toString().contains("and 2 that do not adjoin"), out::toString);
  }

  @Test
  void whatHoldsNothingIsNotRestorable() throws Exception {
    assertEquals(1, inspect(file(Images.original("configured-empty.bin")).toString()));
    assertTrue(out.toString().contains("no entry was committed"), out::toString);
    for (byte[] content : new byte[][] {{}, new byte[100], new byte[5000]}) {
      assertEquals(1, inspect(file(content).toString()));
      assertTrue(out.toString().contains("restorable  no"), out::toString);
    }
    assertEquals(1, inspect("--json", file(new byte[100]).toString()));
  }

  @Test
  void whatCannotBeReadIsAnErrorOfTheRun() {
    assertEquals(2, inspect(directory.toString()));
    assertTrue(err.toString().contains("is a directory"), err::toString);
    assertEquals(2, inspect(directory.resolve("nothing").toString()));
    assertTrue(err.toString().contains("no such snapshot, journal or memory"), err::toString);
    assertEquals(2, inspect());
    assertEquals(2, inspect("--xml", directory.toString()));
  }
}
