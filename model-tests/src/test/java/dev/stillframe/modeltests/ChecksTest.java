package dev.stillframe.modeltests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillframe.evidence.Kind;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Summary;
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

  private static long violated() {
    throw new AssertionFailedError("as it must be");
  }

  private static Declared declared(Row row) {
    return new Declared(row.id(), row.claim(), row.kind());
  }
}
