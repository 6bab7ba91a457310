package dev.stillframe.modeltests.explore;

import static org.junit.jupiter.api.Assertions.fail;

import dev.stillframe.FormatException;
import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Kind;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Summary;
import dev.stillframe.evidence.Verdict;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.QueueLayout;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;

/**
 * Explores the shipped writer and capture step by step, the same way in every run: {@code make
 * explore}. The weakened ones must be caught.
 */
@Tag("explore")
class ExploreTest {
  /** Small enough that slots and ring wrap within a few commits. */
  static final QueueLayout LAYOUT = QueueLayout.of(4, 4);

  /** The largest payload that is never refused, in bytes. */
  static final int LARGEST = 2;

  private static final UnaryOperator<WordMemory> AS_SHIPPED = memory -> memory;
  private static final long LEAST = 1000;

  private interface Exploration {
    /** Returns how many runs there were. */
    long run() throws FormatException;
  }

  private record Check(String id, String claim, Kind kind, Exploration exploration) {}

  private static final List<Check> CHECKS =
      List.of(
          new Check("explore-schedules", "Q1 Q2 Q3", Kind.POSITIVE, ExploreTest::schedules),
          new Check("explore-kills", "Q4", Kind.POSITIVE, ExploreTest::kills),
          client("explore-no-invalidation", Weakened::withoutInvalidation),
          client("explore-length-before-offset", Weakened::lengthBeforeOffset),
          host("explore-second-look-at-copy", Weakened::secondLookAtCopy),
          host("explore-second-look-offset-first", Weakened::secondLookOffsetFirst),
          host("explore-second-look-newest-only", Weakened::secondLookAtNewestOnly),
          killed("explore-publish-before-data", Weakened::publishBeforeData),
          killed("explore-recover-from-header", Weakened::recoverFromHeader),
          killed("explore-killed-length-before-offset", Weakened::lengthBeforeOffset));

  /** Lengths of the commits: equal ones, mixed ones, and one that is killed and made up for. */
  private static final int[][] SCRIPTS = {
    {1, 1, 1, 1, 1, 1}, {2, 2, 2, 2, 2}, {1, 2, 1, 2, 1}, {2, 1, 1, 2, 1}, {1, 1, -2, 1, 2}
  };

  private static Check client(String id, UnaryOperator<WordMemory> view) {
    return negative(id, "Q1", () -> schedulesOf(view, AS_SHIPPED));
  }

  private static Check host(String id, UnaryOperator<WordMemory> view) {
    return negative(id, "Q1", () -> schedulesOf(AS_SHIPPED, view));
  }

  private static Check killed(String id, UnaryOperator<WordMemory> view) {
    return negative(id, "Q4", () -> killsOf(new KillPoints(view)));
  }

  private static Check negative(String id, String claim, Exploration exploration) {
    return new Check(id, claim, Kind.NEGATIVE, exploration);
  }

  private static long schedules() throws FormatException {
    return schedulesOf(AS_SHIPPED, AS_SHIPPED);
  }

  /** An exploration that never keeps, never fails or never drops would check nothing. */
  private static long schedulesOf(UnaryOperator<WordMemory> client, UnaryOperator<WordMemory> host)
      throws FormatException {
    long kept = 0;
    long lapped = 0;
    long shortened = 0;
    for (int[] lengths : SCRIPTS) {
      Schedules schedules = new Schedules(ClientScript.of(client, lengths), host);
      schedules.explore();
      kept += schedules.kept();
      lapped += schedules.lapped();
      shortened += schedules.shortened();
    }
    if (Math.min(kept, Math.min(lapped, shortened)) < LEAST) {
      throw new IllegalStateException(
          "too little was explored: %d kept, %d lapped, %d shortened"
              .formatted(kept, lapped, shortened));
    }
    return kept + lapped;
  }

  private static long kills() throws FormatException {
    long kills = killsOf(new KillPoints(AS_SHIPPED));
    if (kills < LEAST) {
      throw new IllegalStateException("too little was explored: " + kills + " kills");
    }
    return kills;
  }

  private static long killsOf(KillPoints points) throws FormatException {
    points.explore();
    return points.kills();
  }

  @TestFactory
  Stream<DynamicTest> checks() throws IOException {
    Summary summary =
        Summary.begin(Checkout.root(), "explore", CHECKS.stream().map(Check::id).toList());
    return CHECKS.stream()
        .map(check -> DynamicTest.dynamicTest(check.id(), () -> run(check, summary)));
  }

  private static void run(Check check, Summary summary) throws IOException {
    boolean caught = false;
    Long runs = null;
    String detail;
    long start = System.nanoTime();
    try {
      runs = check.exploration().run();
      detail = runs + " runs, none violates";
    } catch (AssertionFailedError violation) {
      caught = true;
      detail = violation.getMessage().lines().findFirst().orElseThrow();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    boolean asExpected = caught == (check.kind() == Kind.NEGATIVE);
    summary.add(
        Row.of(
                check.id(),
                check.claim(),
                "exploration",
                check.kind(),
                check.kind() == Kind.NEGATIVE ? "violated" : "holds",
                asExpected ? Verdict.AS_EXPECTED : Verdict.FELL_SHORT,
                detail)
            .withSamples(runs, null)
            .withSeconds(seconds));
    System.out.printf("%-40s %8.1f s  %s%n", check.id(), seconds, detail);
    if (!asExpected) {
      fail(check.id() + ": " + detail);
    }
  }
}
