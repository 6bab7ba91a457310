package dev.stillframe.cli.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.processes.Launcher;
import dev.stillframe.cli.processes.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arguments, variables and names with which users of other wrappers had trouble. */
final class LaunchedInputsTest {
  private static final List<String> ARGUMENTS =
      List.of("", "a\nb", "\n", "x\n\n", "\t \\n", "'\"`$(exit 3)`", "-n", "--", "{a,b}", "~", "");

  // \0 and newlines change places, so that a variable is a line.
  private static final String VARIABLES = "tr '\\0\\n' '\\n@' </proc/self/environ";

  @TempDir Path directory;
  private Launcher launcher;

  @BeforeEach
  void setUp() throws Exception {
    launcher = new Launcher(directory.resolve("in stalled:here"));
  }

  private Program start(Map<String, String> environment, String... command) throws Exception {
    return launcher.start(directory, List.of(), environment, List.of(command));
  }

  private String arguments(Launcher with) throws Exception {
    List<String> command = new ArrayList<>(List.of("printf", "[%s]"));
    command.addAll(ARGUMENTS);
    try (Program host = with.start(directory, List.of(), Map.of(), command)) {
      host.exitCode();
      return host.out();
    }
  }

  @Test
  void emptyArgumentsAndLinesInThemArrive() throws Exception {
    String written = "[" + String.join("][", ARGUMENTS) + "]";
    assertEquals(written, arguments(launcher));
    Launcher broken = new Launcher(directory.resolve("broken"));
    broken.with("\"--$sf_split\" \"$@\"", "\"--$sf_split\" $*");
    assertFalse(written.equals(arguments(broken)), "an argument that is split is not noticed");
  }

  private List<String> variables(Launcher with) throws Exception {
    Map<String, String> environment =
        Map.of(
            "EMPTY", "", "em.pty", "", "LINES2", "a\n\nb\n", "li.nes", "a\n\nb\n", "back", "\\n");
    List<String> command = List.of("/bin/sh", "-c", VARIABLES);
    try (Program host = with.start(directory, List.of(), environment, command)) {
      assertEquals(0, host.exitCode(), host::toString);
      return host.out().lines().toList();
    }
  }

  @Test
  void emptyVariablesAndLinesInThemArrive() throws Exception {
    List<String> written = List.of("EMPTY=", "em.pty=", "LINES2=a@@b@", "li.nes=a@@b@", "back=\\n");
    List<String> got = variables(launcher);
    assertTrue(got.containsAll(written), got::toString);
    Launcher broken = new Launcher(directory.resolve("broken"));
    broken.with("sf_value=${sf_value%.}", "sf_value=$(printf %b \"$1\")");
    List<String> cut = variables(broken);
    assertFalse(cut.contains("li.nes=a@@b@"), "a last line that is lost is not noticed: " + cut);
  }

  private String javaOptions(Launcher with) throws Exception {
    Map<String, String> options =
        Map.of("_JAVA_OPTIONS", "-Da=b", "JDK_JAVA_OPTIONS", "-Dc=d", "CLASSPATH", "/nonexistent");
    List<String> command =
        List.of("/bin/sh", "-c", "echo \"$_JAVA_OPTIONS $JDK_JAVA_OPTIONS $CLASSPATH\"");
    try (Program host = with.start(directory, List.of(), options, command)) {
      assertEquals(0, host.exitCode(), host::toString);
      return host.out() + host.err();
    }
  }

  @Test
  void otherOptionsOfJavaAreTheCommands() throws Exception {
    String told = javaOptions(launcher);
    assertTrue(told.startsWith("-Da=b -Dc=d /nonexistent\n"), told);
    assertFalse(told.contains("Picked up"), told);
    Launcher broken = new Launcher(directory.resolve("broken"));
    broken.with("unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS", "CLASSPATH=/else");
    // The launcher keeps to itself what Java says of the options; what it makes of them is seen.
    Map<String, String> bad = Map.of("_JAVA_OPTIONS", "-XX:+NoSuch");
    for (Launcher with : List.of(launcher, broken)) {
      try (Program host = with.start(directory, List.of(), bad, List.of("true"))) {
        assertEquals(with == launcher ? 0 : 125, host.exitCode(), host::toString);
      }
    }
  }

  @Test
  void commandsThatAreNoProgramsAre126Or127() throws Exception {
    Path script = Files.writeString(directory.resolve("no mark"), "echo ran; exit 3\n");
    assertTrue(script.toFile().setExecutable(true));
    Path plain = Files.createFile(directory.resolve("plain"));
    Map<String, Integer> codes =
        Map.of(
            directory.toString(),
            126,
            plain.toString(),
            126,
            plain + "/below",
            127,
            directory.resolve("absent").toString(),
            127,
            "absent-program",
            127,
            script.toString(),
            3);
    for (Map.Entry<String, Integer> code : codes.entrySet()) {
      try (Program host = start(Map.of(), code.getKey())) {
        assertEquals(code.getValue(), host.exitCode(), () -> code + ": " + host);
        boolean isRun = code.getValue() == 3;
        assertEquals(isRun ? "ran\n" : "", host.out());
        assertTrue(isRun || host.err().lines().count() == 1, host::toString);
      }
    }
    try (Program host = start(Map.of(), "/bin/sh", "-c", "kill -s SEGV $$")) {
      assertEquals(128 + 11, host.exitCode(), host::toString);
    }
  }

  private Program at(String script) throws Exception {
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME",
            launcher.javaHome().toString(),
            "XDG_RUNTIME_DIR",
            directory.toString(),
            "LATIN",
            "printf caf\\351");
    return Program.start(
        directory,
        environment,
        List.of("/bin/sh", "-c", "l=$($LATIN); " + script, "sh", launcher.path().toString()));
  }

  @Test
  void directoriesWhoseNamesAreNoTextAreRefusedAndProgramsThereRun() throws Exception {
    String made = "mkdir \"$l\" && cp /bin/echo \"$l/say\"; ";
    for (String host : List.of("exec \"$1\" host \"$l/s\"", "cd \"$l\" && exec \"$1\" host s")) {
      try (Program refused = at(made + host + " -- echo started")) {
        assertEquals(125, refused.exitCode(), refused::toString);
        assertTrue(refused.err().contains("cannot be read as UTF-8"), refused::toString);
        assertEquals("", refused.out());
      }
      made = "";
    }
    for (String run :
        List.of(
            "exec \"$1\" host s -- \"$l/say\" started",
            "PATH=$l:$PATH exec \"$1\" host s -- say started")) {
      try (Program host = at(run)) {
        assertEquals(0, host.exitCode(), host::toString);
        assertEquals("started\n", host.out());
      }
    }
    for (Map.Entry<String, Integer> code : Map.of("absent", 127, "plain", 126).entrySet()) {
      String run = ": >\"$l/plain\"; exec \"$1\" host s -- \"$l/" + code.getKey() + "\"";
      try (Program host = at(run)) {
        assertEquals(code.getValue(), host.exitCode(), host::toString);
      }
    }
  }

  @Test
  void snapshotsThatAreNoFilesAreNamed() throws Exception {
    String made = "mkfifo fifo; mkdir dir; ln -s /dev/null link; ";
    for (String name : Arrays.asList("fifo", "/dev/null", "dir", "link")) {
      Path lock = directory.resolve(name + ".lock");
      boolean wasLocked = Files.exists(lock);
      try (Program host = at(made + "exec \"$1\" host " + name + " -- echo started")) {
        assertEquals(125, host.exitCode(), host::toString);
        assertTrue(host.err().contains(name + ": not a regular file"), host::toString);
        assertEquals(1, host.err().lines().count(), host::toString);
        assertEquals("", host.out());
      }
      made = "";
      // Beside /dev/null nobody but root may make a file, and nobody should.
      assertEquals(wasLocked, Files.exists(lock), lock.toString());
    }
  }
}
