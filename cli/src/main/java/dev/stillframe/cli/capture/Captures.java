package dev.stillframe.cli.capture;

import dev.stillframe.FormatException;
import dev.stillframe.cli.memory.State;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.store.Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.UUID;

/** Rounds of images: each takes a consistent one from the memory and publishes it. */
public final class Captures implements Rounds {
  /** Rounds without success after which people are told. */
  private static final int STARVED_ROUNDS = 10;

  private final ImageSource memory;
  private final Store store;
  private final UUID identity;
  private final Statistics statistics;
  private final Reports reports;
  private boolean isUnpublished;
  private int starvedRounds;

  /**
   * Creates the rounds.
   *
   * @param memory where images come from; closed with this
   * @param store where they go
   * @param identity of the store: images of a memory with another one are never published
   * @param statistics counts what is done
   * @param reports who is told
   */
  public Captures(
      ImageSource memory, Store store, UUID identity, Statistics statistics, Reports reports) {
    this.memory = memory;
    this.store = store;
    this.identity = identity;
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
  public boolean hasSaved() {
    return statistics.published > 0;
  }

  @Override
  public void verify() throws IOException {
    store.verify();
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

  private void requireOurs(ByteBuffer image) throws FormatException {
    UUID found =
        new UUID(
            image.getLong((int) QueueLayout.IDENTITY_AT),
            image.getLong((int) QueueLayout.IDENTITY_AT + Long.BYTES));
    if (!found.equals(identity)) {
      throw new FormatException(
          FormatException.Reason.FOREIGN,
          "it has identity "
              + State.identity(found)
              + ", and the store has "
              + State.identity(identity)
              + ": another program has written to it");
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

  private Result unpublished(Throwable e, String why) {
    statistics.failed++;
    reports.trouble("store " + e, "the snapshot cannot be written, the last one stays: " + why);
    return Result.FAILED;
  }

  private Result publish() throws FormatException {
    starvedRounds = 0;
    requireOurs(memory.image().bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN));
    isUnpublished = true;
    try {
      statistics.generation = store.publish(memory.image());
    } catch (IOException e) {
      return unpublished(e, Reports.describe(e));
    } catch (OutOfMemoryError e) {
      return unpublished(e, Reports.describe(e));
    } finally {
      store.notices().forEach(reports::say);
    }
    isUnpublished = false;
    statistics.published++;
    statistics.bytes += memory.image().size();
    reports.well("snapshots are written again");
    return Result.SAVED;
  }
}
