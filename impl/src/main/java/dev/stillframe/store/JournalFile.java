package dev.stillframe.store;

import dev.stillframe.files.DiskFile;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.record.RecordFormat;
import dev.stillframe.record.StateRecord;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A file that a journal writes, and how far what stands in it goes. */
final class JournalFile implements Closeable {
  private final DiskFile file;
  private final Path path;
  private final JournalHeader header;
  private long end;
  private long last;

  private JournalFile(DiskFile file, Path path, JournalHeader header, long end, long last) {
    this.file = file;
    this.path = path;
    this.header = header;
    this.end = end;
    this.last = last;
  }

  /**
   * Writes the header of a new file.
   *
   * @param file empty
   * @param path where it will be
   */
  static JournalFile begin(DiskFile file, Path path, JournalHeader header) throws IOException {
    file.write(header.bytes(), 0);
    return new JournalFile(file, path, header, JournalHeader.BYTES, 0);
  }

  /** Takes up a file as far as a scan has come. */
  static JournalFile found(DiskFile file, Path path, JournalScan scan) {
    return new JournalFile(file, path, scan.header(), scan.end(), scan.last());
  }

  /** Goes on through another descriptor of the same file. */
  JournalFile reopened(DiskFile other) {
    return new JournalFile(other, path, header, end, last);
  }

  /** Tells whether it can be read and written: an interrupt closes it. */
  boolean isOpen() {
    return file.isOpen();
  }

  JournalHeader header() {
    return header;
  }

  /** Returns the number of the last record; 0 if there is none. */
  long last() {
    return last;
  }

  /** Returns the records that are to be written behind what stands: from the last base on. */
  List<StateRecord> fresh(List<StateRecord> records) {
    long previous = last;
    int from = records.size();
    for (int i = 0; i < records.size(); i++) {
      StateRecord record = records.get(i);
      if (previous > last || record.number() > last) {
        boolean follows =
            record.isBase() ? record.number() > previous : record.number() == previous + 1;
        if (!follows || record.number() > RecordFormat.MAX_NUMBER) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "behind record %d of %s comes record %d",
                  previous,
                  path,
                  record.number()));
        }
        if (previous == last || record.isBase()) {
          from = i;
        }
        previous = record.number();
      }
    }
    return records.subList(from, records.size());
  }

  /** Tells whether all records of a batch are to be written behind what stands. */
  boolean isFresh(RecordBatch batch) {
    boolean follows = batch.isBase() ? batch.first() > last : batch.first() == last + 1;
    return follows && batch.last() <= RecordFormat.MAX_NUMBER;
  }

  /** Writes a batch behind the last one; it stands only if this returns. */
  void append(RecordBatch records, boolean isSynced) throws IOException {
    if (records.isEmpty()) {
      return;
    }
    JournalBatch batch = JournalBatch.of(records, header.salt(), end);
    file.write(batch.bytes().duplicate().clear(), end);
    if (isSynced) {
      file.sync();
    }
    end += batch.bytes().capacity();
    last = batch.last();
  }

  void sync() throws IOException {
    file.sync();
  }

  /**
   * Reads back all that stands, through a descriptor that was opened by the name.
   *
   * @throws IOException if it is not all there, or not whole any more
   */
  void verify(DiskFile named) throws IOException {
    JournalScan scan = JournalScan.toTheEnd(named, path);
    if (!scan.header().equals(header) || scan.end() != end || scan.last() != last) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s does not hold the records up to %d any more, which were reported: it ends with %d",
              path,
              last,
              scan.last()));
    }
  }

  /** Copies what stands to a file with the same salt, each batch checked again. */
  void copyTo(JournalFile next) throws IOException {
    JournalScan scan = new JournalScan(file, path, header, end);
    while (scan.end() < end) {
      long at = scan.end();
      JournalBatch batch =
          scan.next()
              .orElseThrow(
                  () ->
                      new IOException(
                          String.format(
                              Locale.ROOT,
                              "the batch at byte %d of %s was whole and is not any more",
                              at,
                              path)));
      next.file.write(batch.bytes().duplicate().clear(), at);
    }
    next.end = end;
    next.last = last;
  }

  /**
   * Cuts off what is behind the last batch, and makes that durable. Its sync may have failed before
   * the host was killed; then only what is written again is synced. All before it was synced before
   * it was written.
   *
   * @param batch the last one, if there is any
   */
  void repair(Optional<JournalBatch> batch) throws IOException {
    if (file.size() > end) {
      file.setSize(end);
    }
    if (batch.isPresent()) {
      ByteBuffer bytes = batch.get().bytes().duplicate().clear();
      file.write(bytes, end - bytes.capacity());
    }
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
