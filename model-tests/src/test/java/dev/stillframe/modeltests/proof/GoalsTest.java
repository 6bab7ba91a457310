package dev.stillframe.modeltests.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.evidence.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the proof stands on: no goal is given what follows from it, and nothing is written wrong.
 */
class GoalsTest {
  private static final Path ROOT = Checkout.root();
  private static final String LINES =
      """
      group ALL : Invalidate
      invariant : LogLen Window
      lemma BelowTop : LogLen
      known Invalidate Chosen : LogLen BelowTop
      keep ALL / LogLen : SELF known:Chosen
      keep ALL / Window : SELF LogLen post:LogLen BelowTop
      claim Kept : Window BelowTop
      """;

  @Test
  void eachStepKeepsEachInvariant() {
    Goals goals = Goals.of(LINES);
    assertEquals(
        List.of(
            "Init/LogLen",
            "Init/Window",
            "lemma/BelowTop",
            "Invalidate/Chosen",
            "Invalidate/LogLen",
            "Invalidate/Window",
            "claim/Kept"),
        goals.all().stream().map(Goals.Goal::name).toList());
    assertEquals(List.of("LogLen", "Chosen"), goals.named("Invalidate/LogLen").facts());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lemma MemoryValid : OneNext", // a lemma that comes later, if at all
        "lemma MemoryValid : post:LogLen",
        "keep ALL / LogLen : SELF post:LogLen", // itself, afterwards
        "keep ALL / LogLen : SELF post:Window", // a later one, which may be given this one
        "keep ALL / LogLen : SELF known:Appended", // not known of this action
        "keep ALL / LogLen : SELF instead:Appended",
        "known Invalidate Quiet : post:LogLen",
        "claim Kept : Consistent",
        "holds Kept : LogLen"
      })
  void whatCouldGoInACircleIsRefused(String line) {
    assertThrows(IllegalArgumentException.class, () -> Goals.of(LINES + line));
  }

  @Test
  void aMissingGoalIsNoticed() {
    String without = LINES.replace("keep ALL / Window : SELF LogLen post:LogLen BelowTop\n", "");
    assertThrows(IllegalArgumentException.class, () -> Goals.of(without));
  }

  @Test
  void allThatIsProvedCanBeWrittenDown() throws IOException {
    ProofText text = ProofText.read(ROOT.resolve("spec-tla"), "QueueProofAblations");
    Goals goals = Goals.read(ROOT.resolve("proof/goals.txt"));
    Script script = new Script(text, Map.of());
    assertTrue(goals.all().size() > 1_000);
    String one = script.of(goals.named("Publish/Cursors"));
    assertTrue(one.contains("(<= 0 cursor)"), one);
    assertTrue(one.contains("(= |cursor'| (+ cursor n))"), one);
    assertTrue(one.contains("(assert (not (=> alive (and (and (<= 0 |cursor'|)"), one);
    assertEquals(Script.AT_ONCE, script.of(goals.named("ScanOffset/Cursors")));
    assertEquals(List.of(), Coverage.complaints(ROOT, goals));
  }

  @Test
  void anotherDefinitionMustTakeTheSameArguments() throws IOException {
    ProofText text = ProofText.read(ROOT.resolve("spec-tla"), "QueueProofAblations");
    Map<String, String> replaced = Map.of("NextSlot", "Always");
    assertThrows(IllegalArgumentException.class, () -> new Script(text, replaced));
  }
}
