package dev.stillframe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.processes.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code make demo} runs, with the host on the tests' class path. */
final class DemoTest {
  @TempDir Path directory;

  @Test
  void theDemonstrationSucceeds() throws Exception {
    List<String> host = Program.java("dev.stillframe.cli.Stillframe", List.of());
    List<String> command = Program.java("dev.stillframe.examples.Demo", host);
    try (Program demo = Program.start(directory, Map.of(), command)) {
      assertEquals(0, demo.exitCode(), () -> demo + out(demo));
      assertTrue(demo.out().contains("right, in spite of 6 kills"), () -> out(demo));
    }
  }

  private static String out(Program program) {
    try {
      return program.out();
    } catch (IOException e) {
      return e.toString();
    }
  }
}
