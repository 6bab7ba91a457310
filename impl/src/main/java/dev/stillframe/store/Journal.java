package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.LockFile;
import dev.stillframe.files.SystemDisk;
import dev.stillframe.triple.StateRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The store of a triple buffer's records: a file to which each batch is appended with one write and
 * one sync. A base supersedes all before it and begins a new file, which replaces the old one.
 *
 * <pre>
 *   name.journal           the records
 *   name.journal.tmp       a file that is being written; removed by the next recovery
 *   name.journal.corrupt   a journal that was found damaged in its middle; at most one is kept
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

  private final JournalFiles files;
  private final LockFile lock;

  /** What is appended to, and where; null before recovery. */
  private DiskFile file;

  private JournalHeader header;
  private long end;
  private long durable;

  /** Whether {@link #file} must not be written any more. */
  private boolean isSpoiled;

  private Journal(JournalFiles files, LockFile lock) {
    this.files = files;
    this.lock = lock;
  }

  /**
   * Opens a journal for writing and locks it.
   *
   * @param name its name, without {@code .journal}; the directory must exist
   * @return an open journal, to be {@linkplain #recover recovered} first
   * @throws IOException if another host has it open, or if the lock file cannot be made
   */
  public static Journal open(Path name) throws IOException {
    return open(SystemDisk.INSTANCE, ReplaceStore.resolve(name));
  }

  static Journal open(Disk disk, Path name) throws IOException {
    return new Journal(new JournalFiles(disk, name), WriterLock.take(name));
  }

  /**
   * Finds what stands, and repairs what a kill, a power cut or damage has left. What it returns is
   * reported: it survives a power cut.
   *
   * @param ifNew identity of the journal if there is none yet: that of the memory
   * @return what was found
   * @throws FormatException if the file is no journal, or its header is damaged; it is left alone
   * @throws IOException if the files cannot be read or repaired; may be called again
   */
  public Recovery recover(UUID ifNew) throws IOException {
    leave();
    files.removeTemporary();
    if (!files.exists()) {
      durable = 0;
      replace(new JournalHeader(1, ifNew), JournalHeader.BYTES, Optional.empty());
      return new Recovery(0, 0, Optional.empty());
    }
    file = files.open();
    try {
      header = JournalHeader.read(file, files.path());
      return repair();
    } catch (IOException | RuntimeException e) {
      leave(); // What was found is not known to be durable.
      throw e;
    }
  }

  private Recovery repair() throws IOException {
    long size = file.size();
    JournalScan scan = new JournalScan(file, header, size);
    while (scan.next().isPresent()) {
      // Goes to the last.
    }
    end = scan.end();
    durable = scan.last();
    Optional<Long> lost = scan.behind();
    if (lost.isPresent()) {
      Path kept = files.keepDamaged();
      JournalHeader begin = durable == 0 ? new JournalHeader(1, header.identity()) : header;
      replace(begin, end, Optional.empty());
      return new Recovery(durable, 0, Optional.of(new Damage(kept, scan.end(), lost.get())));
    }
    if (size > end) {
      file.setSize(end);
    }
    // Its sync may have failed before the host was killed; then only what is written again is
    // synced. All before it was synced before it was written.
    if (scan.batch().isPresent()) {
      ByteBuffer last = scan.batch().get().bytes();
      file.write(last.duplicate().clear(), end - last.capacity());
    }
    file.sync();
    files.syncDirectory();
    isSpoiled = false;
    return new Recovery(durable, size - end, Optional.empty());
  }

  /**
   * Appends a batch. When this returns, it survives a power cut; if it throws, the records that are
   * durable still are, and the same records may be given again.
   *
   * @param records in order, without gaps but those that a base covers; those that are durable
   *     already are skipped, and those before the last base dropped
   * @return number of the newest durable record
   * @throws IllegalArgumentException if a record is missing, or there are 2 GiB of them
   * @throws IOException if the disk is full or fails
   */
  public long append(List<StateRecord> records) throws IOException {
    if (file == null) {
      throw new IllegalStateException(
          files.path() + " was not recovered, or is closed: recover it first");
    }
    List<StateRecord> fresh = fresh(records);
    if (!fresh.isEmpty()) {
      JournalBatch batch = JournalBatch.of(fresh, header.identity());
      if (batch.isBase()) {
        replace(
            new JournalHeader(batch.first(), header.identity()),
            JournalHeader.BYTES,
            Optional.of(batch));
      } else if (isSpoiled) {
        replace(header, end, Optional.of(batch));
      } else {
        isSpoiled = true;
        file.write(batch.bytes().duplicate().clear(), end);
        file.sync();
        isSpoiled = false;
        end += batch.bytes().capacity();
      }
      durable = batch.last();
    }
    return durable;
  }

  /** Returns the records that are to be written: from the last base on. */
  private List<StateRecord> fresh(List<StateRecord> records) {
    long last = durable;
    int from = records.size();
    for (int i = 0; i < records.size(); i++) {
      StateRecord record = records.get(i);
      if (last > durable || record.number() > durable) {
        boolean follows = record.isBase() ? record.number() > last : record.number() == last + 1;
        if (!follows || record.number() > JournalHeader.MAX_NUMBER) {
          throw new IllegalArgumentException(
              "behind record %d of %s comes record %d"
                  .formatted(last, files.path(), record.number()));
        }
        if (last == durable || record.isBase()) {
          from = i;
        }
        last = record.number();
      }
    }
    return records.subList(from, records.size());
  }

  /** Writes a new file with the batches of the old one up to a place, and one more. */
  private void replace(JournalHeader begin, long until, Optional<JournalBatch> more)
      throws IOException {
    isSpoiled = true; // If this fails the old file may have lost its name, but is still open.
    DiskFile next = files.create(begin);
    try {
      if (until > JournalHeader.BYTES) {
        files.copy(new JournalScan(file, header, until), next, until);
      }
      end = files.install(next, until, more);
    } catch (IOException | RuntimeException e) {
      files.giveUp(next, e);
      throw e;
    }
    DiskFile old = file;
    file = next;
    header = begin;
    isSpoiled = false;
    if (old != null) {
      old.close();
    }
  }

  /**
   * Returns how far the journal goes.
   *
   * @return number of the newest durable record; 0 if there is none
   */
  public long durable() {
    return durable;
  }

  /**
   * Returns the identity of the memory whose records these are; after recovery.
   *
   * @return its two words
   */
  public UUID identity() {
    return header.identity();
  }

  /** Closes the file and gives up the lock. */
  @Override
  public void close() throws IOException {
    try {
      leave();
    } finally {
      lock.close();
    }
  }

  private void leave() throws IOException {
    DiskFile old = file;
    file = null;
    if (old != null) {
      old.close();
    }
  }
}
