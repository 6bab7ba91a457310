package dev.stillframe.cli.capture;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.record.RecordBatch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The rounds of the triple buffer: each takes what is offered, appends it to the journal, and
 * returns the buffer. What could not be appended stays taken, and the next round tries again; the
 * client is refused meanwhile, and may offer bases.
 */
public final class Batches implements Rounds {
  /** Appends batches to a journal as {@code Journal.append} does. */
  @FunctionalInterface
  public interface Log {
    /**
     * Appends a batch.
     *
     * @param batch the records
     * @return number of the newest record that is durable
     * @throws IOException if they cannot be appended
     */
    long append(RecordBatch batch) throws IOException;

    /**
     * Makes durable what was appended, if it is not yet.
     *
     * @throws IOException if it cannot be
     */
    default void sync() throws IOException {}

    /**
     * Reads back what was appended.
     *
     * @throws IOException if it is not there
     */
    default void verify() throws IOException {}

    /**
     * Returns what people should know of, once.
     *
     * @return lines for people
     */
    default List<String> notices() {
      return List.of();
    }
  }

  /** A memory holds one batch that is taken, and one that is offered. */
  private static final int MOST_BATCHES = 2;

  private final TripleView memory;
  private final Log log;
  private final Reports reports;
  private final RecordBatch taken = new RecordBatch();
  private long durable;

  private long batches;
  private long records;
  private long bytes;
  private long failed;

  /** Bytes that the last batch took of its buffer. */
  private long used;

  /**
   * Takes up a memory; if that fails, the rounds try again.
   *
   * @param memory its file, open for reading and writing
   * @param identity of the journal; a memory with another one is never taken from
   * @param durable number of the newest record of the journal
   * @param log appends to the journal
   * @param reports who is told
   */
  public Batches(FileChannel memory, UUID identity, long durable, Log log, Reports reports) {
    this.memory = new TripleView(memory, identity);
    this.durable = durable;
    this.log = log;
    this.reports = reports;
    try {
      this.memory.requireOpen(durable); // Before the client starts: it counts on from A.
    } catch (IOException e) {
      unusable(e);
    }
  }

  /**
   * Takes one batch. One that took half a buffer or more shows that the client would be refused
   * soon, if the next round came after the usual pause only.
   */
  @Override
  public boolean round() {
    return batch() == Result.SAVED && used >= memory.capacity() / 2;
  }

  @Override
  public Result lastRound(boolean isAlone) {
    Result result = batch();
    for (int i = 1; i < MOST_BATCHES && result == Result.SAVED; i++) {
      result = batch();
    }
    return result == Result.SAVED || result == Result.NOTHING ? synced(result) : result;
  }

  @Override
  public void verify() throws IOException {
    log.verify();
  }

  private Result synced(Result result) {
    try {
      log.sync();
      return result;
    } catch (IOException e) {
      reports.trouble(
          "journal " + e,
          "the journal cannot be synced, it survives no power cut: " + Reports.describe(e));
      return Result.FAILED;
    }
  }

  @Override
  public boolean hasSaved() {
    return batches > 0;
  }

  @Override
  public String statistics() {
    return String.format(
        Locale.ROOT,
        "batches=%d records=%d bytes=%d failed=%d durable=%d",
        batches,
        records,
        bytes,
        failed,
        durable);
  }

  private Result batch() {
    try {
      if (!memory.take(taken, durable)) {
        return Result.NOTHING;
      }
      if (!append()) {
        return Result.FAILED;
      }
      memory.giveBack(durable);
      return Result.SAVED;
    } catch (IOException e) {
      return unusable(e);
    } catch (OutOfMemoryError e) {
      failed++;
      reports.trouble(
          "heap", "no room to copy a batch, choose a smaller --size: " + e.getMessage());
      return Result.FAILED;
    }
  }

  private Result unusable(IOException e) {
    Object cause = e instanceof FormatException format ? format.reason() : e.toString();
    reports.trouble(
        "memory " + cause,
        "nothing can be taken out of the memory, the journal stays as it is: "
            + Reports.describe(e));
    // What the system did not let us look at may hold a state of the client.
    return e instanceof FormatException ? Result.UNUSABLE : Result.FAILED;
  }

  private boolean append() throws FormatException {
    try {
      durable = log.append(taken);
    } catch (IllegalArgumentException e) {
      // Numbers that no client of ours gives out.
      throw new FormatException(
          Reason.RECORDS, "no journal takes these records: " + e.getMessage());
    } catch (IOException e) {
      failed++;
      reports.trouble(
          "journal " + e,
          "the journal cannot be written, what is committed stays in memory: "
              + Reports.describe(e));
      return false;
    } finally {
      log.notices().forEach(reports::say);
    }
    used = taken.size();
    bytes += taken.content();
    batches++;
    records += taken.count();
    reports.well("the journal is written again");
    return true;
  }
}
