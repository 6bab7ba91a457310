package dev.stillframe.modeltests.explore;

import dev.stillframe.FormatException;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.modeltests.Checks;
import dev.stillframe.modeltests.Checks.Declared;
import dev.stillframe.modeltests.triple.Play;
import dev.stillframe.modeltests.triple.Play.Twist;
import dev.stillframe.modeltests.triple.Views;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.triple.TripleLayout;
import dev.stillframe.triple.TripleWriter;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Explores the shipped writer and capture step by step, the same way in every run: {@code make
 * explore}. The weakened ones must be caught.
 */
@Tag("explore")
@Execution(ExecutionMode.CONCURRENT)
public class ExploreTest {
  /** Small enough that slots and ring wrap within a few commits. */
  static final QueueLayout LAYOUT = QueueLayout.of(4, 4);

  /** Two records of a word, or one of up to three. */
  static final TripleLayout TRIPLE = TripleLayout.of(32);

  /** What is committed (a base if negative), how often the host looks, and who may be killed. */
  private record Bounds(int clientKills, int hostKills, int looks, boolean waits, int... script) {}

  /**
   * An append, a refusal and a base need three commits; that a base replaces what is offered behind
   * a buffer that the host holds needs four. The bound on attempts is reached only with W.
   */
  private static final List<Bounds> TRIPLES =
      List.of(
          new Bounds(1, 0, 3, true, 1, -1, 1),
          new Bounds(1, 1, 2, false, 1, 1, 1),
          new Bounds(0, 1, 3, false, 1, 1, -1, 1),
          new Bounds(0, 0, 3, true, 1, 2, -1, 1));

  /** The largest payload that is never refused, in bytes. */
  static final int LARGEST = 2;

  /** Lengths of the commits: equal ones, mixed ones, and one that is killed and made up for. */
  private static final int[][] SCRIPTS = {
    {1, 1, 1, 1, 1, 1}, {2, 2, 2, 2, 2}, {1, 2, 1, 2, 1}, {2, 1, 1, 2, 1}, {1, 1, -2, 1, 2}
  };

  private static final String BYTES = "the bytes are not those of #";
  private static final String OFFSET = "no commit begins at offset #";
  private static final String NEWEST = "newest record, to a new client";
  private static final String HONEST = "two honest processes: ";
  private static final String CHANGED =
      HONEST + "somebody has changed the half that this host had taken";
  private static final String GAP =
      HONEST
          + "behind record # of journal and memory comes record #: is the journal that of this"
          + " memory?";

  private static final UnaryOperator<WordMemory> SHIPPED = memory -> memory;

  /** An exploration with fewer runs of a kind than this would check nothing. */
  private static final long LEAST = 500;

  /** Returns the checks that there are, of all tiers. */
  public static List<Declared> declared() {
    return all().declared();
  }

  @TestFactory
  Stream<DynamicTest> checks() throws IOException {
    return all().asPart("explore");
  }

  private static Checks all() {
    return new Checks("exploration")
        .holds("explore-schedules", "Q1 Q2 Q3", () -> schedules(SHIPPED, SHIPPED))
        .holds("explore-kills", "Q4", () -> kills(SHIPPED))
        .fails("explore-no-invalidation", "Q1", BYTES, () -> client(Weakened::withoutInvalidation))
        .fails(
            "explore-length-before-offset", "Q1", BYTES, () -> client(Weakened::lengthBeforeOffset))
        .fails("explore-second-look-at-copy", "Q1", BYTES, () -> host(Weakened::secondLookAtCopy))
        .fails(
            "explore-second-look-offset-first",
            "Q1",
            BYTES,
            () -> host(Weakened::secondLookOffsetFirst))
        .fails(
            "explore-second-look-newest-only",
            "Q1",
            BYTES,
            () -> host(Weakened::secondLookAtNewestOnly))
        .fails(
            "explore-kill-publish-before-data",
            "Q4",
            OFFSET,
            () -> kills(Weakened::publishBeforeData))
        .fails(
            "explore-kill-length-before-offset",
            "Q4",
            OFFSET,
            () -> kills(Weakened::lengthBeforeOffset))
        .fails(
            "explore-kill-recover-from-header",
            "Q4",
            OFFSET,
            () -> kills(Weakened::recoverFromHeader))
        .holds("explore-triple", "T1 T2 T3", () -> triple(Views.NONE, Twist.NONE))
        .fails(
            "explore-triple-durable-after-return",
            "T3",
            NEWEST,
            () -> tripleHost(TripleWeakened::durableAfterReturn))
        .fails(
            "explore-triple-append-after-take",
            "T1",
            CHANGED,
            () -> tripleClient(TripleWeakened::appendAfterTake))
        .fails(
            "explore-triple-base-over-taken",
            "T1",
            CHANGED,
            () -> tripleClient(TripleWeakened::baseOverTaken))
        .fails(
            "explore-triple-buffer-of-the-host",
            "T1",
            "record #",
            () -> tripleClient(TripleWeakened::bufferOfTheHost))
        .fails(
            "explore-triple-first-number-after-offer",
            "T1",
            HONEST + "buffer #, of which # words are used: L is #",
            () -> tripleClient(TripleWeakened::firstNumberAfterOffer))
        .fails(
            "explore-triple-count-before-take",
            "T1",
            GAP,
            () -> tripleHost(TripleWeakened::countBeforeTake))
        .fails(
            "explore-triple-return-without-persisting",
            "T3",
            GAP,
            () -> tripleHost(TripleWeakened::returnWithoutPersisting))
        .fails(
            "explore-triple-duplicates",
            "T3",
            "record # is persisted behind record #",
            () -> triple(Views.NONE, Twist.DURABLE_FROM_MEMORY))
        .fails(
            "explore-triple-durable-before-control",
            "T3",
            NEWEST,
            () -> tripleClient(TripleWeakened::durableBeforeControl))
        .fails(
            "explore-triple-waits-apart",
            "T2",
            HONEST + "the control word has changed more often than one host can change it",
            () -> tripleHost(TripleWeakened::waitsTakenBackApart))
        .fails(
            "explore-triple-journal-first",
            "T3",
            GAP,
            () -> triple(Views.NONE, Twist.JOURNAL_FIRST));
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

  private static long tripleClient(UnaryOperator<WordMemory> view) {
    return triple(Views.client(view), Twist.NONE);
  }

  private static long tripleHost(UnaryOperator<WordMemory> view) {
    return triple(Views.host(view), Twist.NONE);
  }

  private static long triple(Views views, Twist twist) {
    long states = 0;
    long mostAttempts = 0;
    for (Bounds bounds : TRIPLES) {
      Play play = new Play(TRIPLE, bounds.script(), bounds.looks(), bounds.waits(), twist);
      TripleExploration exploration =
          new TripleExploration(play, views, bounds.clientKills(), bounds.hostKills());
      exploration.explore();
      states += exploration.states();
      mostAttempts = Math.max(mostAttempts, exploration.mostAttempts());
      requireEnough("ends of a run", exploration.ends());
    }
    if (mostAttempts < TripleWriter.MAX_ATTEMPTS) {
      throw new IllegalStateException("no commit needed more than " + mostAttempts + " attempts");
    }
    return states;
  }

  private static void requireEnough(String what, long count) {
    if (count < LEAST) {
      throw new IllegalStateException("only " + count + " runs were " + what);
    }
  }
}
