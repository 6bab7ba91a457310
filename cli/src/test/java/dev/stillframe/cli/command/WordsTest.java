package dev.stillframe.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.memory.RuntimeDirectory;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What people are told of things that cannot be. */
final class WordsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"200000000m", "999999999999s", "999999999999m", "5256001m"})
  void aPauseThatNobodyLivesToSeeIsRefused(String time) {
    String told = assertThrows(IllegalArgumentException.class, () -> Units.time(time)).getMessage();
    assertTrue(told.contains("choose a shorter pause"), told);
  }

  @Test
  void aLongPauseIsNot() {
    assertEquals(Duration.ofDays(3650), Units.time("5256000m"));
  }

  @Test
  void inspectSaysWhatIsNoFile() throws Exception {
    Path fifo = directory.resolve("fifo");
    int code = new ProcessBuilder("/bin/sh", "-c", "mkfifo \"$0\"", "" + fifo).start().waitFor();
    assertEquals(0, code);
    Map<Path, String> kinds =
        Map.of(
            fifo,
            "is a FIFO",
            directory,
            "is a directory",
            Path.of("/dev/null"),
            "is a character device");
    for (Map.Entry<Path, String> kind : kinds.entrySet()) {
      StringWriter err = new StringWriter();
      CommandLine line = Stillframe.commandLine().setErr(new PrintWriter(err));
      assertEquals(2, line.execute("inspect", kind.getKey().toString()));
      assertTrue(err.toString().contains(kind.getKey() + ": " + kind.getValue()), err::toString);
    }
  }

  @Test
  void troubleThatDiffersInANumberIsToldOnce() {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    Reports reports = new Reports(new PrintStream(told, true, StandardCharsets.UTF_8));
    for (int i = 0; i < 3; i++) {
      reports.trouble("store: 4096 of " + i, "cannot write " + i);
    }
    reports.trouble("memory", "cannot read");
    assertEquals(2, told.toString(StandardCharsets.UTF_8).lines().count());
  }

  @Test
  void aPlaceThatIsNotThereIsNamedWithTheWayOut() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    for (Path runtime : new Path[] {directory.resolve("none"), file}) {
      HostException e =
          assertThrows(
              HostException.class,
              () ->
                  RuntimeDirectory.newMemory(
                      directory.resolve("s"), Map.of("XDG_RUNTIME_DIR", runtime.toString())));
      assertTrue(e.getMessage().contains(runtime.toString()), e::getMessage);
      assertTrue(e.getMessage().contains("XDG_RUNTIME_DIR"), e::getMessage);
    }
  }
}
