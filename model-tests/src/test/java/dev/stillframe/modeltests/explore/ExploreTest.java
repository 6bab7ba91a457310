package dev.stillframe.modeltests.explore;

import dev.stillframe.FormatException;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.modeltests.Checks;
import dev.stillframe.queue.QueueLayout;
import java.io.IOException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

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

  /** Lengths of the commits: equal ones, mixed ones, and one that is killed and made up for. */
  private static final int[][] SCRIPTS = {
    {1, 1, 1, 1, 1, 1}, {2, 2, 2, 2, 2}, {1, 2, 1, 2, 1}, {2, 1, 1, 2, 1}, {1, 1, -2, 1, 2}
  };

  private static final UnaryOperator<WordMemory> SHIPPED = memory -> memory;

  /** An exploration with fewer runs of a kind than this would check nothing. */
  private static final long LEAST = 500;

  @TestFactory
  Stream<DynamicTest> checks() throws IOException {
    return new Checks("exploration")
        .holds("explore-schedules", "Q1 Q2 Q3", () -> schedules(SHIPPED, SHIPPED))
        .holds("explore-kills", "Q4", () -> kills(SHIPPED))
        .fails("explore-no-invalidation", "Q1", () -> client(Weakened::withoutInvalidation))
        .fails("explore-length-before-offset", "Q1", () -> client(Weakened::lengthBeforeOffset))
        .fails("explore-second-look-at-copy", "Q1", () -> host(Weakened::secondLookAtCopy))
        .fails(
            "explore-second-look-offset-first", "Q1", () -> host(Weakened::secondLookOffsetFirst))
        .fails(
            "explore-second-look-newest-only", "Q1", () -> host(Weakened::secondLookAtNewestOnly))
        .fails("explore-kill-publish-before-data", "Q4", () -> kills(Weakened::publishBeforeData))
        .fails("explore-kill-length-before-offset", "Q4", () -> kills(Weakened::lengthBeforeOffset))
        .fails("explore-kill-recover-from-header", "Q4", () -> kills(Weakened::recoverFromHeader))
        .asPart("explore");
  }

  private static long client(UnaryOperator<WordMemory> view) throws FormatException {
    return schedules(view, SHIPPED);
  }

  private static long host(UnaryOperator<WordMemory> view) throws FormatException {
    return schedules(SHIPPED, view);
  }

  private static long schedules(UnaryOperator<WordMemory> client, UnaryOperator<WordMemory> host)
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
    requireEnough("kept", kept);
    requireEnough("lapped", lapped);
    requireEnough("shortened", shortened);
    return kept + lapped;
  }

  private static long kills(UnaryOperator<WordMemory> view) throws FormatException {
    KillPoints points = new KillPoints(view);
    points.explore();
    requireEnough("killed", points.kills());
    requireEnough("refused", points.refusals());
    return points.kills();
  }

  private static void requireEnough(String what, long count) {
    if (count < LEAST) {
      throw new IllegalStateException("only " + count + " runs were " + what);
    }
  }
}
