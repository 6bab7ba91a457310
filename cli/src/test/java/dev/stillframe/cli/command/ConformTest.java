package dev.stillframe.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.conformance.Judge;
import dev.stillframe.conformance.Judge.Task;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code stillframe conform}: its exit codes and what it leaves. */
@Timeout(120)
final class ConformTest {
  private static final String SMALL = "while read l; do echo ok 1 small; done";

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();

  private int conform(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "conform";
    System.arraycopy(args, 0, all, 1, args.length);
    return Stillframe.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(out))
        .execute(all);
  }

  @Test
  void aPortThatFallsShortIsOne() throws Exception {
    String wrong =
        "while read v r; do case $v in hello) echo ok 1 x read;; *) echo ok;; esac; done";
    int code =
        conform("--protocol", "store", "--report", directory.toString(), "--", "sh", "-c", wrong);
    assertEquals(ConformCommand.FELL_SHORT, code, out::toString);
    assertTrue(out.toString().contains("rule: seal-covers-every-byte"), out::toString);
    String[] parts = out.toString().split("protocol  part +passed +failed +unsupported\n");
    assertEquals(2, parts.length, out::toString);
    assertTrue(parts[0].contains("FAILED vector-seal-none (store, read)\n    rule: "), parts[0]);
    assertTrue(parts[1].matches("(?s).*store +read +0 +[1-9][0-9]* +0\n.*"), parts[1]);
    assertTrue(parts[1].matches("(?s).*store +store +0 +0 +[1-9][0-9]*\n.*all .*"), parts[1]);
    assertTrue(parts[0].contains("Not supported, and not passed:\n    store: "), parts[0]);
    assertFalse(parts[0].contains("unsupported "), "a line for each part, not for each check");
    assertTrue(
        out.toString().matches("(?s).*\nread 0 of [1-9][0-9]*; next: read, format.md#entries\n"));
    assertTrue(Files.readString(directory.resolve("summary.json")).contains("fell-short"));
    assertTrue(Files.readString(directory.resolve("junit.xml")).contains("<failure"));
  }

  @Test
  void jsonIsAllThatIsPrinted() throws Exception {
    assertEquals(ConformCommand.INCONCLUSIVE, conform("--json", "--", "sh", "-c", SMALL));
    JsonNode rows = new ObjectMapper().readTree(out.toString());
    assertEquals("hello", rows.at("/0/id").asText());
    assertEquals("as-expected", rows.at("/0/verdict").asText());
    Task same =
        new Task(List.of(), Set.copyOf(Judge.PROTOCOLS), 1, Duration.ofSeconds(1), 1, 20, 10_000);
    assertEquals(new Judge(same).size(), rows.size());
    for (int i = 1; i < rows.size(); i++) {
      assertEquals("skipped", rows.get(i).get("verdict").asText());
    }
  }

  @Test
  void aKnownFaultDoesNotCountUnlessItDoesNotShow() throws Exception {
    String wrong =
        "while read v r; do case $v in hello) echo ok 1 x read;; *) echo ok;; esac; done";
    String[] port = {"--protocol", "store", "--expected", "", "--", "sh", "-c", wrong};
    port[3] = file("{\"*\": [\"vector-*\"]}");
    assertEquals(ConformCommand.AS_EXPECTED, conform(port), out::toString);
    assertTrue(out.toString().contains("which do not count:\n    known ("), out::toString);
    assertFalse(out.toString().contains("\nFAILED "), out::toString);
    port[3] = file("{\"*\": [\"vector-*\", \"hello\"]}");
    assertEquals(ConformCommand.FELL_SHORT, conform(port), out::toString);
    assertTrue(out.toString().contains("\n    hello: passed, expected: [failed by"), out::toString);
  }

  private String file(String fails) throws IOException {
    String text = "{\"defects\": [{\"name\": \"known\", \"fails\": " + fails + "}]}";
    return Files.writeString(directory.resolve("expected.json"), text).toString();
  }

  @Test
  void noMoreChecksAreMadeBehindTheFirstFailure() {
    String wrong =
        "while read v r; do case $v in hello) echo ok 1 x read;; *) echo ok;; esac; done";
    int code = conform("--protocol", "store", "--fail-fast", "--", "sh", "-c", wrong);
    assertEquals(ConformCommand.FELL_SHORT, code);
    assertTrue(out.toString().matches("(?s).*\nall +1 +1 +0\n.*"), out::toString);
  }

  @Test
  void aPortThatIsMissingIsTwo() {
    assertEquals(ConformCommand.NOT_SET_UP, conform("--", directory + "/no-such-port"));
    assertEquals(ConformCommand.NOT_SET_UP, conform());
  }

  @Test
  void aPortThatHasNothingIsThree() {
    assertEquals(ConformCommand.INCONCLUSIVE, conform("--", "sh", "-c", SMALL), out::toString);
  }

  @Test
  void extractsTheVectors() throws Exception {
    assertEquals(ConformCommand.AS_EXPECTED, conform("--extract", directory.toString()));
    assertEquals(16384, Files.size(directory.resolve("v1-wrapped-read/memory")));
  }
}
