package dev.stillframe.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.conformance.Result.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
            "    triple: no triple (2)",
            "",
            "protocol  part        passed  failed  unsupported",
            "line      hello            1       0            0",
            "queue     read             1       1            0",
            "triple    triple           0       0            2",
            "all                        2       1            2",
            "",
            "read 1 of 2; next: read, format.md#entries"),
        TextReport.lines(RESULTS, ExpectedResults.NONE, List.of()));
  }

  /** A known fault is no failure, and the next part comes behind it. */
  @Test
  void whatIsExpectedIsToldApart(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("expected.json");
    Files.writeString(
        file, "{\"defects\": [{\"name\": \"ring\", \"fails\": {\"wrap\": [\"two\"]}}]}");
    ExpectedResults expected = ExpectedResults.read(file);
    List<String> lines = TextReport.lines(RESULTS, expected, List.of("x: passed"));
    assertEquals(
        List.of(
            "",
            "Expected faults, which do not count:",
            "    ring (1)",
            "",
            "Expected, and did not show: change what is expected:",
            "    x: passed",
            "",
            "Not supported, and not passed:"),
        lines.subList(0, 8));
    String last = lines.get(lines.size() - 1);
    assertEquals("read 2 of 2; next: triple, format.md#triple-buffer", last);
    Report.write(directory, RESULTS, 1, expected);
    String junit = Files.readString(directory.resolve("junit.xml"));
    assertTrue(junit.contains("failures=\"0\""), junit);
    assertFalse(Files.readString(directory.resolve("summary.json")).contains("fell-short"));
  }

  @Test
  void nothingIsLeftWhereAllPassed() {
    List<Result> passed = RESULTS.subList(0, 2);
    assertEquals(
        "read 1 of 1; next: nothing is left", NextSteps.line(passed, ExpectedResults.NONE));
  }

  /** What a line points to is there. */
  @Test
  void eachPartHasItsPageInTheFormat() throws Exception {
    String format = Files.readString(Path.of("../docs/format.md"));
    for (String part : Judge.PARTS) {
      String anchor = NextSteps.PAGES.get(part).replace("format.md#", "").replace('-', ' ');
      boolean isThere = format.lines().anyMatch(line -> line.equalsIgnoreCase("## " + anchor));
      assertTrue(isThere, part + ": " + anchor);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "ok 0 16 | ok 1 16 | -",
        "ok 4 16 64 0:0:3 1:3:4 2:7:1 | ok 4 16 64 0:0:3 1:3:5 | word 6 is 1:3:5, not 1:3:4; word 7 is nothing, not 2:7:1",
        "ok 0:0:000102030405060708090a0b0c0d0e0f101112131415 | ok 0:0:000102030405060708090aff0c0d0e0f101112131415 | word 2 is ...0708090aff0c0d0e0f101112131415 from character 27 on, not ...0708090a0b0c0d0e0f101112131415",
        "a b c d e f g h i j k l m n o p | 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 | word 1 is 1, not a; word 2 is 2, not b; word 3 is 3, not c; word 4 is 4, not d; and 12 more",
      })
  void theWordsOfAnAnswerThatDifferAreNamed(String expected, String actual, String words) {
    assertEquals(words == null ? "" : words, Difference.of(expected, actual));
  }

  @Test
  void junitHasAFailureAsTextAndCountsWhatIsSkipped(@TempDir Path directory) throws Exception {
    Report.write(directory, RESULTS, 1, ExpectedResults.NONE);
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
