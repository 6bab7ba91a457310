package dev.stillframe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.processes.Launcher;
import dev.stillframe.cli.processes.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptors that are open when a host starts are open in COMMAND, and lead where they led. */
final class DescriptorsTest {
  /** Says what each of them holds, or that it is closed. */
  private static final String SAY =
      "for d in 4 5 6 7 8 9; do if { read -r line <&$d; } 2>/dev/null;"
          + " then echo $d $line; else echo $d closed; fi; done";

  @TempDir Path directory;
  private Launcher launcher;

  @BeforeEach
  void setUp() throws Exception {
    launcher = new Launcher(directory.resolve("launcher"));
  }

  /** Opens descriptors, each with a file that holds its number, for a shell that says them. */
  private Program start(List<Integer> open) throws Exception {
    StringBuilder opens = new StringBuilder("exec");
    for (int descriptor : open) {
      Files.writeString(directory.resolve("f" + descriptor), "holds " + descriptor + "\n");
      opens.append(" ").append(descriptor).append("<f").append(descriptor);
    }
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", opens + "; exec \"$@\"", "sh"));
    command.addAll(
        List.of(launcher.path().toString(), "host", "state", "--", "/bin/sh", "-c", SAY));
    Map<String, String> environment =
        Map.of(
            "XDG_RUNTIME_DIR", directory.toString(), "JAVA_HOME", launcher.javaHome().toString());
    return Program.start(directory, environment, command);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "9", "8 9", "4 5 6", "4 5 6 7", "6 7 8 9", "5 6 8"})
  void areHandedOn(String text) throws Exception {
    List<Integer> open = new ArrayList<>();
    for (String number : text.split(" ")) {
      if (!number.isEmpty()) {
        open.add(Integer.parseInt(number));
      }
    }
    try (Program host = start(open)) {
      assertEquals(0, host.exitCode(), host::toString);
      for (int descriptor = 4; descriptor <= 9; descriptor++) {
        String says = descriptor + (open.contains(descriptor) ? " holds " + descriptor : " closed");
        assertTrue(host.out().lines().anyMatch(says::equals), host::toString);
      }
    }
  }

  @Test
  void withoutTwoThatAreFreeTheHostSaysSoAndStartsNothing() throws Exception {
    try (Program host = start(List.of(4, 5, 6, 7, 8))) {
      assertEquals(125, host.exitCode(), host::toString);
      assertEquals("", host.out());
      assertTrue(host.err().contains("needs two descriptors"), host::toString);
    }
  }

  @Test
  void oneThatIsTakenIsNoticed() throws Exception {
    launcher.with("sf_fail() {", "exec 8</dev/null\nsf_fail() {");
    try (Program host = start(List.of(8))) {
      assertEquals(0, host.exitCode(), host::toString);
      assertTrue(host.out().contains("8 closed"), host::toString);
    }
  }
}
