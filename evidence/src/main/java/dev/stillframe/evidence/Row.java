package dev.stillframe.evidence;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One check and what came of it: a line of the evidence table, and an element of every {@code
 * summary.json}. What an engine does not have is null.
 *
 * @param expected what should have come of it, in a few words
 * @param distinct distinct states explored
 * @param generated states generated
 * @param depth states in the longest behaviour explored or, for a violation, in the counterexample
 * @param samples executions, where the engine samples
 * @param detail what a reader needs besides, above all when the verdict is not as expected
 * @param about what is checked or broken, in a sentence for people
 * @param bounds within which bounds
 * @param outcomes what was seen how often, where the engine tells outcomes apart
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
    String detail,
    String about,
    String bounds,
    List<Outcome> outcomes) {

  /**
   * One outcome of a program that is run many times.
   *
   * @param name what was seen
   * @param expected whether it may be seen: acceptable, interesting, forbidden or unknown
   * @param seen in how many executions
   */
  public record Outcome(
      @JsonProperty("name") String name,
      @JsonProperty("expected") String expected,
      @JsonProperty("seen") long seen) {}

  public Row {
    requireNonNull(id, "id");
    requireNonNull(claim, "claim");
    requireNonNull(engine, "engine");
    requireNonNull(kind, "kind");
    requireNonNull(expected, "expected");
    requireNonNull(verdict, "verdict");
    outcomes = outcomes == null ? null : List.copyOf(outcomes);
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
        id, claim, engine, kind, expected, verdict, null, null, null, null, null, null, detail,
        null, null, null);
  }

  /** This row with another verdict and detail. */
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
        newDetail,
        about,
        bounds,
        outcomes);
  }

  /** This row with numbers of states. */
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
        detail,
        about,
        bounds,
        outcomes);
  }

  /** This row with a number of executions, and the seed that they depend on. */
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
        detail,
        about,
        bounds,
        outcomes);
  }

  /** This row with how long the check took. */
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
        detail,
        about,
        bounds,
        outcomes);
  }

  /** This row with what is checked, and within which bounds. */
  public Row withAbout(String newAbout, String newBounds) {
    return new Row(
        id, claim, engine, kind, expected, verdict, distinct, generated, depth, samples, seconds,
        seed, detail, newAbout, newBounds, outcomes);
  }

  /** This row with what was seen how often. */
  public Row withOutcomes(List<Outcome> newOutcomes) {
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
        seconds,
        seed,
        detail,
        about,
        bounds,
        newOutcomes);
  }
}
