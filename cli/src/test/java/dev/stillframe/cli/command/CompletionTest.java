package dev.stillframe.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillframe.cli.processes.Program;
import dev.stillframe.evidence.Need;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bash offers when it has read what {@code stillframe completion} prints. */
final class CompletionTest {

  /** Asks as bash does for a word that is being typed, the last of those given. */
  private static final String ASK =
      "source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMP_LINE=\"$*\"; "
          + "complete -p stillframe >/dev/null || exit 1; "
          // Of what bash does when a line is typed, all but this can be had without one.
          + "compopt() { :; }; "
          + "_complete_stillframe; printf '%s\\n' \"${COMPREPLY[@]}\"";

  @TempDir Path directory;

  private Set<String> offered(String... words) throws Exception {
    assumeTrue(Need.BASH.find().isPresent(), Need.BASH.missing());
    StringWriter script = new StringWriter();
    assertEquals(0, Stillframe.commandLine().setOut(new PrintWriter(script)).execute("completion"));
    Path file = Files.writeString(directory.resolve("completion"), script.toString());
    List<String> command = new ArrayList<>(List.of(Need.BASH.label(), "-c", ASK, "bash"));
    command.add(file.toString());
    command.addAll(List.of(words));
    try (Program bash = Program.start(directory, Map.of(), command)) {
      assertEquals(0, bash.exitCode(), bash::toString);
      assertEquals("", bash.err());
      return new TreeSet<>(bash.out().lines().map(String::strip).toList());
    }
  }

  @Test
  void commandsAreOffered() throws Exception {
    assertEquals(
        Set.of("host", "inspect", "list", "discard", "conform", "completion"),
        offered("stillframe", ""));
    assertEquals(Set.of("conform", "completion"), offered("stillframe", "co"));
  }

  @Test
  void optionsAreOffered() throws Exception {
    assertEquals(Set.of("--store", "--stats"), offered("stillframe", "host", "--st"));
    assertEquals(Set.of("--json"), offered("stillframe", "inspect", "--j"));
  }

  @Test
  void valuesAreOfferedAsTheyAreWritten() throws Exception {
    assertEquals(
        Set.of("replace", "twin", "journal"), offered("stillframe", "host", "--store", ""));
    assertEquals(Set.of("triple"), offered("stillframe", "host", "--capture", "t"));
    assertEquals(Set.of("queue"), offered("stillframe", "conform", "--protocol", "q"));
  }
}
