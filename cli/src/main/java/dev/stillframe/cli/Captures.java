package dev.stillframe.cli;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.QueueCapture;
import dev.stillframe.queue.QueueCapture.Outcome;
import dev.stillframe.store.ReplaceStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * Brings what a memory holds to disk, a round at a time. Whatever the memory holds and whatever the
 * disk does, a round only reports it: the host goes on for as long as its client does.
 */
final class Captures {
  /** How a round ended. */
  enum Result {
    /** The newest commit is on disk. */
    SAVED,
    /** Nothing was committed: there is nothing to save. */
    NOTHING,
    /** The memory holds something that is no state of a client. */
    UNUSABLE,
    /** What is in memory could not be brought to disk. */
    FAILED
  }

  /** Attempts in one round: a client that pauses for microseconds is caught in one of them. */
  private static final int ATTEMPTS = 16;

  /** Rounds without success after which people are told. */
  private static final int STARVED_ROUNDS = 10;

  private final FileChannel channel;
  private final ReplaceStore store;
  private final Reports reports;
  private final Statistics statistics = new Statistics();
  private BufferMemory memory;
  private QueueCapture capture;
  private boolean isUnpublished;
  private int starvedRounds;

  Captures(FileChannel channel, ReplaceStore store, Reports reports) {
    this.channel = channel;
    this.store = store;
    this.reports = reports;
  }

  Statistics statistics() {
    return statistics;
  }

  /** Captures if there is news, or if the last image could not be written. */
  void round() {
    round(false);
  }

  /**
   * Captures whatever there is, when the client has ended: a client of the original may have
   * replaced the bytes of an entry and left its descriptor as it was.
   */
  Result lastRound() {
    return round(true);
  }

  /**
   * The one place where a mapping that was truncated under the host, or is too large for it, turns
   * up.
   */
  private Result round(boolean isLast) {
    try {
      return attempt(isLast);
    } catch (FormatException e) {
      return unusable(e);
    } catch (InternalError e) {
      forget();
      return unusable(State.truncated(e));
    } catch (IOException | OutOfMemoryError e) {
      forget();
      reports.trouble("map", "the memory cannot be mapped and copied: " + e);
      return Result.FAILED;
    }
  }

  private Result unusable(FormatException e) {
    if (e.reason() == Reason.UNCONFIGURED) {
      return Result.NOTHING; // The client has not come so far yet.
    }
    reports.trouble(
        "memory " + e.reason(),
        "the memory cannot be captured, the last snapshot stays: " + e.getMessage());
    return Result.UNUSABLE;
  }

  private Result attempt(boolean isLast) throws IOException {
    if (!map()) {
      return Result.NOTHING;
    }
    if (!isLast && !isUnpublished && !hasNews()) {
      return Result.NOTHING;
    }
    return switch (capture()) {
      case EMPTY -> Result.NOTHING;
      case LAPPED -> starved();
      case KEPT -> publish();
    };
  }

  /** Maps the file as large as it is now; tells whether there is anything to map. */
  private boolean map() throws IOException {
    long size = channel.size();
    if (memory == null || memory.size() != size) {
      forget(); // First, so that there is never room for two images.
      if (size > 0) {
        memory = BufferMemory.map(channel, MapMode.READ_ONLY, size);
        capture = new QueueCapture(memory);
      }
    }
    return size > 0;
  }

  private void forget() {
    memory = null;
    capture = null;
  }

  private boolean hasNews() throws IOException {
    try {
      return capture.hasNews();
    } finally {
      settle();
    }
  }

  private Outcome capture() throws IOException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      statistics.captures++;
      Outcome outcome = captureOnce();
      if (outcome != Outcome.LAPPED) {
        return outcome;
      }
      statistics.lapped++;
    }
    return Outcome.LAPPED;
  }

  private Outcome captureOnce() throws IOException {
    try {
      return capture.capture();
    } finally {
      settle();
    }
  }

  /**
   * The virtual machine throws the InternalError of a truncated mapping at the access or, from
   * compiled code, at some later call into native code, and reads zeros until then. This is such a
   * call: nothing that was read behind the end of the file gets past it.
   */
  private void settle() throws IOException {
    if (channel.size() < memory.size()) {
      throw State.truncated(null);
    }
  }

  private Result starved() {
    statistics.starved++;
    starvedRounds++;
    if (starvedRounds == STARVED_ROUNDS) {
      reports.trouble(
          "starved",
          "the client overtakes every capture (%d rounds of %d): the snapshot falls behind"
              .formatted(STARVED_ROUNDS, ATTEMPTS));
    }
    return Result.FAILED;
  }

  private Result publish() {
    starvedRounds = 0;
    statistics.kept++;
    statistics.entries += capture.kept();
    isUnpublished = true;
    try {
      statistics.generation = store.publish(capture.image());
    } catch (IOException e) {
      statistics.failed++;
      reports.trouble(
          "store " + e,
          "the snapshot cannot be written, the last one stays: " + Reports.describe(e));
      return Result.FAILED;
    }
    isUnpublished = false;
    statistics.published++;
    statistics.bytes += capture.image().capacity();
    reports.well("snapshots are written again");
    return Result.SAVED;
  }
}
