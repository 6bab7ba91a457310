package dev.stillframe.modeltests.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillframe.evidence.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifest agrees with the tree; and each way to disagree, on a small tree, is noticed. */
class DriftTest {
  private static final List<String> CLAIMS =
      List.of(
          "Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "S1", "S2", "S3", "T1", "T2", "T3", "R1", "R2",
          "R3", "L1", "L3", "L4", "L5");

  private static final String MANIFEST =
      """
      { "models": [
        { "id": "good", "module": "MC", "config": "good.cfg", "tier": "quick",
          "kind": "positive", "claims": ["Q1"], "expect": "holds",
          "distinct": 1, "generated": 2, "timeout": 9, "about": "Good." },
        { "id": "bad", "module": "MC", "config": "negative/bad.cfg", "tier": "quick",
          "kind": "negative", "claims": ["Q1"], "expect": "violated",
          "property": "SafeInv", "steps": 3, "timeout": 9, "about": "Bad." } ] }
      """;

  @TempDir Path root;

  @Test
  void theTreeAgrees() throws IOException {
    assertEquals(List.of(), Drift.find(Checkout.root(), CLAIMS));
  }

  @BeforeEach
  void smallTree() throws IOException {
    write("spec-tla/manifest.json", MANIFEST);
    write("spec-tla/MC.tla", "");
    write("spec-tla/good.cfg", "INVARIANT SafeInv");
    write("spec-tla/negative/bad.cfg", "INVARIANTS TypeInv SafeInv \\* SafeInv");
  }

  @Test
  void aSmallTreeAgrees() {
    assertFound();
  }

  @Test
  void aConfigurationThatNobodyRuns() {
    write("spec-tla/negative/new.cfg", "");
    assertFound("negative/new.cfg is not in the manifest");
  }

  @Test
  void aConfigurationThatIsNotThere() {
    delete("spec-tla/good.cfg");
    assertFound("good.cfg is not on disk");
  }

  @Test
  void aModuleThatIsNotThere() {
    delete("spec-tla/MC.tla");
    assertFound("good has no module MC", "bad has no module MC");
  }

  @Test
  void anIdTwice() {
    change("\"id\": \"good\"", "\"id\": \"bad\"");
    assertFound("bad has an id that is taken");
  }

  @Test
  void aPinnedPropertyThatIsOnlyInAComment() {
    write("spec-tla/negative/bad.cfg", "INVARIANT TypeInv \\* SafeInv");
    assertFound("bad pins SafeInv, which its configuration does not check");
  }

  @Test
  void aConfigurationThatChecksNothing() {
    write("spec-tla/good.cfg", "SPECIFICATION Spec");
    assertFound("good checks nothing");
  }

  @Test
  void aPositiveOneWithoutCounts() {
    change("\"distinct\": 1, ", "");
    assertFound("good pins no counts");
  }

  @Test
  void aKindAtOddsWithWhatIsExpected() {
    change("\"holds\"", "\"violated\"");
    assertFound("good is one kind, expects another");
  }

  @Test
  void aNegativeOneWithoutTheLengthOfItsCounterexample() {
    change("\"steps\": 3, ", "");
    assertFound("bad pins no steps");
  }

  @Test
  void aClaimWithoutANegative() {
    change(
        "\"claims\": [\"Q1\"], \"expect\": \"violated\"",
        "\"claims\": [\"Q2\"], \"expect\": \"violated\"");
    assertFound("claim Q1 has no negative configuration");
  }

  private void assertFound(String... complaints) {
    try {
      assertEquals(List.of(complaints), Drift.find(root, List.of("Q1")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void change(String before, String after) {
    write("spec-tla/manifest.json", MANIFEST.replace(before, after));
  }

  private void write(String file, String text) {
    try {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete(String file) {
    try {
      Files.delete(root.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
