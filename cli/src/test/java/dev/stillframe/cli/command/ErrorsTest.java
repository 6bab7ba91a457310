package dev.stillframe.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a newcomer types is answered in one sentence that says what to do, and where more is. */
final class ErrorsTest {
  private final StringWriter err = new StringWriter();

  private int run(String... words) {
    return Stillframe.commandLine().setErr(new PrintWriter(err)).execute(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hots | 2 | Unmatched argument at index 0: 'hots'. Did you mean host?",
        "--vresion | 2 | Unknown option: '--vresion'",
        "inspect | 2 | Missing required parameter: 'FILE'",
        "inspect --jsn a | 2 | Unknown option: '--jsn'. Did you mean --json?",
        "host a | 125 | Missing required parameter: 'COMMAND'",
        "host a ls -x | 125 | Unknown option: '-x'. Options of the program come behind --",
        "host --interval 0s a -- ls | 125 | Invalid value for option '--interval': a pause of 0"
            + " would keep a processor busy: choose 1ms or more",
        "host --size 64MB a -- ls | 125 | Invalid value for option '--size': '64MB' is not a size,"
            + " as 64M",
        "host --sync end a -- ls | 125 | --sync is for --store journal: the others sync each image",
        "conform | 2 | name the PORT to judge",
      })
  void theCommandLine(String line, int code, String message) {
    assertEquals(code, run(line.split(" ")), err::toString);
    String command = line.matches("(inspect|host|conform).*") ? " " + line.split(" ")[0] : "";
    assertEquals(
        String.format(Locale.ROOT, "stillframe: %s%nSee stillframe%s --help%n", message, command),
        err.toString());
  }

  @Test
  void commandsAreNamedWhereThereIsNone() {
    assertEquals(2, run());
    assertEquals(
        "stillframe: Missing required subcommand: one of host, inspect, list, discard, conform, completion",
        err.toString().lines().findFirst().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "inspect /proc/none | /proc/none: no such snapshot, journal or memory: is the name right?",
        "inspect /proc | /proc: is a directory; name a snapshot, a journal or a memory file",
        "conform -- /no/port | /no/port: no such file to run",
        "conform --report /proc/a -- true | /proc/a: no such file or directory: is the name right?",
        "conform --extract /proc/a | /proc/a: no such file or directory: is the name right?",
      })
  void whatIsNotThere(String line, String message) {
    assertEquals(2, run(line.split(" ")), err::toString);
    assertEquals(String.format(Locale.ROOT, "stillframe: %s%n", message), err.toString());
  }
}
