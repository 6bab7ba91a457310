package dev.stillframe.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stillframe.conformance.Result.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What a porter reads at the end of a run, and what his CI does. */
final class ReportTest {
  private static final String DETAIL = "rule: wrap\nexpected: a & b\nactual:   <\u0001>";
  private static final List<Result> RESULTS =
      List.of(
          new Result("hello", "line", "hello", Verdict.PASSED, null, null, 0.1),
          new Result("one", "queue", "read", Verdict.PASSED, null, "10 commits", 0.1),
          new Result("two", "queue", "read", Verdict.FAILED, "wrap", DETAIL, 0.2),
          new Result("three", "triple", "triple", Verdict.UNSUPPORTED, null, "no triple", 0),
          new Result("four", "triple", "triple", Verdict.UNSUPPORTED, null, "no triple", 0));

  @Test
  void failuresInFullThenWhatIsUnsupportedThenTheTable() {
    assertEquals(
        List.of(
            "",
            "FAILED two (queue, read)",
            "    rule: wrap",
            "    expected: a & b",
            "    actual:   <\u0001>",
            "",
            "Not supported, and not passed:",
            "    triple, triple: no triple (2)",
            "",
            "protocol  part        passed  failed  unsupported",
            "line      hello            1       0            0",
            "queue     read             1       1            0",
            "triple    triple           0       0            2",
            "all                        2       1            2"),
        TextReport.lines(RESULTS));
  }

  @Test
  void junitHasAFailureAsTextAndCountsWhatIsSkipped(@TempDir Path directory) throws Exception {
    Report.write(directory, RESULTS, 1);
    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(directory.resolve("junit.xml").toFile());
    Element suite = xml.getDocumentElement();
    assertEquals("5 1 2", attributes(suite, "tests", "failures", "skipped"));
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertEquals("two", ((Element) failure.getParentNode()).getAttribute("name"));
    assertEquals("rule: wrap\nexpected: a & b\nactual:   <?>", failure.getTextContent());
    assertEquals(2, suite.getElementsByTagName("skipped").getLength());
  }

  private static String attributes(Element element, String... names) {
    return String.join(" ", List.of(names).stream().map(element::getAttribute).toList());
  }

  @Test
  void wordsThatDifferAreShownOnBothSides() {
    byte[] expected = new byte[20];
    byte[] actual = new byte[20];
    assertEquals(Optional.empty(), Words.differing(expected, actual));
    actual[9] = 1;
    expected[19] = 2;
    assertEquals(
        Optional.of(
            new Words(
                "[8] 0000000000000000 [16] 0000000002000000",
                "[8] 0000000000000100 [16] 0000000000000000")),
        Words.differing(expected, actual));
    FellShort longer =
        assertThrows(
            FellShort.class,
            () -> Words.requireSame(Rule.HOST_ONLY_READS, new byte[3], new byte[4]));
    assertEquals(
        String.format(
            Locale.ROOT,
            "rule: host-only-reads (%s)\nexpected: 3 bytes\nactual:   4 bytes",
            Rule.HOST_ONLY_READS.text()),
        longer.getMessage());
  }
}
