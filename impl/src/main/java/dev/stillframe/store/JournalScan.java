package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.files.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;

/** Goes through the batches of a journal for as long as they are whole. */
final class JournalScan {
  private static final int CHUNK = 1 << 16;

  private final DiskFile file;
  private final Path path;
  private final JournalHeader header;
  private final long size;
  private long last;
  private long at = JournalHeader.BYTES;
  private Optional<JournalBatch> batch = Optional.empty();

  JournalScan(DiskFile file, Path path, JournalHeader header, long size) {
    this.file = file;
    this.path = path;
    this.header = header;
    this.size = size;
    this.last = header.first() - 1;
  }

  /** Goes through all of a file. */
  static JournalScan toTheEnd(DiskFile file, Path path) throws IOException {
    JournalScan scan = new JournalScan(file, path, JournalHeader.read(file, path), file.size());
    while (scan.next().isPresent()) {
      // Goes to the last.
    }
    return scan;
  }

  JournalHeader header() {
    return header;
  }

  /** Returns the size of the file. */
  long size() {
    return size;
  }

  /**
   * Goes to the next batch.
   *
   * @return empty if there is none, or none that is whole
   * @throws FormatException if it is whole and does not follow the one before: no host writes that
   * @throws IOException if the file cannot be read
   */
  Optional<JournalBatch> next() throws IOException {
    Optional<JournalBatch> next = JournalBatch.read(file, path, at, size, header.salt());
    if (next.isPresent()) {
      if (!follows(next.get())) {
        String kind = next.get().isBase() ? "base " : "record ";
        throw JournalBatch.unlike(
            path, at, "begins with " + kind + next.get().first() + " behind record " + last);
      }
      batch = next;
      last = next.get().last();
      at += next.get().bytes().capacity();
    }
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
   * after it, what lies between has been damaged. If the head of what is not whole is, it ends
   * where that says, and nothing within it is looked at; otherwise anything may be anywhere.
   *
   * @return the highest record number of such a batch; empty if there is none
   */
  Optional<Long> behind() throws IOException {
    long highest = last();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    file.read(chunk.limit(JournalBatch.HEAD), at);
    long begin = at + JournalBatch.length(chunk.flip(), header.salt(), at);
    int step = CHUNK - JournalBatch.HEAD + Long.BYTES; // A head may begin in one chunk's last word.
    for (long from = begin; from < size; from += step) {
      file.read(chunk.clear(), from);
      chunk.flip();
      while (chunk.remaining() >= JournalBatch.HEAD) {
        long place = from + chunk.position();
        if (JournalBatch.length(chunk, header.salt(), place) > 0) {
          highest = Math.max(highest, lastOf(place));
        }
        chunk.position(chunk.position() + Long.BYTES);
      }
    }
    return highest > last() ? Optional.of(highest) : Optional.empty();
  }

  private long lastOf(long place) throws IOException {
    return JournalBatch.read(file, path, place, size, header.salt())
        .map(JournalBatch::last)
        .orElse(0L);
  }
}
