package dev.stillframe.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillframe.cli.memory.RuntimeDirectory;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.evidence.Need;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParseResult;

/** The units in {@code systemd} are what systemd and the command take for whole. */
final class SystemdUnitsTest {
  private static final Path UNITS = Path.of("../systemd");
  private static final String EXEC_START = "ExecStart=";
  private static final String INSTALLED = "=/usr/local/lib/stillframe/stillframe ";
  private static final String COMMON = "stillframe-.service.d/common.conf";

  @TempDir Path directory;

  /** Copies the units, with the launcher of this checkout and one change in one of the files. */
  private void copy(String changed, String old, String replacement) throws IOException {
    String launcher = Path.of("../bin/stillframe").toRealPath().toString();
    try (Stream<Path> files = Files.walk(UNITS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name = UNITS.relativize(file);
        String text = Files.readString(file).replace(INSTALLED, "=" + launcher + " ");
        if (name.toString().equals(changed)) {
          assertTrue(text.contains(old), old);
          text = text.replace(old, replacement);
        }
        Files.createDirectories(directory.resolve(name).getParent());
        Files.writeString(directory.resolve(name), text);
      }
    }
  }

  /** Lets systemd look at a unit of the copy; returns what it says, if anything. */
  private String verify(String unit) throws Exception {
    assumeTrue(Need.SYSTEMD_ANALYZE.find().isPresent(), Need.SYSTEMD_ANALYZE.missing());
    List<String> command =
        List.of(Need.SYSTEMD_ANALYZE.label(), "verify", "--man=no", directory + "/" + unit);
    try (Program analyze = Program.start(directory, Map.of(), command)) {
      int code = analyze.exitCode();
      return code + " " + analyze.err();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stillframe-host@.service", "stillframe-job@.service"})
  void systemdTakesIt(String unit) throws Exception {
    copy("", "", "");
    assertEquals("0 ", verify(unit));
  }

  @ParameterizedTest
  @CsvSource({
    "stillframe-host@.service, Type=exec, Type=maybe",
    "stillframe-host@.service, RestartSec=1s, RestartSec=soon",
    "stillframe-host@.service, ExecStart=, ExecStart=/no/such/directory",
    "stillframe-job@.service, Type=oneshot, Kind=oneshot",
    COMMON + ", RuntimeDirectoryPreserve=yes, RuntimeDirectoryPreserve=perhaps",
    COMMON + ", TimeoutStopSec=, TimeoutStop="
  })
  void systemdFindsWhatIsBroken(String file, String old, String replacement) throws Exception {
    copy(file, old, replacement);
    assertNotEquals("0 ", verify(file.equals(COMMON) ? "stillframe-host@.service" : file));
  }

  private static String execStart(String unit) throws IOException {
    return Files.readString(UNITS.resolve(unit))
        .lines()
        .filter(line -> line.startsWith(EXEC_START))
        .findFirst()
        .orElseThrow()
        .substring(EXEC_START.length());
  }

  private static List<String> words(String text) {
    return List.of(text.split("[ \n]+"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stillframe-host@.service", "stillframe-job@.service"})
  void theCommandTakesItsArguments(String unit) throws IOException {
    List<String> words = words(execStart(unit));
    List<String> arguments = words.subList(1, words.size());
    ParseResult host =
        Stillframe.commandLine().parseArgs(arguments.toArray(String[]::new)).subcommand();
    assertEquals(List.of("host", "$OPTIONS"), arguments.subList(0, 2));
    assertEquals("host", host.commandSpec().name());
  }

  @Test
  void whatIsPreservedIsWhereTheHostKeepsTheMemory() throws Exception {
    String common = Files.readString(UNITS.resolve(COMMON));
    String preserved = "\nRuntimeDirectory=stillframe/%i\n";
    assertTrue(common.contains(preserved) && common.contains("\nRuntimeDirectoryPreserve=yes\n"));
    assertTrue(common.contains("\nEnvironment=XDG_RUNTIME_DIR=%t/stillframe/%i\n"));
    Path runtime = Files.createDirectory(directory.resolve("run"));
    Path memory =
        RuntimeDirectory.newMemory(
            directory.resolve("state.snap"), Map.of("XDG_RUNTIME_DIR", runtime.toString()));
    assertTrue(memory.startsWith(runtime.toRealPath()), memory::toString);
  }
}
