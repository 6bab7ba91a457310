package dev.stillframe.cli.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.Launcher;
import dev.stillframe.cli.processes.Program;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What bin/supervise makes of signals, of the end of processes, and of where it runs. */
final class LaunchedSignalsTest {
  /**
   * Says what it gets, and ends by TERM or after some minutes. A shell looks at its traps between
   * its commands; one that reads may miss a signal until it has read.
   */
  private static final String LISTENER =
      "for s in HUP INT QUIT USR1 USR2 ALRM WINCH IO 34 64; do trap \"echo got $s\" $s; done;"
          + " trap 'echo got TERM; exit 7' TERM; echo ready $$; i=0; while [ $((i += 1)) -lt 5000 ]; do sleep 0.05; done";

  @TempDir Path directory;

  /** Those that a starter of programs may ignore. */
  private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "QUIT", 3);

  private Launcher launcher;

  @BeforeEach
  void setUp() throws Exception {
    launcher = new Launcher(directory.resolve("a b:c"));
  }

  private Program start(List<String> prefix, String... command) throws Exception {
    return launcher.start(directory, prefix, Map.of(), List.of(command));
  }

  /** What a process ignores, its children ignore too, and no shell among them can catch it. */
  private static boolean isIgnoredHere(String signal) throws IOException {
    Integer number = NUMBERS.get(signal);
    if (number == null) {
      return false;
    }
    String mask =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElseThrow();
    return new BigInteger(mask.substring("SigIgn:".length()).strip(), 16).testBit(number - 1);
  }

  private static void awaitOut(Program program, String text) throws Exception {
    Await.until(
        program + " prints " + text, () -> !program.isAlive() || program.out().contains(text));
    assertTrue(program.out().contains(text), () -> text + " from " + program);
  }

  private static long command(Program program) throws Exception {
    awaitOut(program, "ready");
    return Long.parseLong(program.out().lines().findFirst().orElseThrow().split(" ")[1]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HUP", "INT", "QUIT", "USR1", "USR2", "ALRM", "WINCH", "IO", "34", "64"})
  void aSignalReachesTheCommandOnceAndEndsNobody(String signal) throws Exception {
    assumeFalse(isIgnoredHere(signal), "nohup, or a script's &, has these tests ignore " + signal);
    List<List<String>> starts =
        List.of(
            List.of(), List.of("/bin/sh", "-c", "trap '' HUP QUIT INT USR1; exec \"$@\"", "sh"));
    for (List<String> prefix : starts) {
      // A shell cannot catch what is ignored when it starts; a program that handles it does.
      boolean isIgnored = !prefix.isEmpty() && "HUP QUIT INT USR1".contains(signal);
      try (Program host = start(prefix, "/bin/sh", "-c", LISTENER)) {
        command(host);
        host.signal(signal);
        if (!isIgnored) {
          awaitOut(host, "got " + signal);
        }
        host.signal("TERM");
        assertEquals(7, host.exitCode(), host::toString);
        long times = host.out().lines().filter(("got " + signal)::equals).count();
        assertEquals(isIgnored ? 0 : 1, times, host.out());
      }
    }
  }

  @Test
  void aSignalThatNobodyHandlesIsTheCodeOfTheCommand() throws Exception {
    for (Map.Entry<String, Integer> end :
        Map.of("QUIT", 131, "USR1", 138, "TERM", 143, "ALRM", 142).entrySet()) {
      if (isIgnoredHere(end.getKey())) {
        continue;
      }
      try (Program host = start(List.of(), "sh", "-c", "echo ready $$; read _")) {
        command(host);
        host.signal(end.getKey());
        assertEquals(end.getValue(), host.exitCode(), host::toString);
      }
    }
  }

  @Test
  void codesOfTheCommandAreItsOwn() throws Exception {
    for (int code : new int[] {0, 1, 42, 125, 127, 128, 130, 145, 255}) {
      try (Program host = start(List.of(), "sh", "-c", "exit " + code)) {
        assertEquals(code, host.exitCode(), host::toString);
      }
    }
  }

  @Test
  void argumentsWithEqualSignsAndDashesAreNoOptions() throws Exception {
    Path odd = Files.writeString(directory.resolve("-a=b"), "#!/bin/sh\nprintf '[%s]' \"$@\"\n");
    assertTrue(odd.toFile().setExecutable(true));
    String path = "PATH=" + directory + ":/usr/bin:/bin";
    try (Program host = start(List.of("/usr/bin/env", path), "-a=b", "-u", "--", "@x", "")) {
      assertEquals(0, host.exitCode(), host::toString);
      assertEquals("[-u][--][@x][]", host.out());
    }
  }

  @Test
  void aKilledLauncherTakesItsJavaMachineAlongAndLeavesTheCommand() throws Exception {
    try (Program host = start(List.of(), "/bin/sh", "-c", LISTENER)) {
      long command = command(host);
      List<ProcessHandle> children = ProcessHandle.of(host.pid()).orElseThrow().children().toList();
      assertEquals(2, children.size(), children::toString);
      host.kill();
      for (ProcessHandle child : children) {
        if (child.pid() != command) {
          Await.until("the Java machine ends", () -> !child.isAlive());
        }
      }
      assertTrue(ProcessHandle.of(command).orElseThrow().isAlive());
      Program.signal(command, "KILL");
    }
  }

  @Test
  void aKilledJavaMachineIs125AndALine() throws Exception {
    try (Program host = start(List.of(), "/bin/sh", "-c", LISTENER)) {
      long command = command(host);
      for (ProcessHandle child : ProcessHandle.of(host.pid()).orElseThrow().children().toList()) {
        if (child.pid() != command) {
          child.destroyForcibly();
        }
      }
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains("COMMAND (" + command + ") goes on"), host::toString);
      Program.signal(command, "KILL");
    }
  }

  @Test
  void whatGoesWrongBeforeJavaRunsIs125AndOneLine() throws Exception {
    List<List<String>> wrong =
        List.of(
            List.of("/usr/bin/env", "JAVA_HOME=/nonexistent"),
            List.of("/usr/bin/env", "JAVA_HOME=" + directory),
            List.of(
                "/usr/bin/env", "STILLFRAME_JAVA_OPTIONS=-XX:+NoSuch", "JAVA_HOME=" + realJava()),
            List.of("/bin/sh", "-c", "ulimit -v 300000; exec \"$@\"", "sh"));
    for (List<String> prefix : wrong) {
      try (Program host = start(prefix, "true")) {
        assertEquals(125, host.exitCode(), host::toString);
        assertEquals(1, host.err().lines().count(), host::toString);
      }
    }
  }

  private static String realJava() {
    return System.getProperty("java.home");
  }

  @Test
  void closedStandardStreamsAreNowhere() throws Exception {
    String look =
        "for f in $1; do [ /proc/self/fd/$f -ef /dev/null ] || exit 3; done;"
            + " [ /proc/self/fd/3 -ef \"$STILLFRAME_MEMORY\" ]";
    for (Map.Entry<String, String> closed :
        Map.of("<&-", "0", ">&-", "1", "<&- >&-", "0 1", "<&- >&- 2>&-", "0 1 2").entrySet()) {
      List<String> prefix = List.of("/bin/sh", "-c", "exec \"$@\" " + closed.getKey(), "sh");
      try (Program host = start(prefix, "/bin/sh", "-c", look, "sh", closed.getValue())) {
        assertEquals(0, host.exitCode(), () -> closed + ": " + host);
      }
    }
  }

  @Test
  void namesThatCannotBeReadAreRefused() throws Exception {
    String odd = "exec \"$1\" host \"$(printf 'caf\\351')\" -- true";
    try (Program host =
        Program.start(
            directory,
            Map.of("JAVA_HOME", launcher.javaHome().toString()),
            List.of("/bin/sh", "-c", odd, "sh", launcher.path().toString()))) {
      assertEquals(125, host.exitCode(), host::toString);
      assertTrue(host.err().contains("'caf*' cannot be read as UTF-8"), host::toString);
      assertFalse(host.err().contains("??"), host::toString);
    }
  }
}
