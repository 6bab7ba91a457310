package dev.stillframe.cli.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.processes.Launcher;
import dev.stillframe.cli.processes.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program sees with a host and without one differs in what docs/wrapping.md has, only. */
final class WrappingTest {
  private static final Path PAGE = Path.of("../docs/wrapping.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern DESCRIPTOR = Pattern.compile(" (\\d+) -> (.*)");
  private static final Set<String> STATUS =
      Set.of(
          "Umask",
          "Uid",
          "Gid",
          "Groups",
          "SigBlk",
          "SigIgn",
          "CapInh",
          "CapPrm",
          "CapEff",
          "CapBnd",
          "CapAmb",
          "NoNewPrivs",
          "Seccomp",
          "Cpus_allowed");

  /** Bytes that no text is, ways to write them, and what shells do with some names. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "spring.profiles",
          "prod",
          "a-b",
          "1",
          "two\nlines",
          "x\n\\n y",
          "IFS",
          "i",
          "PPID",
          "7",
          "sf_jar",
          "mine",
          "root",
          "mine",
          "PS1",
          "$ ",
          "JAVA_TOOL_OPTIONS",
          "-XX:+NoSuch");

  // A shell, for what Java cannot set: a mask of files, limits, ignored signals, any bytes.
  private static final String SHELL =
      "umask 027; ulimit -Sn 400; ulimit -Sc 0; ulimit -Ss 4096; trap '' HUP USR1 QUIT PIPE;"
          + " cd sub; exec 4</dev/null 6</dev/null 7</dev/null 9</dev/null;"
          + " exec env \"x.y=$(printf '\\377=\\201')\" PWD=/else \"$@\" \"$(printf 'caf\\351')\" ''";

  @TempDir Path directory;
  private Path separator;
  private boolean javaToolOptions = true;

  @BeforeEach
  void setUp() throws Exception {
    separator = Files.writeString(directory.resolve("separator"), "\u0001");
    Files.createDirectories(directory.resolve("sub"));
  }

  private byte[] out(List<String> prefix, List<String> host, List<String> command)
      throws Exception {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(host);
    all.addAll(command);
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    environment.put("XDG_RUNTIME_DIR", directory.toString());
    environment.put("JAVA_HOME", directory.resolve("installed/jdk").toString());
    if (!javaToolOptions) {
      environment.remove("JAVA_TOOL_OPTIONS");
    }
    try (Program program = Program.start(directory, environment, all)) {
      program.exitCode(); // cat fails at names that a test adds.
      return program.outBytes();
    }
  }

  /** All that a program sees, by what it is called in the table. */
  private Map<String, String> seen(List<String> prefix, List<String> host) throws Exception {
    Map<String, String> seen = new TreeMap<>();
    List<String> command = new ArrayList<>(List.of("/bin/cat"));
    for (String file : List.of("environ", "cmdline", "status", "limits", "stat")) {
      command.addAll(List.of("/proc/self/" + file, separator.toString()));
    }
    String[] parts =
        new String(out(prefix, host, command), StandardCharsets.ISO_8859_1).split("\u0001");
    for (String variable : parts[0].split("\0")) {
      String[] pair = variable.split("=", 2);
      seen.put(pair[0], pair[1]);
    }
    seen.put("arguments", parts[1]);
    for (String line : parts[2].split("\n")) {
      String[] pair = line.split(":\\s*", 2);
      if (STATUS.contains(pair[0])) {
        seen.put(pair[0], pair[1]);
      }
    }
    parts[3].lines().skip(1).forEach(line -> seen.put(line.substring(0, 26).strip(), line));
    String[] stat = parts[4].substring(parts[4].lastIndexOf(')') + 2).split(" ");
    seen.put("parent", stat[1]);
    seen.put("process group", stat[2]);
    seen.put("session", stat[3]);
    seen.put("terminal", stat[4]);
    seen.put("nice", stat[16]);
    List<String> list = List.of("/bin/ls", "-l", "/proc/self/fd", "/proc/self/cwd");
    String listed = new String(out(prefix, host, list), StandardCharsets.ISO_8859_1);
    for (String line : listed.split("\n")) {
      Matcher matcher = DESCRIPTOR.matcher(line);
      // The one by which ls looks, and the standard ones, whose files are made for each program.
      if (matcher.find() && !matcher.group(2).matches("/proc/\\d+/fd")) {
        boolean isStandard = Integer.parseInt(matcher.group(1)) < 3;
        seen.put(matcher.group(1), isStandard ? "open" : matcher.group(2));
      } else if (line.contains("/proc/self/cwd -> ")) {
        seen.put("working directory", line.substring(line.indexOf("->")));
      }
    }
    return seen;
  }

  /** Of each source, something that is seen everywhere. */
  private static final List<String> LEAST =
      List.of("arguments", "SigIgn", "Max open files", "terminal", "working directory", "0");

  private Set<String> differences(List<String> prefix, List<String> host) throws Exception {
    Map<String, String> without = seen(prefix, List.of());
    Map<String, String> with = seen(prefix, host);
    assertTrue(without.keySet().containsAll(LEAST), without::toString);
    Set<String> names = new TreeSet<>(without.keySet());
    names.addAll(with.keySet());
    names.removeIf(name -> without.containsKey(name) && without.get(name).equals(with.get(name)));
    return names;
  }

  private List<String> launched(Launcher launcher) {
    return List.of(
        launcher.path().toString(), "host", directory.resolve("state.snap").toString(), "--");
  }

  private List<String> jarAlone() {
    List<String> command =
        new ArrayList<>(Program.java("dev.stillframe.cli.command.Stillframe", List.of("host")));
    command.addAll(List.of(directory.resolve("state.snap").toString(), "--"));
    return command;
  }

  /** The names in the first column of the table, where another column says that it differs. */
  private static Set<String> allowed(int column) throws IOException {
    Set<String> names = new HashSet<>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("## ")) {
        break; // The other tables say something else.
      }
      String[] cells = line.split("\\|", -1);
      if (line.startsWith("| ") && !cells[column].isBlank()) {
        Matcher code = CODE.matcher(cells[1]);
        boolean isCode = code.find();
        names.add(isCode ? code.group(1) : cells[1].strip());
        while (isCode && code.find()) {
          names.add(code.group(1));
        }
      }
    }
    assertTrue(names.size() > 5, names::toString);
    return names;
  }

  private static void assertAllowed(Set<String> differences, int column, String... always)
      throws IOException {
    assertTrue(differences.containsAll(List.of(always)), differences::toString);
    Set<String> others = new TreeSet<>(differences);
    others.removeAll(allowed(column));
    assertEquals(Set.of(), others, "what is not in " + PAGE);
  }

  private static List<String> shell() {
    return List.of("/bin/sh", "-c", SHELL, "sh");
  }

  @Test
  void theLauncherChangesWhatTheTableSays() throws Exception {
    Launcher launcher = new Launcher(directory.resolve("installed"));
    for (List<String> prefix : List.of(List.<String>of(), shell())) {
      assertAllowed(
          differences(prefix, launched(launcher)), 2, "3", "parent", "LISTEN_FDS", "LISTEN_PID");
    }
  }

  @Test
  void theJarAloneChangesWhatTheTableSays() throws Exception {
    javaToolOptions = false; // They cannot be kept from the host's own Java machine.
    for (List<String> prefix : List.of(List.<String>of(), shell())) {
      assertAllowed(differences(prefix, jarAlone()), 3, "3", "parent", "LISTEN_FDS", "LISTEN_PID");
    }
  }

  @Test
  void whatIsNotInTheTableIsNoticed() throws Exception {
    Map<String, String> faults =
        Map.of(
            "umask 0", "Umask",
            "export BROKEN=1", "BROKEN",
            "trap '' ALRM", "SigIgn",
            "cd /", "working directory",
            "ulimit -Sc 0; ulimit -Sn 100", "Max open files",
            "exec 5</dev/null", "5",
            "exec 7</dev/null", "7");
    for (Map.Entry<String, String> fault : faults.entrySet()) {
      Path place = directory.resolve("broken").resolve(fault.getValue().replace(' ', '-'));
      Launcher broken =
          new Launcher(place).with("  shift $(($# -", "  " + fault.getKey() + "\n  shift $(($# -");
      Set<String> differences = differences(List.of(), launchedWith(broken));
      assertTrue(differences.contains(fault.getValue()), () -> fault + ": " + differences);
      assertFalse(allowed(2).contains(fault.getValue()), fault::toString);
    }
  }

  private List<String> launchedWith(Launcher launcher) {
    List<String> command =
        new ArrayList<>(List.of("/usr/bin/env", "JAVA_HOME=" + launcher.javaHome()));
    command.addAll(launched(launcher));
    return command;
  }
}
