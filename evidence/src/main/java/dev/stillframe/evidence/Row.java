package dev.stillframe.evidence;

import static java.util.Objects.requireNonNull;

/**
 * One check and what came of it: a line of the evidence table, and an element of every {@code
 * summary.json}. The numbers that an engine does not have are null.
 *
 * @param expected what should have come of it, in a few words
 * @param distinct distinct states explored
 * @param generated states generated
 * @param depth states in the longest behaviour explored or, for a violation, in the counterexample
 * @param samples executions, where the engine samples
 * @param detail what a reader needs besides, above all when the verdict is not as expected
 */
public record Row(
    String id,
    String claim,
    String engine,
    Kind kind,
    String expected,
    Verdict verdict,
    Long distinct,
    Long generated,
    Long depth,
    Long samples,
    Double seconds,
    Long seed,
    String detail) {

  public Row {
    requireNonNull(id, "id");
    requireNonNull(claim, "claim");
    requireNonNull(engine, "engine");
    requireNonNull(kind, "kind");
    requireNonNull(expected, "expected");
    requireNonNull(verdict, "verdict");
  }

  /** A row without numbers; the {@code with} methods add them. */
  public static Row of(
      String id,
      String claim,
      String engine,
      Kind kind,
      String expected,
      Verdict verdict,
      String detail) {
    return new Row(
        id, claim, engine, kind, expected, verdict, null, null, null, null, null, null, detail);
  }

  public Row withVerdict(Verdict newVerdict, String newDetail) {
    return new Row(
        id,
        claim,
        engine,
        kind,
        expected,
        newVerdict,
        distinct,
        generated,
        depth,
        samples,
        seconds,
        seed,
        newDetail);
  }

  public Row withStates(Long newDistinct, Long newGenerated, Long newDepth) {
    return new Row(
        id,
        claim,
        engine,
        kind,
        expected,
        verdict,
        newDistinct,
        newGenerated,
        newDepth,
        samples,
        seconds,
        seed,
        detail);
  }

  public Row withSamples(Long newSamples, Long newSeed) {
    return new Row(
        id,
        claim,
        engine,
        kind,
        expected,
        verdict,
        distinct,
        generated,
        depth,
        newSamples,
        seconds,
        newSeed,
        detail);
  }

  public Row withSeconds(double newSeconds) {
    return new Row(
        id,
        claim,
        engine,
        kind,
        expected,
        verdict,
        distinct,
        generated,
        depth,
        samples,
        newSeconds,
        seed,
        detail);
  }
}
