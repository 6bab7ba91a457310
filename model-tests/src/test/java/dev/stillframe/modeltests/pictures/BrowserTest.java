package dev.stillframe.modeltests.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Kind;
import dev.stillframe.evidence.Part;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Verdict;
import dev.stillframe.evidence.report.Book;
import dev.stillframe.evidence.report.Page;
import dev.stillframe.evidence.report.Report;
import dev.stillframe.evidence.report.Run;
import dev.stillframe.modeltests.tlc.TlaValue;
import dev.stillframe.modeltests.tlc.Trace;
import dev.stillframe.modeltests.tlc.Trace.State;
import dev.stillframe.modeltests.tlc.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * The report and the page of counterexamples in a real browser. Skipped where there is none, unless
 * the environment says by STILLFRAME_BROWSER=required that there has to be one.
 */
class BrowserTest {
  private static final Path ROOT = Checkout.root();
  private static final int PHONE = 360;

  /** The page's own listener came first, so that it has done its work when this promise is kept. */
  private static final String AFTER_HASH_CHANGE =
      "const done = new Promise(keep => addEventListener('hashchange', keep, {once: true}));"
          + " %s; return done.then(() => true)";

  @TempDir static Path directory;
  private static Path explorer;
  private static Path report;
  private static List<Story> stories;
  private static Browser browser;

  @BeforeAll
  static void writePages() throws IOException {
    boolean isRequired = "required".equals(System.getenv("STILLFRAME_BROWSER"));
    assumeTrue(isRequired || Browser.missing().isEmpty(), Browser::missing);
    stories = new ArrayList<>(Traces.stories());
    stories.add(new Story(notExplained()));
    explorer = directory.resolve("counterexamples.html");
    Files.writeString(explorer, Pages.html(ROOT.resolve("spec-tla"), stories));
    report = directory.resolve("report.html");
    Run run = new Run(1, "quick", "abc", "today", "here", Map.of("TLC", "2"));
    Report.write(
        report,
        Page.of(Book.read(ROOT), run, parts(), Set.of("queue-invalidate", "check-fell-short")));
    browser = new Browser(directory.resolve("profile"));
  }

  /** A run that is not explained, with a value that looks like markup. */
  private static TraceFile notExplained() {
    TlaValue nothing = TlaValue.parse("[who |-> \"-\", word |-> \"-\"]");
    TlaValue event = TlaValue.parse("[who |-> \"client\", word |-> \"<b>bold</b>\"]");
    TlaValue allowed = TlaValue.parse("{<<\"write\", \"<b>bold</b>\">>}");
    State first = new State("Initial", Map.of("event", nothing));
    State last = new State("client write", Map.of("event", event, "allowed", allowed));
    Trace trace = new Trace(List.of(first, last), "No action explains this event.");
    return new TraceFile(
        "trace-queue", "TraceQueue", "about", List.of("Q1"), "TraceQueue", "make traces", trace);
  }

  /** A check of each verdict and kind, and of each of two engines. */
  private static List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    for (String name : List.of("check", "stress")) {
      List<Row> rows = new ArrayList<>();
      for (Verdict verdict : Verdict.values()) {
        String id = name + "-" + verdict;
        rows.add(
            Row.of(id, "Q1 Q2", "e", Kind.POSITIVE, "holds", verdict, "why")
                .withStates(1L, 2L, 3L)
                .withSamples(4L, 5L)
                .withAbout("about", "Entries = 2")
                .withOutcomes(List.of(new Row.Outcome("torn", "interesting", 7))));
      }
      String id = name.equals("check") ? "queue-invalidate" : "negative";
      rows.add(
          Row.of(id, "Q3", "e", Kind.NEGATIVE, "violates I", Verdict.AS_EXPECTED, "x".repeat(200)));
      parts.add(new Part(name, rows, 3L, null));
    }
    return parts;
  }

  @BeforeEach
  void asOnADesk() {
    browser.resize(1280, 900);
    browser.dark(false);
  }

  @AfterEach
  void theConsoleSaidNothing() {
    assertEquals(List.of(), browser.console());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void stepsForwardsAndBackwardsWithButtonsAndKeys() {
    browser.open(explorer, "#cx=queue-invalidate");
    assertEquals("queue-invalidate", browser.text("title"));
    assertEquals("At first", browser.text("action"));
    String first = picture();
    click("next");
    assertEquals("1. BeginCommit", browser.text("action"));
    assertNotEquals(first, picture());
    press(Keys.ARROW_RIGHT);
    assertEquals("2. FenceData", browser.text("action"));
    assertTrue(browser.text("spec").contains("FenceData =="), browser.text("spec"));
    press(Keys.ARROW_LEFT);
    click("back");
    assertEquals("At first", browser.text("action"));
    assertEquals(first, picture());
    press(Keys.ARROW_LEFT);
    assertEquals("step 0 of 28", browser.text("count"));
  }

  @Test
  void jumpsToTheMomentAtWhichItBreaks() {
    browser.open(explorer, "#cx=queue-invalidate");
    assertEquals("", browser.text("ending"));
    click("last");
    assertEquals("28. Persist", browser.text("action"));
    assertEquals("Here ConsistentInv is violated.", browser.text("ending"));
    assertTrue(picture().contains("broken"), picture());
    press(Keys.HOME);
    assertEquals("At first", browser.text("action"));
    browser.script(
        String.format(Locale.ROOT, AFTER_HASH_CHANGE, "arguments[0].click()"),
        browser.driver().findElement(By.cssSelector("#steps li:nth-child(8) a")));
    assertEquals("7. Publish", browser.text("action"));
    browser.script(
        "const at = document.getElementById('at'); at.value = 3; at.dispatchEvent(new Event('input'))");
    assertEquals("3. WriteData", browser.text("action"));
  }

  @Test
  void aDeepLinkOpensItsStepAndStepsAreLinks() {
    browser.open(explorer, "#cx=triple-count-as-taken&step=20");
    assertEquals("triple-count-as-taken", browser.text("title"));
    assertEquals("20. Take", browser.text("action"));
    click("back");
    assertTrue(browser.driver().getCurrentUrl().endsWith("#cx=triple-count-as-taken&step=19"));
    browser.script(
        String.format(
            Locale.ROOT, AFTER_HASH_CHANGE, "location.hash = '#cx=twin-mark-first&step=999'"));
    assertEquals("18. CutPower", browser.text("action"));
  }

  @Test
  void theAddressKeepsUpWithAKeyThatIsHeld() {
    browser.open(explorer, "#cx=queue-invalidate");
    browser.script(
        "for (let i = 0; i < 501; i++) document.body.dispatchEvent(new KeyboardEvent("
            + "'keydown', {key: i % 2 ? 'ArrowLeft' : 'ArrowRight', bubbles: true}))");
    assertEquals("1. BeginCommit", browser.text("action"));
    browser.script(
        "return new Promise(keep => { const look = () => "
            + "location.hash.endsWith('step=1') ? keep(true) : setTimeout(look, 10); look(); })");
  }

  @Test
  void everyCounterexampleOpensAtItsEnd() {
    browser.open(explorer, "");
    WebElement which = browser.driver().findElement(By.id("which"));
    assertEquals(stories.size(), which.findElements(By.tagName("option")).size());
    for (Story story : stories) {
      int last = story.file().trace().steps();
      String hash = String.format(Locale.ROOT, "#cx=%s&step=%d", story.file().id(), last);
      browser.follow(explorer, hash);
      assertEquals(story.file().id(), browser.text("title"));
      assertEquals(story.ending(), browser.text("ending"));
      assertTrue(picture().contains("<rect"), story.file()::id);
    }
  }

  @Test
  void aRunThatIsNotExplainedOpensAsATable() {
    browser.open(explorer, "#cx=trace-queue&step=1");
    assertEquals("violates TraceQueue · Q1 · make traces", browser.text("facts"));
    assertEquals("1. client write", browser.text("action"));
    assertEquals("No action explains this event.", browser.text("ending"));
    String changes = browser.text("changes");
    assertTrue(changes.contains("allowed is {<<\"write\", \"<b>bold</b>\">>}"), changes);
    assertTrue(changes.contains("event.who: \"-\" → \"client\""), changes);
    assertTrue(picture().contains("&lt;b&gt;bold&lt;/b&gt;"), picture());
    assertEquals(List.of(), browser.driver().findElements(By.tagName("b")));
  }

  @Test
  void aCellOfTheReportShowsTheChecksOfItsClaim() {
    browser.open(report, "");
    browser.driver().findElement(By.cssSelector(".cell[data-claim=Q3]")).click();
    assertEquals("2 of 12 checks", browser.text("shown"));
    assertTrue(browser.driver().findElement(By.id("row-queue-invalidate")).isDisplayed());
    click("clear");
    assertEquals("", browser.text("shown"));
  }

  @Test
  void whatToLookAtLeadsToItsRowAndFromThereToTheCounterexample() {
    browser.open(report, "");
    WebElement row = browser.driver().findElement(By.id("row-check-fell-short"));
    assertTrue(!row.isDisplayed());
    String link = "#first a[href='#row-check-fell-short']";
    browser.script(
        String.format(Locale.ROOT, AFTER_HASH_CHANGE, "arguments[0].click()"),
        browser.driver().findElement(By.cssSelector(link)));
    assertTrue(row.isDisplayed());
    // A browser may open what a link leads to by itself. This leads nowhere: the page has to do it.
    browser.open(report, "");
    browser.script(
        "history.replaceState(null, '', '#row-check-fell-short'); dispatchEvent(new Event('hashchange'))");
    assertTrue(browser.driver().findElement(By.id("row-check-fell-short")).isDisplayed());
    link = "#first a.story[href='counterexamples.html#cx=check-fell-short']";
    assertTrue(browser.driver().findElement(By.cssSelector(link)).isDisplayed());
    browser.open(report, "#row-queue-invalidate");
    browser.driver().findElement(By.cssSelector("#row-queue-invalidate a.story")).click();
    assertEquals("queue-invalidate", browser.text("title"));
  }

  @Test
  void aPhoneHasNoNeedToScrollSideways() {
    browser.resize(PHONE, 740);
    for (String hash : List.of("#cx=queue-relaxed-publish&step=9", "#cx=journal-check-batch")) {
      browser.open(explorer, hash);
      assertEquals((long) PHONE, width());
    }
    browser.open(report, "");
    browser.script("document.querySelectorAll('details').forEach(d => { d.open = true; })");
    assertEquals((long) PHONE, width());
  }

  @Test
  void everyWordHasTheContrastOfLevelDoubleA() {
    for (boolean isDark : List.of(false, true)) {
      browser.dark(isDark);
      for (String hash : List.of("#cx=queue-invalidate&step=28", "#cx=twin-mark-first&step=12")) {
        browser.open(explorer, hash);
        assertEquals(List.of(), faint(), "dark: " + isDark);
      }
      browser.open(report, "");
      browser.script("document.querySelectorAll('details').forEach(d => { d.open = true; })");
      assertEquals(List.of(), faint(), "dark: " + isDark);
    }
  }

  private static Object faint() {
    return browser.script(Pages.resource("contrast.js"));
  }

  private static Object width() {
    return browser.script("return document.documentElement.scrollWidth");
  }

  private static String picture() {
    return (String) browser.script("return document.getElementById('picture').innerHTML");
  }

  private static void click(String id) {
    browser.driver().findElement(By.id(id)).click();
  }

  private static void press(Keys key) {
    browser.driver().findElement(By.tagName("body")).sendKeys(key);
  }
}
