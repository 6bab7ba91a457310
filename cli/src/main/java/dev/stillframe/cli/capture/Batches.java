package dev.stillframe.cli.capture;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.cli.memory.Isolation;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.triple.RecordBatch;
import dev.stillframe.triple.TripleHost;
import dev.stillframe.triple.TripleLayout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The rounds of the triple buffer: each takes what is offered, appends it to the journal, and
 * returns the buffer. What could not be appended stays taken, and the next round tries again; the
 * client is refused meanwhile, and may offer bases.
 *
 * <p>The client may truncate the memory, so it is read and written in a thread of its own, and the
 * journal never there ({@link Isolation}).
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

  private final FileChannel memory;
  private final UUID identity;
  private final Log log;
  private final Reports reports;
  private final RecordBatch taken = new RecordBatch();
  private long durable;

  /** Null while the memory is not usable. */
  private TripleHost host;

  private BufferMemory words;

  private TripleLayout layout;
  private long mapped;
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
    this.memory = memory;
    this.identity = identity;
    this.durable = durable;
    this.log = log;
    this.reports = reports;
    try {
      requireOpen(); // Before the client starts: it counts on from A.
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
    return batch() == Result.SAVED && used >= layout.capacity() / 2;
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
      if (!atMemory(this::take)) {
        return Result.NOTHING;
      }
      if (!append()) {
        return Result.FAILED;
      }
      atMemory(this::giveBack);
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

  private boolean take() throws FormatException {
    requireOurs(words);
    if (!host.take()) {
      return false;
    }
    host.copyTo(taken);
    return true;
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

  /** Returns true, because a look has a result. */
  private boolean giveBack() throws FormatException {
    host.durable(durable);
    host.giveBack();
    return true;
  }

  private <T> T atMemory(Isolation.Look<T> look) throws IOException {
    requireOpen();
    try {
      T result = Isolation.call(look);
      if (memory.size() < mapped) {
        // Its error may never have arrived, and what was read behind the end is nothing.
        throw new FormatException(Reason.TRUNCATED, "the memory was truncated while it was read");
      }
      return result;
    } catch (IOException e) {
      host = null; // What it has taken, the next one takes up.
      throw e;
    }
  }

  private void requireOpen() throws IOException {
    if (host != null) {
      return;
    }
    long size = memory.size();
    BufferMemory words = BufferMemory.map(memory, MapMode.READ_WRITE, size);
    mapped = size;
    layout = Isolation.call(() -> layout(words));
    host = Isolation.call(() -> new TripleHost(words, durable));
    this.words = words;
  }

  private TripleLayout layout(BufferMemory words) throws FormatException {
    TripleLayout read = TripleLayout.read(words);
    requireOurs(words);
    return read;
  }

  /** Looked at before each batch: another program may have got hold of the same memory. */
  private void requireOurs(BufferMemory words) throws FormatException {
    if (!TripleLayout.identity(words).equals(identity)) {
      throw new FormatException(
          Reason.RECORDS, "the memory belongs to another journal: identities differ");
    }
  }
}
