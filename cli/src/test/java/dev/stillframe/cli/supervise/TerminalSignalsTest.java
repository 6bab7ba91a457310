package dev.stillframe.cli.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.Launcher;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.evidence.Need;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are pressed, on a terminal that {@code script} makes. */
final class TerminalSignalsTest {
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_Z = "\u001a";
  private static final String CTRL_BACKSLASH = "\u001c";

  /**
   * Writes what it gets to a file, with its own number first. It starts nothing once it has said
   * so: a shell cannot be continued, nor told of TERM, while its new child is stopped before it
   * executes.
   */
  private static final String LISTENER =
      "#!/bin/sh\n"
          + "exec 4>\"$1\"; for s in HUP INT QUIT; do trap \"echo $s >&4\" $s; done\n"
          + "(trap '' HUP INT QUIT; exec sleep 300 >&4) & p=$!\n"
          + "trap 'echo TERM >&4; kill $p; exit 7' TERM\n"
          + "echo $$ >&4; while kill -0 $p; do wait $p; done\n";

  @TempDir Path directory;
  private Path got;
  private Path listener;

  @BeforeEach
  void setUp() throws Exception {
    assumeTrue(Need.SCRIPT.find().isPresent(), Need.SCRIPT.missing());
    got = directory.resolve("got");
    listener = Files.writeString(directory.resolve("listener"), LISTENER);
    assertTrue(listener.toFile().setExecutable(true));
  }

  private Program start(Launcher launcher, String shell) throws Exception {
    Map<String, String> environment =
        Map.of(
            "XDG_RUNTIME_DIR", directory.toString(),
            "JAVA_HOME", launcher.javaHome().toString(),
            "SHELL", "/bin/sh");
    return Program.start(
        directory, environment, List.of(Need.SCRIPT.label(), "-qec", shell, "/dev/null"));
  }

  private String host(Launcher launcher) {
    return String.join(" ", launcher.path().toString(), "host", "state", "--", "./listener", "got");
  }

  private List<String> lines() throws Exception {
    return Files.exists(got) ? Files.readAllLines(got) : List.of();
  }

  private long command() throws Exception {
    Await.until("COMMAND runs", () -> !lines().isEmpty());
    return Long.parseLong(lines().get(0));
  }

  private void awaitGot(String signal) throws Exception {
    Await.until("COMMAND gets " + signal, () -> lines().contains(signal));
  }

  private static String state(long pid) throws Exception {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    return stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
  }

  private static long parent(long pid) {
    return ProcessHandle.of(pid).orElseThrow().parent().orElseThrow().pid();
  }

  /** Waits for a witness that is not the last one, which may have died. */
  private static long witness(long shell, long last) throws Exception {
    Supplier<Optional<Long>> find =
        () ->
            ProcessHandle.of(shell)
                .orElseThrow()
                .children()
                .filter(child -> child.pid() != last)
                .filter(child -> child.info().command().orElse("").endsWith("/cat"))
                .map(ProcessHandle::pid)
                .findFirst();
    Await.until("a witness is there", () -> find.get().isPresent());
    return find.get().orElseThrow();
  }

  /** How often Ctrl-C and Ctrl-\ arrive when each was pressed once. */
  private List<String> pressed(Launcher launcher) throws Exception {
    try (Program terminal = start(launcher, "exec " + host(launcher))) {
      long command = command();
      long shell = parent(command);
      long first = witness(shell, 0);
      terminal.type(CTRL_C);
      awaitGot("INT");
      witness(shell, first);
      terminal.type(CTRL_BACKSLASH);
      awaitGot("QUIT");
      // Not from the terminal: it comes once more, when the others have been dealt with.
      Program.signal(shell, "TERM");
      assertEquals(7, terminal.exitCode(), terminal::toString);
      return lines().subList(1, lines().size());
    }
  }

  @Test
  void keysArriveOnce() throws Exception {
    assertEquals(
        List.of("INT", "QUIT", "TERM"), pressed(new Launcher(directory.resolve("launcher"))));
  }

  /** Late enough that the second is not taken for the first. */
  @Test
  void withoutAWitnessTheyArriveTwice() throws Exception {
    Launcher broken = new Launcher(directory.resolve("launcher"));
    broken.with("sf_is_shared() {", "sf_is_shared() {\n  sleep 0.3\n  return 1");
    try (Program terminal = start(broken, "exec " + host(broken))) {
      long shell = parent(command());
      terminal.type(CTRL_C);
      Await.until(
          "COMMAND gets it twice", () -> lines().stream().filter("INT"::equals).count() == 2);
      Program.signal(shell, "TERM");
      assertEquals(7, terminal.exitCode(), terminal::toString);
    }
  }

  @Test
  void aSignalThatIsNotFromTheTerminalArrivesOnATerminalToo() throws Exception {
    Launcher launcher = new Launcher(directory.resolve("launcher"));
    try (Program terminal = start(launcher, "exec " + host(launcher))) {
      long shell = parent(command());
      for (String signal : List.of("INT", "QUIT", "HUP")) {
        Program.signal(shell, signal);
        awaitGot(signal);
      }
      Program.signal(shell, "TERM");
      assertEquals(7, terminal.exitCode(), terminal::toString);
    }
  }

  @Test
  void ctrlZStopsAndTheShellContinues() throws Exception {
    Launcher launcher = new Launcher(directory.resolve("launcher"));
    try (Program terminal = start(launcher, "exec sh -i")) {
      terminal.type(host(launcher) + "\n");
      long command = command();
      long shell = parent(command);
      terminal.type(CTRL_Z);
      Await.until("COMMAND stops", () -> state(command).equals("T"));
      Await.until("the launcher stops", () -> state(shell).equals("T"));
      terminal.type("fg\n");
      Await.until("COMMAND goes on", () -> !state(command).equals("T"));
      terminal.type(CTRL_C);
      awaitGot("INT");
      Program.signal(shell, "TERM");
      awaitGot("TERM");
      terminal.type("exit\n");
      terminal.exitCode();
    }
  }

  @Test
  void aTerminalThatIsClosedIsAHangup() throws Exception {
    Launcher launcher = new Launcher(directory.resolve("launcher"));
    Program terminal = start(launcher, "exec " + host(launcher));
    long command = command();
    ProcessHandle shell = ProcessHandle.of(parent(command)).orElseThrow();
    terminal.kill();
    awaitGot("HUP");
    Program.signal(command, "TERM");
    Await.until("the host ends", () -> !shell.isAlive());
    assertEquals(1, lines().stream().filter("HUP"::equals).count(), () -> "" + got);
  }
}
