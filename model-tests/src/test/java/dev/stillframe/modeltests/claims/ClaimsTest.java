package dev.stillframe.modeltests.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.evidence.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every claim stands on at least two legs, and the pages about it are up to date. */
class ClaimsTest {
  private static final Path ROOT = Checkout.root();

  private final Claims claims;

  ClaimsTest() throws IOException {
    claims = Claims.read(ROOT);
  }

  @Test
  void everyClaimHasTwoEnginesThatCanFail() throws IOException {
    List<String> all = claims.all();
    assertTrue(all.containsAll(List.of("Q1", "Q7", "S1", "S3", "T1", "T3")), all::toString);
    for (String claim : all) {
      Set<String> engines = claims.enginesThatCanFail(claim);
      assertTrue(engines.size() >= 2, () -> claim + " can fail in " + engines + " only");
    }
  }

  @Test
  void everyEngineThatHasChecksIsOnThePage() throws IOException {
    String page = Files.readString(ROOT.resolve(ClaimsTable.FILE));
    for (String engine : Claims.ENGINES) {
      assertTrue(page.contains("\n| " + engine + " | `make "), engine);
    }
  }

  @Test
  void theTableOfClaimsIsUpToDate() throws IOException {
    String page = Files.readString(ROOT.resolve(ClaimsTable.FILE));
    assertEquals(new ClaimsTable(claims).in(page), page, "out of date; run: make evidence");
  }

  @Test
  void theMatrixOfTheReadmeIsUpToDateAndHasEachClaim() throws IOException {
    String readme = Files.readString(ROOT.resolve(ReadmeMatrix.FILE));
    assertEquals(new ReadmeMatrix(claims).in(readme), readme, "out of date; run: make evidence");
    for (String claim : claims.all()) {
      assertTrue(readme.contains(", " + claim.charAt(0) + " | "), claim + " is in no row");
    }
  }

  @Test
  void neighboursAreARange() {
    assertEquals("–", ReadmeMatrix.ranges(List.of()));
    assertEquals("Q1", ReadmeMatrix.ranges(List.of("Q1")));
    assertEquals("Q1, Q2, Q4–Q6", ReadmeMatrix.ranges(List.of("Q1", "Q2", "Q4", "Q5", "Q6")));
  }

  /** Whoever comes first reads it to the end. */
  @Test
  void theReadmeIsShort() throws IOException {
    int lines = Files.readAllLines(ROOT.resolve(ReadmeMatrix.FILE)).size();
    assertTrue(lines <= 150, lines + " lines; what is long goes to docs");
  }

  @Test
  void theTableOfTheLimitsIsUpToDate() throws IOException {
    String page = Files.readString(ROOT.resolve(WaysTable.FILE));
    assertTrue(page.contains("\n| zones' manager | none |"));
    assertEquals(new WaysTable(claims).in(page), page, "out of date; run: make evidence");
  }

  @Test
  void thePageIsUpToDate() throws IOException {
    assertEquals(
        ClaimsPage.of(claims),
        Files.readString(ROOT.resolve(ClaimsPage.FILE)),
        "out of date; run: make evidence");
  }
}
