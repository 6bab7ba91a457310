package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.SystemDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the file of a journal holds, for people; looked at without a lock.
 *
 * @param size of the file in bytes
 * @param identity of the memory whose records these are
 * @param batches those that are whole and follow one another
 * @param end where the last of them ends, in bytes
 * @param lastLost number of the last record of a whole batch behind the end: what lies between is
 *     damaged; empty if what lies there is nothing, or a write that was cut short
 */
public record JournalContents(
    long size, UUID identity, List<Batch> batches, long end, Optional<Long> lastLost) {

  /** The version word with which the file begins. */
  public static final long VERSION = JournalHeader.VERSION;

  /**
   * Records that got into the journal together.
   *
   * @param at where it begins, in bytes
   * @param bytes its length
   * @param first number of the first record
   * @param last number of the last record
   * @param beginsWithBase whether the first record is a base
   */
  public record Batch(long at, long bytes, long first, long last, boolean beginsWithBase) {}

  /**
   * Looks at a file as it is now.
   *
   * @param path of the file
   * @return what it holds
   * @throws FormatException if it is no journal, its header is damaged, or it holds a whole batch
   *     that no host writes
   * @throws IOException if it cannot be read
   */
  public static JournalContents of(Path path) throws IOException {
    try (DiskFile file = SystemDisk.INSTANCE.open(path, false)) {
      JournalHeader header = JournalHeader.read(file, path);
      long size = file.size();
      JournalScan scan = new JournalScan(file, path, header, size);
      List<Batch> batches = new ArrayList<>();
      long at = scan.end();
      for (var next = scan.next(); next.isPresent(); next = scan.next()) {
        JournalBatch batch = next.get();
        batches.add(new Batch(at, scan.end() - at, batch.first(), batch.last(), batch.isBase()));
        at = scan.end();
      }
      return new JournalContents(size, header.identity(), batches, at, scan.behind());
    }
  }

  /**
   * Returns the number of the newest record that stands.
   *
   * @return 0 if there is none
   */
  public long durable() {
    return batches.isEmpty() ? 0 : batches.get(batches.size() - 1).last();
  }

  /**
   * Returns how much lies behind the last batch.
   *
   * @return bytes; not 0 while a host appends, and after it was killed there
   */
  public long rest() {
    return size - end;
  }
}
