package dev.stillframe.modeltests.weak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillframe.modeltests.Checks;
import dev.stillframe.modeltests.Checks.Declared;
import dev.stillframe.modeltests.weak.Chooser.Exhaustive;
import dev.stillframe.modeltests.weak.SimulatedQueue.Bounds;
import dev.stillframe.modeltests.weak.SimulatedQueue.Host;
import dev.stillframe.queue.QueueLayout;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opentest4j.AssertionFailedError;

/**
 * Runs the shipped writer and capture of the queue, and then client and host of the triple buffer,
 * on a simulated weak memory, through every execution that the model allows: {@code make simulate}.
 * With any one ordering weakened, some execution must violate a claim.
 */
@Tag("simulate")
@Execution(ExecutionMode.CONCURRENT)
public class SimulatedQueueTest {
  private static final QueueLayout TWO = QueueLayout.of(2, 32);
  private static final QueueLayout FOUR = QueueLayout.of(4, 32);

  /**
   * Two slots wrap with the third commit; a commit that invalidates two entries while a newer one
   * stays needs four slots, and that a snapshot goes back needs two captures. Two looks that both
   * miss every entry need five commits.
   */
  private static final List<Bounds> QUICK =
      List.of(
          captures(TWO, 1, true, 8, 8, 8),
          captures(TWO, 1, true, 8, 16, 8),
          captures(TWO, 2, false, 16, 16, 16),
          captures(TWO, 2, false, 8, 8, 8, 8),
          captures(FOUR, 2, false, 8, 8, 8, 24),
          new Bounds(TWO, new int[] {8, 8, 8, 8, 8, 8}, false, Host.LOOKS_FOR_NOTHING, 1));

  private static final List<Bounds> STANDARD =
      List.of(captures(TWO, 2, true, 8, 16, 8, 16, 8), captures(FOUR, 2, true, 8, 8, 8, 24, 8));

  /** Too many executions to try them all. */
  private static final Bounds LARGE =
      captures(QueueLayout.of(4, 64), 4, true, 8, 24, 8, 32, 16, 8, 24, 8, 32, 16);

  private static final int RUNS = 20_000;

  /** Any would do; with one that does not change, the run that fails does not either. */
  private static final long FIXED_SEED = 1;

  private static Bounds captures(QueueLayout layout, int captures, boolean kills, int... lengths) {
    return new Bounds(layout, lengths, kills, Host.CAPTURES, captures);
  }

  /** Returns the checks that there are, of all tiers. */
  public static List<Declared> declared() {
    return all(false).declared();
  }

  @TestFactory
  Stream<DynamicTest> checks() throws IOException {
    return all(System.getProperty("tier", "quick").equals("quick")).asPart("simulate");
  }

  private static Checks all(boolean isQuick) {
    Checks checks = new Checks("simulated weak memory");
    checks.holds("simulate-litmus", "memory model", SimulatedQueueTest::litmus);
    checks.holds("simulate-queue", "Q1 Q2 Q3 Q4", () -> explore(QUICK, Ordering.NONE));
    if (!isQuick) {
      checks.holds("simulate-queue-larger", "Q1 Q2 Q3 Q4", () -> explore(STANDARD, Ordering.NONE));
    }
    long seed = Long.getLong("seed", System.nanoTime());
    checks.holds(
        "simulate-queue-random", "Q1 Q2 Q3 Q4", seed, () -> sample(RUNS, seed, Ordering.NONE));
    checks.fails(
        "simulate-queue-random-commit-publish",
        Ordering.COMMIT_PUBLISH.claim(),
        Ordering.BYTES,
        FIXED_SEED,
        () -> sample(RUNS, FIXED_SEED, Ordering.COMMIT_PUBLISH));
    for (Ordering ordering : Ordering.values()) {
      if (ordering != Ordering.NONE) {
        checks.fails(
            ordering.row(), ordering.claim(), ordering.property(), () -> explore(QUICK, ordering));
      }
    }
    TripleSimulation.addTo(checks, isQuick, seed, FIXED_SEED);
    return checks;
  }

  /** The machine allows just what {@code Memory.tla} allows, or nothing above says anything. */
  private static long litmus() throws IOException {
    List<LitmusProgram> programs = LitmusProgram.readAll();
    for (LitmusProgram program : programs) {
      assertEquals(program.allowed(), program.reached(), program.name());
    }
    return programs.size();
  }

  private static long explore(List<Bounds> all, Ordering weakened) throws IOException {
    long runs = 0;
    for (Bounds bounds : all) {
      SimulatedQueue queue = new SimulatedQueue(bounds, weakened);
      Exhaustive everything = new Exhaustive();
      while (!everything.isExhausted()) {
        queue.run(everything);
        everything.backtrack();
        runs++;
      }
      if (queue.seen() == 0) {
        throw new IllegalStateException("no look came to anything: nothing was checked");
      }
    }
    return runs;
  }

  /** Each run has a seed of its own; SEED=n repeats the run that failed first of all. */
  private static long sample(int runs, long seed, Ordering weakened) throws IOException {
    SimulatedQueue queue = new SimulatedQueue(LARGE, weakened);
    for (int run = 0; run < runs; run++) {
      try {
        queue.run(Chooser.random(seed + run));
      } catch (AssertionFailedError e) {
        throw new AssertionFailedError("seed " + (seed + run) + ": " + e.getMessage(), e);
      }
    }
    if (queue.seen() == 0) {
      throw new IllegalStateException("no look came to anything: nothing was checked");
    }
    return runs;
  }
}
