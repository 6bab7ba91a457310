package dev.stillframe.modeltests.weak;

import dev.stillframe.modeltests.Checks;
import dev.stillframe.modeltests.triple.Play;
import dev.stillframe.modeltests.triple.Play.Twist;
import dev.stillframe.modeltests.weak.Chooser.Exhaustive;
import dev.stillframe.modeltests.weak.SimulatedTriple.Bounds;
import dev.stillframe.triple.TripleLayout;
import java.util.List;
import org.opentest4j.AssertionFailedError;

/** The part of {@code make simulate} that is about the triple buffer. */
final class TripleSimulation {
  /** One record, so that a second commit is refused or needs another buffer. */
  private static final TripleLayout ONE = TripleLayout.of(16);

  private static final TripleLayout TWO = TripleLayout.of(32);

  /**
   * An append, a base that replaces, and a client that starts anew while a buffer is returned. Two
   * looks take a buffer, return it and take the next.
   */
  private static final List<Bounds> QUICK =
      List.of(
          bounds(TWO, 2, 0, 0, 1, 1),
          bounds(ONE, 2, 0, 0, 1, -1),
          bounds(ONE, 2, 0, 1, 1),
          bounds(ONE, 1, 1, 0, 1, 1));

  private static final List<Bounds> STANDARD = List.of(bounds(ONE, 1, 0, 1, 1, -1));

  /** Too many executions to try them all. */
  private static final Bounds LARGE =
      new Bounds(new Play(TWO, new int[] {1, 1, 2, -1, 1, 1}, 4, true, Twist.NONE), 1, 1);

  private static final int RUNS = 20_000;

  private TripleSimulation() {}

  private static Bounds bounds(
      TripleLayout layout, int looks, int clientKills, int hostKills, int... script) {
    return new Bounds(new Play(layout, script, looks, false, Twist.NONE), clientKills, hostKills);
  }

  static void addTo(Checks checks, boolean isQuick, long seed, long fixedSeed) {
    checks.holds("simulate-triple-header", "T1", () -> header(TripleOrdering.NONE));
    checks.holds("simulate-triple", "T1 T2 T3", () -> explore(QUICK, TripleOrdering.NONE));
    if (!isQuick) {
      checks.holds(
          "simulate-triple-larger", "T1 T2 T3", () -> explore(STANDARD, TripleOrdering.NONE));
    }
    checks.holds(
        "simulate-triple-random", "T1 T2 T3", seed, () -> sample(seed, TripleOrdering.NONE));
    checks.fails(
        "simulate-triple-random-restart-control",
        TripleOrdering.RESTART_CONTROL.claim(),
        TripleOrdering.RESTART_CONTROL.property(),
        fixedSeed,
        () -> sample(fixedSeed, TripleOrdering.RESTART_CONTROL));
    for (TripleOrdering ordering : TripleOrdering.values()) {
      if (ordering.isOfHeader()) {
        checks.fails(ordering.row(), ordering.claim(), ordering.property(), () -> header(ordering));
      } else if (ordering != TripleOrdering.NONE) {
        checks.fails(
            ordering.row(), ordering.claim(), ordering.property(), () -> explore(QUICK, ordering));
      }
    }
  }

  private static long header(TripleOrdering weakened) {
    SimulatedTriple triple = new SimulatedTriple(QUICK.get(0), weakened);
    Exhaustive everything = new Exhaustive();
    long runs = 0;
    while (!everything.isExhausted()) {
      triple.runHeader(everything);
      everything.backtrack();
      runs++;
    }
    requirePersisted(triple);
    return runs;
  }

  private static long explore(List<Bounds> all, TripleOrdering weakened) {
    long runs = 0;
    for (Bounds bounds : all) {
      SimulatedTriple triple = new SimulatedTriple(bounds, weakened);
      Exhaustive everything = new Exhaustive();
      while (!everything.isExhausted()) {
        triple.run(everything);
        everything.backtrack();
        runs++;
      }
      requirePersisted(triple);
    }
    return runs;
  }

  /** Each run has a seed of its own; SEED=n repeats the run that failed first of all. */
  private static long sample(long seed, TripleOrdering weakened) {
    SimulatedTriple triple = new SimulatedTriple(LARGE, weakened);
    for (int run = 0; run < RUNS; run++) {
      try {
        triple.run(Chooser.random(seed + run));
      } catch (AssertionFailedError e) {
        throw new AssertionFailedError("seed " + (seed + run) + ": " + e.getMessage(), e);
      }
    }
    requirePersisted(triple);
    return RUNS;
  }

  private static void requirePersisted(SimulatedTriple triple) {
    if (triple.persisted() == 0) {
      throw new IllegalStateException("no look came to anything: nothing was checked");
    }
  }
}
