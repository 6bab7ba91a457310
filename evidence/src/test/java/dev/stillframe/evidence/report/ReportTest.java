package dev.stillframe.evidence.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Kind;
import dev.stillframe.evidence.Part;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final Run RUN =
      new Run(
          1,
          "quick",
          "abc123",
          "today",
          "this machine",
          Map.of("TLC", "2.18 of today", "Queue.tla", "0123456789"));
  private static final Book BOOK =
      new Book(
          Map.of("Q1", "what is claimed"),
          Map.of("check", new Book.Engine("TLC", "explores `all` of it")),
          Map.of("check", "**TLC** explores small instances"));

  @TempDir Path directory;

  @Test
  void whatNeedsAttentionStandsFirstAndMostUrgentFirst() throws IOException {
    List<Row> rows = Arrays.stream(Verdict.values()).map(v -> row("id-" + v, v)).toList();
    String html = html(new Part("check", rows.stream().sorted(this::backwards).toList(), 7L, null));
    String first = html.substring(html.indexOf("id=\"first\""), html.indexOf("id=\"claims\""));
    List<Integer> places =
        Stream.of("fell-short", "inconclusive", "skipped", "not-observable-here")
            .map(verdict -> first.indexOf("#row-id-" + verdict))
            .toList();
    assertFalse(places.contains(-1), first);
    assertEquals(places.stream().sorted().toList(), places, first);
    assertFalse(first.contains("id-as-expected"), first);
    assertTrue(html.contains("Fell short</h1>"), html);
  }

  private int backwards(Row a, Row b) {
    return b.verdict().compareTo(a.verdict());
  }

  @Test
  void aPartThatCannotBeTrustedIsNamed() throws IOException {
    String html = html(new Part("check", List.of(), null, "it wrote no rows"));
    assertTrue(html.indexOf("it wrote no rows") < html.indexOf("id=\"claims\""), html);
  }

  @Test
  void nothingToLookAtIsSaidInWords() throws IOException {
    assertTrue(html(part(row("a", Verdict.AS_EXPECTED))).contains("Every check ran, and came out"));
  }

  @Test
  void everyFigureOfARowIsShown() throws IOException {
    Row row =
        row("a", Verdict.AS_EXPECTED)
            .withStates(1234L, 56789L, 21L)
            .withSamples(77L, 4711L)
            .withSeconds(1.25)
            .withAbout("what it is about", "Entries = 2")
            .withOutcomes(List.of(new Row.Outcome("r0=1", "forbidden", 0)));
    String html = html(part(row));
    for (String shown :
        List.of(
            "1\u202f234\u00a0distinct states",
            "56\u202f789\u00a0generated",
            "21\u00a0deep",
            "77\u00a0runs",
            ">4711<",
            ">1.3 s<",
            "what it is about",
            ">Entries = 2<",
            ">r0=1<",
            ">forbidden<",
            ">never<",
            "explores <code>all</code> of it",
            "7.0 s")) {
      assertTrue(html.contains(shown), () -> shown + " in " + html);
    }
  }

  @Test
  void aCellCountsWhatMustHoldAndWhatMustFail() throws IOException {
    Row negative =
        Row.of("n", "Q1 Q2", "TLC", Kind.NEGATIVE, "violated", Verdict.FELL_SHORT, "held");
    Page page =
        Page.of(BOOK, RUN, List.of(part(row("a", Verdict.AS_EXPECTED), negative)), Set.of());
    assertEquals(
        List.of(
            new Matrix.Line(
                "Q1",
                "what is claimed",
                List.of(new Matrix.Cell("check", 1, 1, Verdict.FELL_SHORT))),
            new Matrix.Line(
                "Q2", null, List.of(new Matrix.Cell("check", 0, 1, Verdict.FELL_SHORT)))),
        page.matrix().lines());
  }

  @Test
  void whatAnEngineSaysIsTextAndNeverMarkup() throws IOException {
    String hostile = "\"><script>alert(1)</script>";
    String html = html(part(row("a", Verdict.FELL_SHORT).withVerdict(Verdict.FELL_SHORT, hostile)));
    assertFalse(html.contains("<script>alert"), html);
    assertTrue(html.contains("&lt;script&gt;alert(1)"), html);
  }

  @Test
  void thePageNeedsNoOtherFileAndNoNetwork() throws IOException {
    String html = html(part(row("a", Verdict.SKIPPED)));
    assertFalse(Pattern.compile("https?:|\\ssrc=|<link|@import|url\\(").matcher(html).find(), html);
  }

  @Test
  void everyLinkWithinThePageHasItsTarget() throws IOException {
    String html = html(part(row("a", Verdict.SKIPPED), row("b", Verdict.AS_EXPECTED)));
    Set<String> links = all("href=\"#([^\"]+)\"", html);
    assertTrue(links.contains("row-a"), links::toString);
    links.removeAll(all(" id=\"([^\"]+)\"", html));
    assertEquals(Set.of(), links);
  }

  @Test
  void aCounterexampleIsLinkedWhereItCanBeOpened() throws IOException {
    Row row = Row.of("n", "Q1", "TLC", Kind.NEGATIVE, "violates I", Verdict.AS_EXPECTED, null);
    String link = "href=\"counterexamples.html#cx=n\"";
    assertTrue(html(part(row), "n").contains(link));
    assertFalse(html(part(row), "m").contains(link));
    assertFalse(html(part(row)).contains("counterexamples.html"));
    Row positive = row("n", Verdict.FELL_SHORT);
    assertEquals(3, html(part(positive), "n").split(Pattern.quote(link), -1).length);
  }

  @Test
  void thePageOfClaimsSaysWhatEachPartOfVerifyDoes() throws IOException {
    Path root = Checkout.root();
    Book book = Book.read(root);
    Set<String> parts = new TreeSet<>();
    all("parts=\"(?:\\$parts )?([^\"]+)\"", Files.readString(root.resolve("bin/verify")))
        .forEach(list -> parts.addAll(List.of(list.split(" "))));
    assertTrue(parts.contains("check") && parts.contains("mutants"), parts::toString);
    parts.removeAll(book.engines().keySet());
    assertEquals(Set.of(), parts);
    assertEquals("Q1", book.claims().keySet().iterator().next());
    assertTrue(book.limits().keySet().containsAll(List.of("check", "stress", "litmus", "crash")));
  }

  private static Set<String> all(String pattern, String text) {
    Set<String> found = new TreeSet<>();
    for (Matcher matcher = Pattern.compile(pattern).matcher(text); matcher.find(); ) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static Row row(String id, Verdict verdict) {
    return Row.of(id, "Q1", "TLC", Kind.POSITIVE, "holds", verdict, "why " + id);
  }

  private static Part part(Row... rows) {
    return new Part("check", List.of(rows), 7L, null);
  }

  private String html(Part part, String... stories) throws IOException {
    Path file = directory.resolve("report.html");
    Report.write(file, Page.of(BOOK, RUN, List.of(part), Set.of(stories)));
    return Files.readString(file);
  }
}
