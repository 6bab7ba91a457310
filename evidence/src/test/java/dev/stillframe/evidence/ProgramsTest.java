package dev.stillframe.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
  @TempDir Path directory;

  private Path program(String name) throws IOException {
    Path file = Files.createFile(directory.resolve(name));
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }

  @Test
  void nothingIsFoundWithoutAPath() throws IOException {
    program("strace");
    for (String path : new String[] {null, "", ":", "/no/such/directory"}) {
      for (Need need : Need.values()) {
        assertEquals(Optional.empty(), Programs.find(need.label(), path), need + " in " + path);
      }
    }
  }

  @Test
  void aProgramIsAFileThatMayBeExecuted() throws IOException {
    Path strace = program("strace");
    Files.createDirectory(directory.resolve("cargo"));
    Files.createFile(directory.resolve("cc"));
    String path = "/no/such/directory::" + directory;
    assertEquals(Optional.of(strace), Programs.find("strace", path));
    assertEquals(Optional.empty(), Programs.find("cargo", path));
    assertEquals(Optional.empty(), Programs.find("cc", path));
  }

  /** A check that started it would be green here and red where procps is missing. */
  @Test
  void aBareNameThatNoNeedHasIsRefused() {
    List<String> kill = List.of("kill", "-s", "KILL", "1");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Programs.resolve(kill));
    assertTrue(e.getMessage().endsWith("names kill"), e::getMessage);
    assertThrows(IllegalArgumentException.class, () -> Programs.resolve(List.of("JDK 22")));
  }

  @Test
  void aPathIsTakenAsItIs() throws IOException {
    List<String> shell = List.of("/bin/sh", "-c", "kill -s KILL $$");
    assertEquals(shell, Programs.resolve(shell));
  }

  /** The summary of a run finds the need in the row by its sentence. */
  @Test
  void noSentenceIsInAnother() {
    for (Need need : Need.values()) {
      assertEquals(Optional.of(need), Need.in("skipped: " + need.missing() + " here"));
    }
    assertEquals(Optional.empty(), Need.in("needs 3 processors"));
  }
}
