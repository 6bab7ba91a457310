package dev.stillframe.modeltests.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run says what it has checked. */
class SpecDigestsTest {
  @TempDir private Path specs;

  @BeforeEach
  void smallSpecs() throws IOException {
    Files.createDirectory(specs.resolve("negative"));
    Files.writeString(specs.resolve("Queue.tla"), "abc");
    Files.writeString(specs.resolve("Queue.cfg"), "");
    Files.writeString(specs.resolve("negative/one.cfg"), "");
    Files.writeString(specs.resolve("manifest.json"), "{}");
    Files.writeString(specs.resolve("README.md"), "not read by TLC");
  }

  private String all() throws IOException {
    return SpecDigests.of(specs).get(SpecDigests.ALL);
  }

  @Test
  void eachModuleHasItsOwn() throws IOException {
    assertEquals(Set.of("Queue.tla", SpecDigests.ALL), SpecDigests.of(specs).keySet());
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        SpecDigests.of(specs).get("Queue.tla"));
  }

  @Test
  void whateverTlcReadsChangesThatOfAll() throws IOException {
    String before = all();
    Files.writeString(specs.resolve("README.md"), "other");
    assertEquals(before, all());
    for (String name : new String[] {"Queue.tla", "negative/one.cfg", "manifest.json"}) {
      Files.writeString(specs.resolve(name), "other");
      assertNotEquals(before, all(), name);
      before = all();
    }
    Files.move(specs.resolve("Queue.cfg"), specs.resolve("Other.cfg"));
    assertNotEquals(before, all());
  }

  @Test
  void theVersionIsWhatTlcPrints() {
    String printed =
        """
        @!@!@STARTMSG 2262:0 @!@!@
        TLC2 Version 2.18 of Day Month 20??
        @!@!@ENDMSG 2262 @!@!@
        """;
    assertEquals("2.18 of Day Month 20??", new TlcOutput(printed).version());
    assertEquals("unknown", new TlcOutput("").version());
  }
}
