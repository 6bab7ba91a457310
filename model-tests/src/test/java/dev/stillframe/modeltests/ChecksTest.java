package dev.stillframe.modeltests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stillframe.evidence.Kind;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Summary;
import dev.stillframe.evidence.Verdict;
import dev.stillframe.modeltests.Checks.Declared;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** So that a page that counts what is declared counts the rows of a run. */
class ChecksTest {
  @TempDir private Path root;

  @Test
  void theRowsOfARunAreThoseThatWereDeclared() throws Throwable {
    Checks checks =
        new Checks("engine")
            .holds("a", "Q1 Q2", () -> 3)
            .tells("b", "S1", () -> new Checks.Outcome(1, "told"))
            .holds("c", "T1", 1, () -> 2)
            .fails("d", "Q3", ChecksTest::violated)
            .fails("e", "Q4", 1, ChecksTest::violated);
    Summary summary = Summary.begin(root, "part", List.of());
    List<DynamicTest> tests = checks.in("part", summary).toList();
    assertEquals(checks.declared().stream().map(Declared::id).toList(), summary.expected());
    for (DynamicTest test : tests) {
      test.getExecutable().execute();
    }
    assertEquals(
        List.of(
            new Declared("a", "Q1 Q2", Kind.POSITIVE),
            new Declared("b", "S1", Kind.POSITIVE),
            new Declared("c", "T1", Kind.POSITIVE),
            new Declared("d", "Q3", Kind.NEGATIVE),
            new Declared("e", "Q4", Kind.NEGATIVE)),
        checks.declared());
    assertEquals(checks.declared(), summary.rows().stream().map(ChecksTest::declared).toList());
  }

  @Test
  void aNegativeCheckIsViolatedByThePropertyThatItNames() throws Throwable {
    Checks checks =
        new Checks("engine")
            .holds("e", "Q3", ChecksTest::wentBack)
            .fails("a", "Q3", "went back from # to #", ChecksTest::wentBack)
            .fails("b", "Q3", "went back from # to #", 1, ChecksTest::wentBack)
            .fails("c", "Q3", "as it must be", ChecksTest::wentBack)
            .fails("d", "Q3", "went back from # to #", () -> 7);
    Summary summary = Summary.begin(root, "part", List.of());
    for (DynamicTest test : checks.in("part", summary).toList()) {
      if ("ab".contains(test.getDisplayName())) {
        test.getExecutable().execute();
      } else {
        assertThrows(AssertionFailedError.class, test.getExecutable());
      }
    }
    assertEquals(
        List.of(
            Verdict.FELL_SHORT,
            Verdict.AS_EXPECTED,
            Verdict.AS_EXPECTED,
            Verdict.FELL_SHORT,
            Verdict.FELL_SHORT),
        summary.rows().stream().map(Row::verdict).toList());
    assertEquals("violated: went back from # to #", summary.rows().get(1).expected());
    assertEquals(
        "this was to fall: as it must be; but this did: seed 12: went back from 2 to -1 ==> expected:"
            + " <true> but was: <false>",
        summary.rows().get(3).detail());
  }

  private static long wentBack() {
    throw new AssertionFailedError(
        "seed 12: went back from 2 to -1 ==> expected: <true> but was: <false>");
  }

  private static long violated() {
    throw new AssertionFailedError("as it must be");
  }

  private static Declared declared(Row row) {
    return new Declared(row.id(), row.claim(), row.kind());
  }
}
