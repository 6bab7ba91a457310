package dev.stillframe.store;

import dev.stillframe.files.DiskFile;
import dev.stillframe.store.Journal.Damage;
import dev.stillframe.store.Journal.Recovery;
import dev.stillframe.triple.RecordBatch;
import dev.stillframe.triple.StateRecord;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Writes a journal: what a {@link Journal} does, without its lock. */
final class JournalWriter implements Closeable {
  private final JournalFiles files;
  private final JournalSync sync;
  private final LongSupplier salts;

  /** What is appended to; null before recovery. */
  private JournalFile file;

  /** Whether {@link #file} must not be written any more. */
  private boolean isSpoiled;

  /** Whether there are batches that no sync has followed. */
  private boolean isUnsynced;

  JournalWriter(JournalFiles files, JournalSync sync, LongSupplier salts) {
    this.files = files;
    this.sync = sync;
    this.salts = salts;
  }

  Recovery recover(UUID ifNew) throws IOException {
    leave();
    files.removeTemporary();
    if (!files.exists()) {
      begin(1, ifNew, new RecordBatch());
      return new Recovery(0, 0, Optional.empty());
    }
    DiskFile found = files.open();
    try {
      JournalScan scan = JournalScan.toTheEnd(found, files.path());
      file = JournalFile.found(found, files.path(), scan);
      return repair(scan);
    } catch (IOException | RuntimeException e) {
      leave(); // What was found is not known to be durable.
      found.close();
      throw e;
    }
  }

  private Recovery repair(JournalScan scan) throws IOException {
    Optional<Long> lost = scan.behind();
    if (lost.isPresent()) {
      Damage damage = new Damage(files.keepDamaged(), scan.end(), lost.get());
      if (scan.last() == 0) {
        begin(1, file.header().identity(), new RecordBatch());
      } else {
        copy(new RecordBatch());
      }
      return new Recovery(scan.last(), 0, Optional.of(damage));
    }
    if (sync == JournalSync.EACH_BATCH && scan.header().sync() == JournalSync.EACH_BATCH) {
      file.repair(scan.batch());
      files.syncDirectory();
      isSpoiled = false;
    } else {
      copy(new RecordBatch()); // How many batches a failed sync has left out is not known.
    }
    return new Recovery(scan.last(), scan.size() - scan.end(), Optional.empty());
  }

  long append(List<StateRecord> records) throws IOException {
    return appendFresh(RecordBatch.of(file().fresh(records)));
  }

  long append(RecordBatch batch) throws IOException {
    // Anything else is sorted out, or refused, record by record.
    return file().isFresh(batch) ? appendFresh(batch) : append(batch.records());
  }

  private long appendFresh(RecordBatch fresh) throws IOException {
    if (!fresh.isEmpty()) {
      if (fresh.isBase()) {
        begin(fresh.first(), file.header().identity(), fresh);
      } else if (isSpoiled) {
        copy(fresh);
      } else {
        isSpoiled = true;
        file.append(fresh, sync == JournalSync.EACH_BATCH);
        isSpoiled = false;
        isUnsynced = sync != JournalSync.EACH_BATCH;
      }
    }
    return file.last();
  }

  /** Goes on in a new file that begins with some records. */
  private void begin(long first, UUID identity, RecordBatch records) throws IOException {
    JournalHeader header = new JournalHeader(first, salts.getAsLong(), identity, sync);
    replace(header, next -> next.append(records, false));
  }

  /** Goes on in a new file with all that stands, and more. */
  private void copy(RecordBatch more) throws IOException {
    replace(
        file.header().with(sync),
        next -> {
          file.copyTo(next);
          next.append(more, false);
        });
  }

  private interface Filling {
    void fill(JournalFile next) throws IOException;
  }

  private void replace(JournalHeader header, Filling filling) throws IOException {
    isSpoiled = true; // If this fails the old file may have lost its name, but is still open.
    JournalFile next = files.create(header);
    try {
      filling.fill(next);
      files.install(next);
    } catch (IOException | RuntimeException e) {
      files.giveUp(next, e);
      throw e;
    }
    JournalFile old = file;
    file = next;
    isSpoiled = false;
    isUnsynced = false;
    if (old != null) {
      old.close();
    }
  }

  void sync() throws IOException {
    file();
    if (isUnsynced && isSpoiled) {
      copy(new RecordBatch());
    } else if (isUnsynced) {
      isSpoiled = true;
      file.sync();
      isSpoiled = false;
      isUnsynced = false;
    }
  }

  /** Returns what is appended to. */
  JournalFile file() {
    if (file == null) {
      throw new IllegalStateException(
          files.path() + " was not recovered, or is closed: recover it first");
    }
    return file;
  }

  /** Syncs what is not synced yet and closes the file. */
  @Override
  public void close() throws IOException {
    try {
      if (file != null) {
        sync();
      }
    } finally {
      leave();
    }
  }

  private void leave() throws IOException {
    JournalFile old = file;
    file = null;
    if (old != null) {
      old.close();
    }
  }
}
