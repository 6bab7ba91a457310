package dev.stillframe.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Summary;
import dev.stillframe.evidence.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the wrapper over the tests of {@code canary}, the only ones that it finds here. */
class MainTest {
  /** One way of compiling, as few executions as possible. */
  private static final String SHORT = "-m sanity -sc false -jvmArgs -Xint";

  @TempDir private Path root;
  private final StringWriter errors = new StringWriter();

  private int run(String regex, String options) {
    return run("stress", regex, options);
  }

  private int run(String part, String regex, String options) {
    return Main.commandLine()
        .setErr(new PrintWriter(errors, true))
        .execute("--root", root.toString(), "--part", part, "--jcstress", options, regex);
  }

  private Map<String, Verdict> verdicts() throws IOException {
    return Summary.of(root, "stress").rows().stream()
        .collect(Collectors.toMap(Row::id, Row::verdict));
  }

  @Test
  void noMatchingTestIsAnError() {
    assertEquals(Main.NOT_SET_UP, run("NoSuchTest", SHORT));
    assertTrue(errors.toString().contains("no test matches"));
  }

  @Test
  void testsThatCannotRunAreAnError() {
    // Two actors do not fit on one processor; jcstress then runs nothing and is content.
    assertEquals(Main.NOT_SET_UP, run("Canaries.Sound", SHORT + " -c 1"));
    assertTrue(errors.toString().contains("0 tests ran of 1 that match"), errors.toString());
  }

  @Test
  void eachKindOfTestGetsItsVerdict() throws IOException {
    assertEquals(Main.FELL_SHORT, run("Canaries", SHORT));
    assertEquals(
        Map.of(
            "canary-sound", Verdict.AS_EXPECTED,
            "canary-forbidden", Verdict.FELL_SHORT,
            "canary-never-met", Verdict.INCONCLUSIVE,
            "canary-throws", Verdict.FELL_SHORT,
            "canary-caught", Verdict.AS_EXPECTED,
            "canary-not-caught", Verdict.FELL_SHORT,
            "canary-not-observable", Verdict.NOT_OBSERVABLE_HERE),
        verdicts());
    assertTrue(Files.exists(root.resolve("target/stress/html/index.html")), "the report");
  }

  @Test
  void aForbiddenOutcomeAloneTurnsTheRunRed() throws IOException {
    assertEquals(Main.FELL_SHORT, run("Canaries.Forbidden", SHORT));
    assertEquals(Map.of("canary-forbidden", Verdict.FELL_SHORT), verdicts());
  }

  @Test
  void whatIsNotObservableHereIsNoFailure() throws IOException {
    assertEquals(Main.AS_EXPECTED, run("Canaries.(Sound|Caught|NotObservable)$", SHORT));
    assertEquals(3, verdicts().size());
  }

  @Test
  void anOutcomeThatTheModelForbidsTurnsTheLitmusTestsRed() throws IOException {
    assertEquals(Main.FELL_SHORT, run("litmus", "Canaries", SHORT));
    Map<String, Row> rows =
        Summary.of(root, "litmus").rows().stream().collect(Collectors.toMap(Row::id, row -> row));
    assertEquals(Set.of("canary-model-too-strong", "canary-model-weaker"), rows.keySet());
    assertEquals(Verdict.FELL_SHORT, rows.get("canary-model-too-strong").verdict());
    Row weaker = rows.get("canary-model-weaker");
    assertEquals(Verdict.AS_EXPECTED, weaker.verdict());
    assertEquals("never seen: 0, 0 (weak)", weaker.detail());
  }

  @Test
  void anOutcomeThatIsNeverMetIsInconclusive() {
    assertEquals(Main.INCONCLUSIVE, run("Canaries.NeverMet", SHORT));
  }
}
