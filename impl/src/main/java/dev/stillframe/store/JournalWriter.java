package dev.stillframe.store;

import dev.stillframe.FormatException.Reason;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.FileStatus;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.record.StateRecord;
import dev.stillframe.store.Journal.Damage;
import dev.stillframe.store.Journal.Recovery;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  /** What the file was when this host last wrote it or looked. */
  private Optional<FileStatus> seen = Optional.empty();

  /** The last file that was made to take the place of another one, whether or not it has. */
  private Optional<Object> candidate = Optional.empty();

  private final List<String> notices = new ArrayList<>();

  JournalWriter(JournalFiles files, JournalSync sync, LongSupplier salts) {
    this.files = files;
    this.sync = sync;
    this.salts = salts;
  }

  Recovery recover(UUID ifNew, Optional<UUID> expected) throws IOException {
    leave();
    files.removeTemporary();
    seen = files.status();
    if (seen.isEmpty()) {
      begin(1, expected.orElse(ifNew), new RecordBatch());
      return new Recovery(0, 0, Optional.empty());
    }
    DiskFile found = files.open();
    try {
      JournalScan scan = JournalScan.toTheEnd(found, files.path());
      UUID identity = scan.header().identity();
      if (expected.isPresent() && !expected.get().equals(identity)) {
        throw JournalHeader.broken(
            Reason.RECORDS,
            files.path(),
            "has identity " + identity + ", and this store " + expected.get());
      }
      file = JournalFile.found(found, files.path(), scan);
      Recovery recovery = repair(scan);
      seen = files.status();
      return recovery;
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
    boolean isShared = seen.filter(status -> status.links() > 1).isPresent();
    if (sync == JournalSync.EACH_BATCH
        && scan.header().sync() == JournalSync.EACH_BATCH
        && !isShared) {
      file.repair(scan.batch());
      files.syncDirectory();
      isSpoiled = false;
    } else {
      // How many batches a failed sync has left out is not known; and a file with a second name is
      // not this store's alone.
      copy(new RecordBatch());
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
      notice();
      if (fresh.isBase()) {
        begin(fresh.first(), file.header().identity(), fresh);
      } else if (isSpoiled) {
        copy(fresh);
      } else {
        isSpoiled = true;
        file.append(fresh, sync == JournalSync.EACH_BATCH);
        isSpoiled = false;
        isUnsynced = sync != JournalSync.EACH_BATCH;
        seen = files.status();
      }
    }
    return file.last();
  }

  /**
   * Looks whether somebody else has touched the file. Then all that stands goes to a new one; but
   * nobody else's file is replaced.
   */
  private void notice() throws IOException {
    Optional<FileStatus> now = files.status();
    if (now.equals(seen)) {
      return;
    }
    Optional<Object> inode = now.map(FileStatus::inode);
    boolean isOwn =
        inode.equals(seen.map(FileStatus::inode)) || inode.equals(candidate); // Failed half way.
    if (now.isPresent() && !isOwn) {
      throw new IOException(
          files.path() + " is not the file any more that this host has written: move it away");
    }
    if (!isSpoiled) {
      notices.add(
          String.format(
              Locale.ROOT,
              "%s was %s by somebody else: all that stands is written to a new one",
              files.path(),
              now.isPresent() ? "changed" : "removed"));
      isSpoiled = true;
    }
  }

  List<String> notices() {
    List<String> told = List.copyOf(notices);
    notices.clear();
    return told;
  }

  /** Reads back, under its name, all that was reported. */
  void verify() throws IOException {
    JournalFile reported = file();
    try (DiskFile named = files.open()) {
      reported.verify(named);
    } catch (NoSuchFileException e) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s is gone, and records up to %d were reported",
              files.path(),
              reported.last()),
          e);
    }
  }

  /** Goes on in a new file that begins with some records. */
  private void begin(long first, UUID identity, RecordBatch records) throws IOException {
    JournalHeader header = new JournalHeader(first, salts.getAsLong(), identity, sync);
    replace(header, next -> next.append(records, false));
  }

  /** Goes on in a new file with all that stands, and more. */
  private void copy(RecordBatch more) throws IOException {
    if (!file.isOpen()) {
      reopen();
    }
    replace(
        file.header().with(sync),
        next -> {
          file.copyTo(next);
          next.append(more, false);
        });
  }

  /** An interrupt has closed the channel of this host alone: the file is as it was. */
  private void reopen() throws IOException {
    if (!files.status().map(FileStatus::inode).equals(seen.map(FileStatus::inode))) {
      throw new IOException(files.path() + " was closed by an interrupt, and is gone meanwhile");
    }
    file = file.reopened(files.open());
  }

  private interface Filling {
    void fill(JournalFile next) throws IOException;
  }

  private void replace(JournalHeader header, Filling filling) throws IOException {
    isSpoiled = true; // If this fails the old file may have lost its name, but is still open.
    JournalFile next = files.create(header);
    try {
      filling.fill(next);
      candidate = files.temporaryInode();
      files.install(next);
    } catch (IOException | RuntimeException e) {
      files.giveUp(next, e);
      throw e;
    }
    JournalFile old = file;
    file = next;
    isSpoiled = false;
    isUnsynced = false;
    seen = files.status();
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
