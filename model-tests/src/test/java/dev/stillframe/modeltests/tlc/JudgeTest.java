package dev.stillframe.modeltests.tlc;

import static dev.stillframe.modeltests.tlc.TinySpecs.model;
import static dev.stillframe.modeltests.tlc.TinySpecs.negative;
import static dev.stillframe.modeltests.tlc.TinySpecs.positive;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.evidence.Kind;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Verdict;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The runner and its judge over tiny specs: each way to be red must be red. */
class JudgeTest {
  private static final long DISTINCT = 4;
  private static final long GENERATED = 5;

  @Test
  void asExpectedWhenItHoldsWithThePinnedCounts() throws Exception {
    Row row = check(positive("holds", DISTINCT, GENERATED, "Skip"));
    assertEquals(Verdict.AS_EXPECTED, row.verdict(), row::detail);
    assertEquals(4, row.depth());
  }

  @Test
  void fellShortWhenTheDistinctStatesDiffer() throws Exception {
    Row row = check(positive("holds", DISTINCT + 1, GENERATED, "Skip"));
    assertFellShort(
        row, "holds, 4 states, 5 were pinned: if that is right, set \"distinct\" to 4 in");
  }

  @Test
  void fellShortWhenTheGeneratedStatesDiffer() throws Exception {
    Row row = check(positive("holds", DISTINCT, GENERATED + 1, "Skip"));
    assertFellShort(row, "holds, 5 states generated, 6 were pinned: if that is right");
  }

  @Test
  void fellShortWhenNoCountsArePinned() throws Exception {
    Row row = check(model(Kind.POSITIVE, "Counter", "holds", null, null, null, "Skip"));
    assertFellShort(row, "holds, 4 states, none were pinned: ");
  }

  @Test
  void fellShortWhenAnActionIsNeverEnabled() throws Exception {
    assertFellShort(check(positive("holds", DISTINCT, GENERATED)), "Skip is never enabled");
  }

  @Test
  void fellShortWhenAnIdleActionIsNotIdle() throws Exception {
    Row row = check(positive("holds", DISTINCT, GENERATED, "Skip", "Reset"));
    assertFellShort(row, "Reset should be idle and is not");
  }

  @Test
  void fellShortWhenAPositiveOneIsViolated() throws Exception {
    assertFellShort(check(positive("skips", 5, 6)), "should hold, but BoundInv is violated");
  }

  @Test
  void fellShortOnADeadlock() throws Exception {
    assertFellShort(check(positive("stuck", 4, 4)), "should hold, but a deadlock was reached");
  }

  @Test
  void theLengthOfACounterexampleIsPinned() throws Exception {
    Model model = TinySpecs.negative("shrinks", "GrowProp");
    assertEquals(Verdict.AS_EXPECTED, check(model.withSteps(4)).verdict());
    assertFellShort(check(model.withSteps(5)), "steps of the counterexample: pinned 5, found 4");
  }

  @Test
  void asExpectedWhenThePinnedInvariantIsViolated() throws Exception {
    assertAsExpected(check(negative("skips", "BoundInv")));
  }

  @Test
  void asExpectedWhenThePinnedActionPropertyIsViolated() throws Exception {
    assertAsExpected(check(negative("shrinks", "GrowProp")));
  }

  @Test
  void asExpectedWhenALivenessPropertyThatStandsAloneIsViolated() throws Exception {
    assertAsExpected(check(negative("starves", "ReturnProp")));
  }

  @Test
  void asExpectedWhenARefinementThatStandsAloneIsViolated() throws Exception {
    assertAsExpected(check(negative("refines", "RefinesProp")));
  }

  @Test
  void fellShortWhenAnUnnamedPropertyDoesNotStandAlone() throws Exception {
    Row row = check(negative("starves-among-two", "ReturnProp"));
    assertFellShort(row, "a temporal property is violated");
  }

  @Test
  void fellShortWhenAnUnnamedPropertyIsNotThePinnedOne() throws Exception {
    assertFellShort(check(negative("starves", "GrowProp")), "should violate GrowProp");
  }

  @Test
  void fellShortWhenAnotherPropertyIsViolated() throws Exception {
    Row row = check(negative("skips", "BelowThreeInv"));
    assertFellShort(row, "should violate BelowThreeInv, but BoundInv is violated");
  }

  @Test
  void fellShortWhenNothingIsViolated() throws Exception {
    assertFellShort(check(negative("holds", "BoundInv")), "but nothing was violated");
  }

  @Test
  void inconclusiveWhenTheTimeIsUp() throws Exception {
    Row row = check(model(Kind.POSITIVE, "Endless", "endless", null, 1L, 1L));
    assertEquals(Verdict.INCONCLUSIVE, row.verdict());
    assertEquals("given up after 3 s", row.detail());
  }

  @Test
  void notSetUpWhenTheModuleDoesNotParse() {
    Model model = model(Kind.POSITIVE, "Broken", "broken", null, 1L, 1L);
    NotSetUpException e = assertThrows(NotSetUpException.class, () -> check(model));
    assertTrue(e.getMessage().contains("Could not parse module Broken"), e::getMessage);
  }

  @Test
  void notSetUpWhenTheConfigurationIsNotThere() {
    Model model = model(Kind.NEGATIVE, "Counter", "nowhere", "BoundInv", null, null);
    assertThrows(NotSetUpException.class, () -> check(model));
  }

  private static void assertAsExpected(Row row) {
    assertEquals(Verdict.AS_EXPECTED, row.verdict(), row::detail);
  }

  private static void assertFellShort(Row row, String why) {
    assertEquals(Verdict.FELL_SHORT, row.verdict());
    assertTrue(row.detail().contains(why), row::detail);
  }

  private static Row check(Model model)
      throws IOException, InterruptedException, URISyntaxException {
    Path specs = TinySpecs.directory();
    return Judge.judge(specs, model, Tlc.run(specs, model));
  }
}
