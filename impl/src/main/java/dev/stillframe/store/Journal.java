package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.files.Disk;
import dev.stillframe.files.LockFile;
import dev.stillframe.files.SystemDisk;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.record.StateRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * The store of a triple buffer's records: a file to which each batch is appended with one write and
 * one sync. A base supersedes all before it and begins a new file, which replaces the old one.
 *
 * <pre>
 *   name.journal           the records
 *   name.journal.tmp       a file that is being written; removed by the next recovery
 *   name.journal.corrupt   a journal that was found damaged in its middle; further ones have -2, -3
 *   name.lock              locked by the one host that writes here; never removed
 * </pre>
 *
 * <p>A file to which a write or a sync has failed is never written again by this host: what is on
 * disk then is unknown. The next batch goes to a new file, together with all that stands.
 *
 * <p>One thread at a time.
 */
public final class Journal implements AutoCloseable {
  /**
   * A journal was damaged in its middle: whole batches came behind one that is not.
   *
   * @param kept the file as it was found
   * @param at where in it the damage begins, in bytes
   * @param lastLost number of the last record found behind the damage; those from the newest that
   *     stands up to this one are lost
   */
  public record Damage(Path kept, long at, long lastLost) {}

  /**
   * What a recovery came to.
   *
   * @param durable number of the newest record that stands; 0 if there is none
   * @param cutOff bytes of an unfinished last batch that were cut off; it was never reported,
   *     unless the disk damaged what it had synced
   * @param damage what was wrong with the rest
   */
  public record Recovery(long durable, long cutOff, Optional<Damage> damage) {}

  private final JournalWriter writer;
  private final LockFile lock;

  private Journal(JournalWriter writer, LockFile lock) {
    this.writer = writer;
    this.lock = lock;
  }

  /**
   * Opens a journal for writing and locks it. Each batch is synced.
   *
   * @param name its name, without {@code .journal}; the directory must exist
   * @return an open journal, to be {@linkplain #recover recovered} first
   * @throws IOException if another host has it open, or if the lock file cannot be made
   */
  public static Journal open(Path name) throws IOException {
    return open(name, JournalSync.EACH_BATCH);
  }

  /**
   * Opens a journal for writing and locks it.
   *
   * @param name its name, without {@code .journal}; the directory must exist
   * @param sync when batches are synced
   * @return an open journal, to be {@linkplain #recover recovered} first
   * @throws IOException if another host has it open, or if the lock file cannot be made
   */
  public static Journal open(Path name, JournalSync sync) throws IOException {
    Path resolved = ReplaceStore.resolve(name);
    return open(SystemDisk.INSTANCE, resolved, sync, new SecureRandom()::nextLong);
  }

  static Journal open(Disk disk, Path name, JournalSync sync, LongSupplier salts)
      throws IOException {
    LockFile lock = WriterLock.take(name);
    return new Journal(new JournalWriter(new JournalFiles(disk, name), sync, salts), lock);
  }

  /**
   * Finds what stands, and repairs what a kill, a power cut or damage has left. What it returns is
   * reported: it survives a power cut.
   *
   * @param ifNew identity of the journal if there is none yet: that of the memory
   * @return what was found
   * @throws FormatException if the file is no journal, its header is damaged, or it holds a whole
   *     batch that no host writes; it is left alone
   * @throws IOException if the files cannot be read or repaired; may be called again
   */
  public Recovery recover(UUID ifNew) throws IOException {
    return recover(ifNew, Optional.empty());
  }

  /**
   * Recovers a journal whose identity is known from elsewhere.
   *
   * @param ifNew identity of the journal if there is none yet and it is not known
   * @param expected identity of the memory; empty if only the file can tell
   * @return what was found
   * @throws FormatException as for the other, and if the journal has another identity
   * @throws IOException if the files cannot be read or repaired; may be called again
   */
  public Recovery recover(UUID ifNew, Optional<UUID> expected) throws IOException {
    return writer.recover(ifNew, expected);
  }

  /**
   * Reads back what was reported, all of it and under its name. Only then a memory may be removed
   * that holds the same.
   *
   * @throws IOException if it is not there, or not whole any more
   */
  public void verify() throws IOException {
    writer.verify();
  }

  /**
   * Returns what people should know of: that somebody has changed or removed the file.
   *
   * @return sentences that were not returned before
   */
  public List<String> notices() {
    return writer.notices();
  }

  /**
   * Appends a batch. When this returns, it survives a SIGKILL, and a power cut as {@link
   * JournalSync} says; if it throws, what was appended before still does, and the same records may
   * be given again.
   *
   * @param records in order, without gaps but those that a base covers; those that are appended
   *     already are skipped, and those before the last base dropped
   * @return number of the newest record that stands
   * @throws IllegalArgumentException if a record is missing, or there are 2 GiB of them
   * @throws IOException if the disk is full or fails
   */
  public long append(List<StateRecord> records) throws IOException {
    return writer.append(records);
  }

  /**
   * Appends a batch, as {@link #append(List)} does.
   *
   * @param batch what a host has taken; it is not kept
   * @return number of the newest record that stands
   * @throws IllegalArgumentException if a record is missing, or there are 2 GiB of them
   * @throws IOException if the disk is full or fails
   */
  public long append(RecordBatch batch) throws IOException {
    return writer.append(batch);
  }

  /**
   * Syncs what was appended and is not synced yet. When this returns, all of it survives a power
   * cut.
   *
   * @throws IOException if that fails; a SIGKILL still loses nothing
   */
  public void sync() throws IOException {
    writer.sync();
  }

  /**
   * Returns how far the journal goes; after recovery.
   *
   * @return number of the newest record that stands; 0 if there is none
   */
  public long durable() {
    return writer.file().last();
  }

  /**
   * Returns the identity of the memory whose records these are; after recovery.
   *
   * @return its two words
   */
  public UUID identity() {
    return writer.file().header().identity();
  }

  /**
   * Syncs what is not synced yet, closes the file and gives up the lock.
   *
   * @throws IOException if that fails; the lock is given up all the same
   */
  @Override
  public void close() throws IOException {
    try (lock) {
      writer.close();
    }
  }
}
