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

/** Every claim of the README stands on at least two legs, and the page about it is up to date. */
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
  void everyEngineThatHasChecksIsInTheReadme() throws IOException {
    String readme = Files.readString(ROOT.resolve(ReadmeTable.FILE));
    for (String engine : Claims.ENGINES) {
      assertTrue(readme.contains("\n| " + engine + " | `make "), engine);
    }
  }

  @Test
  void theTableOfTheReadmeIsUpToDate() throws IOException {
    String readme = Files.readString(ROOT.resolve(ReadmeTable.FILE));
    assertEquals(new ReadmeTable(claims).in(readme), readme, "out of date; run: make evidence");
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
