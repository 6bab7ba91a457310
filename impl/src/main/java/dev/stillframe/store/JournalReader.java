package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.SystemDisk;
import dev.stillframe.record.StateRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.UUID;

/**
 * Goes through the records of a journal, in order, from its base on. It needs no lock: it stops
 * before the first batch that is not whole, and a file that a host replaces stays readable. It may
 * see records that are not reported yet.
 */
public final class JournalReader implements Iterator<StateRecord>, AutoCloseable {
  private final DiskFile file;
  private final JournalHeader header;
  private final JournalScan scan;
  private Iterator<StateRecord> records = Collections.emptyIterator();

  private JournalReader(DiskFile file, Path path) throws IOException {
    this.file = file;
    this.header = JournalHeader.read(file, path);
    this.scan = new JournalScan(file, path, header, file.size());
  }

  /**
   * Opens the journal as it is now.
   *
   * @param name its name, without {@code .journal}
   * @return a reader before the first record
   * @throws NoSuchFileException if there is no journal
   * @throws FormatException if the file is no journal, or its header is damaged
   * @throws IOException if it cannot be read
   */
  public static JournalReader open(Path name) throws IOException {
    return open(SystemDisk.INSTANCE, ReplaceStore.resolve(name));
  }

  /**
   * Opens the file of a journal as it is now.
   *
   * @param file its path, as {@code Handover.journal(System.getenv())} gives it
   * @return a reader before the first record
   * @throws NoSuchFileException if there is no such file
   * @throws FormatException if it is no journal, or its header is damaged
   * @throws IOException if it cannot be read
   */
  public static JournalReader openFile(Path file) throws IOException {
    return openFile(SystemDisk.INSTANCE, file);
  }

  /**
   * Returns the file of a journal.
   *
   * @param name its name, without {@code .journal}
   * @return its path; there need not be such a file
   * @throws IOException if the directory does not exist
   */
  public static Path file(Path name) throws IOException {
    return JournalFiles.path(ReplaceStore.resolve(name));
  }

  static JournalReader open(Disk disk, Path name) throws IOException {
    return openFile(disk, JournalFiles.path(name));
  }

  private static JournalReader openFile(Disk disk, Path path) throws IOException {
    DiskFile file = disk.open(path, false);
    try {
      return new JournalReader(file, path);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Returns the identity of the memory whose records these are.
   *
   * @return its two words
   */
  public UUID identity() {
    return header.identity();
  }

  /**
   * Tells whether there is another record.
   *
   * @throws UncheckedIOException if the file cannot be read, or holds a whole batch that no host
   *     writes; the cause is a {@link FormatException} then
   */
  @Override
  public boolean hasNext() {
    if (!records.hasNext()) {
      try {
        scan.next().ifPresent(batch -> records = batch.records().iterator());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return records.hasNext();
  }

  /**
   * Returns the next record.
   *
   * @throws NoSuchElementException behind the last
   * @throws UncheckedIOException as {@link #hasNext}
   */
  @Override
  public StateRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there is no further record");
    }
    return records.next();
  }

  /** Closes the file. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
