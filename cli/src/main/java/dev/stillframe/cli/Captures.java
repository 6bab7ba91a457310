package dev.stillframe.cli;

import dev.stillframe.FormatException;
import dev.stillframe.store.Store;
import java.io.IOException;
import java.util.Locale;

/** Rounds of images: each takes a consistent one from the memory and publishes it. */
final class Captures implements Rounds {
  /** Rounds without success after which people are told. */
  private static final int STARVED_ROUNDS = 10;

  private final ImageSource memory;
  private final Store store;
  private final Statistics statistics;
  private final Reports reports;
  private boolean isUnpublished;
  private int starvedRounds;

  Captures(ImageSource memory, Store store, Statistics statistics, Reports reports) {
    this.memory = memory;
    this.store = store;
    this.statistics = statistics;
    this.reports = reports;
  }

  /** Captures if there is news, or if the last image could not be written. */
  @Override
  public boolean round() {
    round(() -> memory.look(isUnpublished));
    return false; // However fast the client is, the next image holds what this one missed.
  }

  /**
   * Captures whatever there is, when the client has ended: a client of the original may have
   * replaced the bytes of an entry and left its descriptor as it was.
   */
  @Override
  public Result lastRound(boolean isAlone) {
    return isAlone ? round(memory::lookAtRest) : round(() -> memory.look(true));
  }

  @Override
  public String statistics() {
    return statistics.toString();
  }

  private interface Looking {
    ImageSource.Look look() throws IOException;
  }

  private Result round(Looking looking) {
    try {
      return switch (looking.look()) {
        case NOTHING, NO_NEWS -> Result.NOTHING;
        case NONE -> starved();
        case CUT_SHORT -> Result.CUT_SHORT;
        case KEPT -> publish();
      };
    } catch (FormatException e) {
      reports.trouble(
          "memory " + e.reason(),
          "the memory cannot be captured, the last snapshot stays: " + e.getMessage());
      return Result.UNUSABLE;
    } catch (IOException | OutOfMemoryError e) {
      reports.trouble("map " + e, "the memory cannot be copied, the last snapshot stays: " + e);
      return Result.FAILED;
    }
  }

  @Override
  public void close() throws IOException {
    memory.close();
  }

  private Result starved() {
    statistics.starved++;
    starvedRounds++;
    if (starvedRounds == STARVED_ROUNDS) {
      reports.trouble(
          "starved",
          String.format(
              Locale.ROOT,
              "%s (%d rounds of %d): the snapshot falls behind",
              memory.whyNone(),
              STARVED_ROUNDS,
              ImageSource.ATTEMPTS));
    }
    return Result.FAILED;
  }

  private Result publish() {
    starvedRounds = 0;
    isUnpublished = true;
    try {
      statistics.generation = store.publish(memory.image());
    } catch (IOException e) {
      statistics.failed++;
      reports.trouble(
          "store " + e,
          "the snapshot cannot be written, the last one stays: " + Reports.describe(e));
      return Result.FAILED;
    }
    isUnpublished = false;
    statistics.published++;
    statistics.bytes += memory.image().size();
    reports.well("snapshots are written again");
    return Result.SAVED;
  }
}
