package dev.stillframe.cli.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillframe.cli.processes.Program;
import dev.stillframe.evidence.Need;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What differs on a terminal, tried on one that {@code script} makes. */
final class TerminalTest {
  private static final String COLOR = "\u001b[";
  private static final List<String> HELP =
      Program.java("dev.stillframe.cli.command.Stillframe", List.of("--help"));

  @TempDir Path directory;

  /** Prints how wide the terminal behind standard error is. */
  static final class Columns {
    private Columns() {}

    public static void main(String[] args) {
      System.out.println(Terminal.columns());
    }
  }

  private String run(Map<String, String> environment, List<String> command) throws Exception {
    try (Program program = Program.start(directory, environment, command)) {
      assertEquals(0, program.exitCode(), program::toString);
      return program.out();
    }
  }

  /** A command of which script starts a shell, on a terminal of 77 columns. */
  private static List<String> onTerminal(List<String> command) {
    assumeTrue(Need.SCRIPT.find().isPresent(), Need.SCRIPT.missing());
    String quoted = command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    return List.of(Need.SCRIPT.label(), "-qec", "stty cols 77; " + quoted, "/dev/null");
  }

  @Test
  void theWidthIsThatOfTheTerminal() throws Exception {
    List<String> columns = Program.java(Columns.class.getName(), List.of());
    assertEquals("OptionalInt.empty", run(Map.of(), columns).strip());
    assertEquals("OptionalInt[77]", run(Map.of(), onTerminal(columns)).strip());
  }

  @Test
  void coloursAreForTerminalsAndForThoseWhoWantThem() throws Exception {
    assertFalse(run(Map.of(), HELP).contains(COLOR));
    Map<String, String> terminal = Map.of("TERM", "xterm");
    assertTrue(run(terminal, onTerminal(HELP)).contains(COLOR));
    Map<String, String> without = Map.of("TERM", "xterm", "NO_COLOR", "1");
    assertFalse(run(without, onTerminal(HELP)).contains(COLOR));
  }
}
