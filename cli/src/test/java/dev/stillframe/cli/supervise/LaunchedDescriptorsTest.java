package dev.stillframe.cli.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.Launcher;
import dev.stillframe.cli.processes.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptors and signals that were there before the launcher. */
final class LaunchedDescriptorsTest {
  @TempDir Path directory;
  private Launcher launcher;

  @BeforeEach
  void setUp() throws Exception {
    launcher = new Launcher(directory.resolve("launcher"));
    for (int i = 4; i <= 9; i++) {
      Files.writeString(directory.resolve("file" + i), "of " + i);
    }
  }

  private static List<String> shell(String script) {
    return List.of("/bin/sh", "-c", script + "; exec \"$@\"", "sh");
  }

  private Program start(List<String> prefix, String script) throws Exception {
    return launcher.start(directory, prefix, Map.of(), List.of("/bin/sh", "-c", script));
  }

  /** Opens each number with a file of its own, for a program to read or to look at. */
  private static String opened(String numbers) {
    StringBuilder script = new StringBuilder("exec");
    numbers
        .chars()
        .forEach(n -> script.append(' ').append((char) n).append("<file").append((char) n));
    return script.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "6789", "4567", "5689", "4569", "4678"})
  void whatIsOpenIsTheCommandsWithItsContentAndNothingElseIs(String numbers) throws Exception {
    String look =
        "for n in 4 5 6 7 8 9; do if { true <&$n; } 2>/dev/null; then cat <&$n; echo; fi; done; cat";
    String prefix = numbers.isEmpty() ? "true" : opened(numbers);
    try (Program host = start(shell(prefix), look)) {
      host.type("input");
      host.endInput();
      assertEquals(0, host.exitCode(), host::toString);
      StringBuilder files = new StringBuilder();
      numbers.chars().forEach(n -> files.append("of ").append((char) n).append('\n'));
      assertEquals(files + "input", host.out());
    }
  }

  @Test
  void whereNoneIsFreeTheLauncherSaysWhichToClose() throws Exception {
    for (String numbers : List.of("456789", "45789", "5789")) {
      try (Program host = start(shell(opened(numbers)), "echo started")) {
        assertEquals(125, host.exitCode(), host::toString);
        assertTrue(host.err().contains("close some, as with 8>&- 9>&-"), host::toString);
        assertEquals(1, host.err().lines().count(), host::toString);
        assertEquals("", host.out());
      }
    }
  }

  /** The launcher keeps nothing open that was meant for COMMAND: else a reader waits for both. */
  @Test
  void aPipeIsAtItsEndWhenTheCommandHasClosedIt() throws Exception {
    String read =
        "{ \"$@\" 9>&1 >/dev/null; } | { cat; : >closed; }"; // It ends when nobody has 9 any more.
    List<String> prefix = List.of("/bin/sh", "-c", read, "sh");
    String write = "echo last >&9; exec 9>&-; until [ -e closed ]; do :; done";
    try (Program host = start(prefix, write)) {
      assertEquals(0, host.exitCode(), host::toString);
      assertEquals("last\n", host.out());
    }
  }

  @Test
  void aMemoryThatIsPassedToTheLauncherIsTheCommands() throws Exception {
    String pass =
        "truncate -s 65536 passed; exec 3<>passed; LISTEN_FDS=1 LISTEN_FDNAMES=SHM_SHARED_FD"
            + " LISTEN_PID=$$; export LISTEN_FDS LISTEN_FDNAMES LISTEN_PID";
    try (Program host = start(shell(pass), "test passed -ef /proc/self/fd/3")) {
      assertEquals(0, host.exitCode(), host::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "HUP", "INT"})
  void aSignalWhileJavaStartsIsNotLost(String signal) throws Exception {
    Path started = directory.resolve("started");
    Path goes = directory.resolve("goes");
    launcher.waiting(started, goes);
    try (Program host = start(List.of("/usr/bin/env", "--default-signal"), "echo ran")) {
      Await.until("Java is started", () -> Files.exists(started));
      host.signal(signal);
      Files.createFile(goes);
      int code = host.exitCode();
      assertEquals(128 + Map.of("TERM", 15, "HUP", 1, "INT", 2).get(signal), code, host::toString);
      assertEquals("", host.out());
    }
  }

  @Test
  void signalsThatAreBlockedAtTheStartReachTheCommand() throws Exception {
    List<String> prefix = List.of("/usr/bin/env", "--block-signal=TERM", "--block-signal=USR1");
    String script =
        "trap 'echo USR1' USR1; trap 'echo TERM; exit 7' TERM; echo ready; while :; do sleep 0.01; done";
    try (Program host = start(prefix, script)) {
      Await.until("COMMAND runs", () -> !host.isAlive() || host.out().contains("ready"));
      host.signal("USR1");
      Await.until("COMMAND gets USR1", () -> !host.isAlive() || host.out().contains("USR1"));
      host.signal("TERM");
      assertEquals(7, host.exitCode(), host::toString);
      assertEquals("ready\nUSR1\nTERM\n", host.out());
    }
  }
}
