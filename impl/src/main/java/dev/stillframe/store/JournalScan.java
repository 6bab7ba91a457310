package dev.stillframe.store;

import dev.stillframe.files.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Goes through the batches of a journal for as long as they are whole and follow one another. */
final class JournalScan {
  private static final int CHUNK = 1 << 16;

  /**
   * How often what looks like a batch is checked behind a damaged one. Records may hold anything,
   * and made on purpose they would look like a batch at each word.
   */
  private static final int TRIES = 1000;

  private final DiskFile file;
  private final JournalHeader header;
  private final long size;
  private long last;
  private long at = JournalHeader.BYTES;
  private Optional<JournalBatch> batch = Optional.empty();

  JournalScan(DiskFile file, JournalHeader header, long size) {
    this.file = file;
    this.header = header;
    this.size = size;
    this.last = header.first() - 1;
  }

  /** Goes to the next batch; empty if none follows. */
  Optional<JournalBatch> next() throws IOException {
    Optional<JournalBatch> next = JournalBatch.read(file, at, size, header.identity());
    if (next.isEmpty() || !follows(next.get())) {
      return Optional.empty();
    }
    batch = next;
    last = next.get().last();
    at += next.get().bytes().capacity();
    return next;
  }

  private boolean follows(JournalBatch next) {
    boolean isFirst = at == JournalHeader.BYTES;
    return next.first() == last + 1 && (isFirst ? next.isBase() || last == 0 : !next.isBase());
  }

  /** Returns where the last batch ends. */
  long end() {
    return at;
  }

  /** Returns the last batch. */
  Optional<JournalBatch> batch() {
    return batch;
  }

  /** Returns the number of the last record; 0 if there is none. */
  long last() {
    return batch.isEmpty() ? 0 : last;
  }

  /**
   * Looks for whole batches behind the end. A write that was cut short is the last: if one comes
   * after it, what lies between has been damaged.
   *
   * @return the highest record number of such a batch; empty if there is none
   */
  Optional<Long> behind() throws IOException {
    long highest = last();
    int tries = 0;
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (long from = at; from < size; from += CHUNK) {
      file.read(chunk.clear(), from);
      for (int i = 0; i + Long.BYTES <= chunk.position(); i += Long.BYTES) {
        if (JournalBatch.isHead(chunk.getLong(i))) {
          Optional<JournalBatch> found = JournalBatch.read(file, from + i, size, header.identity());
          highest = Math.max(highest, found.map(JournalBatch::last).orElse(0L));
          if (++tries == TRIES) {
            return Optional.of(highest); // To keep the file is right either way.
          }
        }
      }
    }
    return highest > last() ? Optional.of(highest) : Optional.empty();
  }
}
