package dev.stillframe.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import picocli.CommandLine;

class MergeTest {
  @TempDir Path root;
  private final StringWriter printed = new StringWriter();

  @Test
  void everythingAsExpectedIsZero() throws IOException {
    part("check", Verdict.AS_EXPECTED, Verdict.AS_EXPECTED);
    part("stress", Verdict.AS_EXPECTED, Verdict.SKIPPED, Verdict.NOT_OBSERVABLE_HERE);
    assertEquals(0, merge("check=0", "stress=0"), printed::toString);
    assertEquals(5, Summary.of(root, "verify").rows().size());
    assertEquals("0", Files.readString(root.resolve("target/verify/exit-code")).strip());
  }

  @Test
  void aCheckThatFellShortIsOne() throws IOException {
    part("check", Verdict.AS_EXPECTED, Verdict.FELL_SHORT, Verdict.INCONCLUSIVE);
    assertEquals(1, merge("check=1"));
  }

  @Test
  void anInconclusiveCheckIsThree() throws IOException {
    part("check", Verdict.AS_EXPECTED, Verdict.INCONCLUSIVE);
    assertEquals(3, merge("check=1"));
  }

  @Test
  void aMissingPartIsTwoWhateverTheOthersSay() throws IOException {
    part("check", Verdict.FELL_SHORT);
    assertEquals(2, merge("check=1", "stress=0"));
    assertTrue(printed.toString().contains("could not run: stress: it wrote no rows"));
  }

  @Test
  void aPartWithoutRowsIsTwo() throws IOException {
    Summary.begin(root, "check", List.of()).write(List.of());
    assertEquals(2, merge("check=0"));
  }

  @Test
  void aPartThatRanFewerChecksThanItPromisedIsTwo() throws IOException {
    Summary.begin(root, "check", List.of("a", "b")).add(Rows.row("a", Verdict.AS_EXPECTED));
    assertEquals(2, merge("check=0"));
    assertTrue(
        printed.toString().contains("promised 2 rows and wrote 1; missing: b"), printed::toString);
  }

  @Test
  void aPartThatPromisedNothingIsTwo() throws IOException {
    Summary.of(root, "check").write(List.of(Rows.row("a", Verdict.AS_EXPECTED)));
    assertEquals(2, merge("check=0"));
  }

  @Test
  void aPartThatSkippedEverythingIsTwo() throws IOException {
    part("check", Verdict.SKIPPED, Verdict.SKIPPED);
    assertEquals(2, merge("check=0"));
  }

  @Test
  void aPartThatSkippedEverythingBesideOthersIsNamed() throws IOException {
    part("check", Verdict.AS_EXPECTED);
    part("stress", Verdict.SKIPPED, Verdict.SKIPPED);
    assertEquals(0, merge("check=0", "stress=2"), printed::toString);
    assertTrue(
        printed.toString().contains("could not run: stress: why stress-skipped-0"),
        printed::toString);
  }

  @Test
  void theLastLinesSayWhatFellShortAndWhatIsMissing() throws IOException {
    Summary summary = Summary.begin(root, "check", List.of("a", "b", "c", "d", "e"));
    summary.add(Rows.row("a", Verdict.AS_EXPECTED));
    summary.add(Rows.row("b", Verdict.FELL_SHORT));
    summary.add(Rows.skipped("c", Need.STRACE.missing()));
    summary.add(Rows.skipped("d", "mutant: " + Need.JDK_22.missing()));
    summary.add(Rows.skipped("e", Need.STRACE.missing()));
    merge("check=1", "stress=0");
    List<String> last = printed.toString().lines().toList();
    assertEquals(
        List.of(
            "could not run: stress: it wrote no rows",
            "fell short: b: why b",
            "3 skipped: strace 2, JDK 22 1; apt install strace; a JDK 22 or newer: set JDK25_HOME"
                + " to one",
            "exit code 2: a part is missing, incomplete or could not be set up, or less was run than"
                + " is required"),
        last.subList(last.size() - 4, last.size()));
  }

  @Test
  void aPartWhoseProcessFailedWithoutARowSayingWhyIsTwo() throws IOException {
    part("check", Verdict.AS_EXPECTED);
    assertEquals(2, merge("check=1"));
  }

  @Test
  void anUnreadablePartIsTwo() throws IOException {
    part("check", Verdict.AS_EXPECTED);
    Files.writeString(root.resolve("target/check/summary.json"), "[{\"id\": ");
    assertEquals(2, merge("check=0"));
  }

  @Test
  void thePageForPeopleSaysTheSame() throws IOException {
    part("check", Verdict.AS_EXPECTED, Verdict.FELL_SHORT);
    assertEquals(1, merge("--tier=standard", "--revision=abc123", "check=1@75"));
    String page = Files.readString(root.resolve("target/verify/report.html"));
    for (String said : List.of("Fell short</h1>", "standard", "abc123", "1 min 15 s")) {
      assertTrue(page.contains(said), () -> said + " in " + page);
    }
  }

  @Test
  void aRunThatWasNarrowedSaysSo() throws IOException {
    part("check", Verdict.AS_EXPECTED);
    assertEquals(0, merge("--tier=quick", "--narrowed=SPEC=x", "check=0"), printed::toString);
    String said = "narrowed by SPEC=x: nothing is said about the rest of the tier quick";
    assertTrue(printed.toString().contains(said), printed::toString);
    String page = Files.readString(root.resolve("target/verify/report.html"));
    assertTrue(page.contains("quick, narrowed by SPEC=x"), page);
  }

  @Test
  void whatThePartsWereMadeWithIsKept() throws IOException {
    part("check", Verdict.AS_EXPECTED);
    Summary.of(root, "check").about(Map.of("TLC", "2.18", "specs", "0a1b", "Queue.tla", "2c3d"));
    assertEquals(0, merge("--tier=quick", "--revision=abc", "check=0"), printed::toString);
    Map<String, String> about = Summary.of(root, "verify").about();
    assertEquals("2.18", about.get("TLC"));
    assertEquals("2c3d", about.get("Queue.tla"));
    assertEquals("quick", about.get("tier"));
    String page = Files.readString(root.resolve("target/verify/report.html"));
    assertTrue(page.contains("<dt>specs</dt><dd><code>0a1b</code>"), page);
    assertFalse(page.contains("2c3d"), page);
    Summary.begin(root, "check", List.of());
    assertEquals(Map.of(), Summary.of(root, "check").about());
  }

  @Test
  void lessThanIsRequiredIsTwo() throws IOException {
    part("check", Verdict.AS_EXPECTED);
    assertEquals(0, merge("--tier=deep", "--require-tier=standard", "check=0"));
    assertEquals(0, merge("--tier=standard", "--require-tier=standard", "check=0"));
    assertEquals(2, merge("--tier=quick", "--require-tier=standard", "check=0"));
    assertEquals(2, merge("--require-tier=quick", "check=0"));
    assertEquals(2, merge("--tier=deep", "--narrowed=ID=q", "--require-tier=standard", "check=0"));
    String said = "less than is required: all of the tier standard or a higher one";
    assertTrue(printed.toString().contains(said), printed::toString);
    part("check", Verdict.FELL_SHORT);
    assertEquals(1, merge("--tier=quick", "--require-tier=standard", "check=1"));
  }

  @Test
  void aTierThatThereIsNotIsTwo() throws IOException {
    part("check", Verdict.AS_EXPECTED);
    assertEquals(2, merge("--tier=quikc", "check=0"));
    assertEquals(2, merge("--tier=deep", "--require-tier=all", "check=0"));
  }

  @Test
  void anArgumentThatIsNoPartIsTwo() throws IOException {
    part("check", Verdict.AS_EXPECTED);
    assertEquals(2, merge("check=well"));
  }

  @Test
  void noPartAtAllIsTwo() {
    assertEquals(2, merge());
  }

  @Test
  void whatNeedsAttentionComesFirstWithItsDetail() throws IOException {
    part("check", Verdict.AS_EXPECTED, Verdict.SKIPPED, Verdict.INCONCLUSIVE, Verdict.FELL_SHORT);
    merge("check=1");
    String table = printed.toString();
    List<Integer> places =
        Arrays.stream(Verdict.values()).map(v -> table.indexOf("check-" + v)).toList();
    assertEquals(-1, places.get(Verdict.NOT_OBSERVABLE_HERE.ordinal()));
    List<Integer> present = places.stream().filter(place -> place >= 0).toList();
    assertEquals(present.stream().sorted().toList(), present, table);
    assertTrue(table.contains("    why check-fell-short-3"), table);
    assertTrue(table.contains("4 checks, 0 of them negative: 1 fell-short, 1 inconc"), table);
  }

  @Test
  void junitXmlSaysTheSame() throws Exception {
    part("check", Verdict.AS_EXPECTED, Verdict.SKIPPED, Verdict.INCONCLUSIVE, Verdict.FELL_SHORT);
    merge("check=1", "stress=0");
    Document xml =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(root.resolve("target/verify/junit.xml").toFile());
    assertEquals(2, xml.getElementsByTagName("testsuite").getLength());
    assertEquals(5, xml.getElementsByTagName("testcase").getLength());
    assertEquals(1, xml.getElementsByTagName("failure").getLength());
    assertEquals(2, xml.getElementsByTagName("error").getLength());
    assertEquals(1, xml.getElementsByTagName("skipped").getLength());
  }

  private void part(String name, Verdict... verdicts) throws IOException {
    Summary summary = Summary.begin(root, name, List.of());
    int number = 0;
    for (Verdict verdict : verdicts) {
      String id = name + "-" + verdict + "-" + number++;
      summary.expect(List.of(id));
      summary.add(Rows.row(id, verdict));
    }
  }

  private int merge(String... parts) {
    String[] args = new String[parts.length + 1];
    args[0] = "--root=" + root;
    System.arraycopy(parts, 0, args, 1, parts.length);
    return new CommandLine(new Merge())
        .setOut(new PrintWriter(printed))
        .setErr(new PrintWriter(printed))
        .execute(args);
  }
}
