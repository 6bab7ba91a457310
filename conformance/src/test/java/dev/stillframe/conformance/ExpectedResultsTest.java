package dev.stillframe.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.conformance.Result.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is expected of a port that has defects: neither a new one nor one that is gone is let by.
 */
final class ExpectedResultsTest {
  private static final String FILE =
      """
      {
        "defects": [
          {"name": "slot", "fails": {"rule-a": ["lap-*"], "rule-b": ["kill"]}},
          {"name": "tail", "fails": {"*": ["script-*"]}}
        ],
        "passes": [{"checks": ["lap-3"]}],
        "unsupported": [{"checks": ["seal-*", "script-*"]}]
      }
      """;

  @TempDir private Path directory;
  private ExpectedResults expected;

  @BeforeEach
  void read() throws IOException {
    expected = ExpectedResults.read(Files.writeString(directory.resolve("expected.json"), FILE));
  }

  private static Result passed(String id) {
    return new Result(id, "queue", "client", Verdict.PASSED, null, null, 0);
  }

  private static Result failed(String id, String rule) {
    return new Result(id, "queue", "client", Verdict.FAILED, rule, "detail", 0);
  }

  private static Result unsupported(String id) {
    return new Result(id, "queue", "client", Verdict.UNSUPPORTED, null, "detail", 0);
  }

  private List<String> differences(Result... results) {
    return expected.differences(List.of(results), false);
  }

  @Test
  void allAsExpected() {
    List<Result> results =
        List.of(
            passed("open"),
            failed("lap-1", "rule-a"),
            failed("lap-22", "rule-a"),
            passed("lap-3"),
            failed("kill", "rule-b"),
            failed("script-7", "rule-c"),
            unsupported("script-8"),
            unsupported("seal-1"));
    assertEquals(List.of(), expected.differences(results, true));
    assertEquals("{slot=3, tail=1}", expected.failures(results).toString());
  }

  @Test
  void aNewFailureIsNotExpected() {
    assertEquals(
        List.of("open: failed by rule-a, expected: passes"), differences(failed("open", "rule-a")));
    assertEquals(
        List.of("lap-3: failed by rule-a, expected: [passed]"),
        differences(failed("lap-3", "rule-a")));
  }

  @Test
  void aDefectThatIsGoneIsNotExpected() {
    assertEquals(
        List.of("kill: passed, expected: [failed by the rule rule-b, because of slot]"),
        differences(passed("kill")));
    assertEquals(1, differences(passed("script-7")).size());
  }

  /** What a porter is told: known faults that are gone, and not what the port does not have. */
  @Test
  void aKnownFaultThatDidNotShowIsTold() {
    List<Result> results =
        List.of(
            passed("kill"),
            failed("lap-1", "rule-a"),
            failed("lap-2", "rule-c"),
            passed("open"),
            unsupported("close"));
    assertEquals(
        List.of("kill: passed, expected: [failed by the rule rule-b, because of slot]"),
        expected.notShown(results, false));
    assertFalse(expected.isNewFault(results.get(1)));
    assertTrue(expected.isNewFault(results.get(2)));
    assertTrue(ExpectedResults.NONE.isNewFault(results.get(1)));
    assertEquals(List.of(), ExpectedResults.NONE.notShown(results, true));
  }

  @Test
  void aFileThatExpectsNothingIsNoneOfThese() throws IOException {
    Path file = Files.writeString(directory.resolve("other.json"), "[]");
    String message = assertThrows(IOException.class, () -> ExpectedResults.read(file)).getMessage();
    assertTrue(message.endsWith("docs/porting.md says how it is written"), message);
  }

  @Test
  void anotherRuleIsNotExpected() {
    assertEquals(1, differences(failed("kill", "rule-a")).size());
  }

  @Test
  void whatIsNotSupportedIsNeitherPassedNorFailed() {
    assertEquals(1, differences(unsupported("open")).size());
    assertEquals(1, differences(unsupported("kill")).size());
    assertEquals(1, differences(passed("seal-1")).size());
    assertEquals(1, differences(failed("seal-1", "rule-a")).size());
  }

  @Test
  void aNameWithoutACheckIsFound() {
    List<Result> few = List.of(failed("lap-1", "rule-a"), passed("lap-3"), unsupported("seal-1"));
    assertEquals(
        List.of(
            "script-*: there is no such check",
            "kill: there is no such check",
            "script-*: there is no such check"),
        expected.differences(few, true));
  }

  /** A port without the defects of the original is not taken for it. */
  @Test
  void theFileInTheTreeAsksForItsDefects() throws IOException {
    ExpectedResults original = ExpectedResults.read(Path.of("ports/rust/expected.json"));
    List<Result> sound =
        List.of(
            passed("laps-2-entries-2-bytes"), passed("commit-refused"), passed("second-client"));
    assertEquals(3, original.differences(sound, false).size());
    assertTrue(original.differences(sound, false).get(0).contains("slot-never-advances"));
  }
}
