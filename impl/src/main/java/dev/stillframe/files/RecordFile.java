package dev.stillframe.files;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The file beside a store that keeps its {@link StoreRecord}, locked by the one host of the store.
 *
 * <p>It has room for two records, which are written in turn, each by one write: one that a power
 * cut has torn leaves the one before. The file is never replaced, because it is locked, and never
 * synced: what it says of a memory counts within its boot only, and the identity is in every image.
 */
public final class RecordFile implements AutoCloseable {
  /** Locked by the host. */
  public static final long HOST_BYTE = 0;

  private static final int SLOTS = 2;

  private final Path path;
  private final LockFile file;
  private long number;
  private StoreRecord last;

  /** Closed only with the locks: closing any channel on the file drops them. */
  private final List<FileChannel> channels = new ArrayList<>();

  private RecordFile(Path path, LockFile file) throws IOException {
    this.path = path;
    this.file = file;
    channels.add(PrivateFiles.open(path, READ, WRITE));
  }

  private FileChannel channel() {
    return channels.get(channels.size() - 1);
  }

  /**
   * Returns where the record of a store is.
   *
   * @param name of the store
   * @return its path
   */
  public static Path path(Path name) {
    return name.resolveSibling(name.getFileName() + ".store");
  }

  /**
   * Opens and locks the record of a store, and makes an empty one where there is none.
   *
   * @param name of the store
   * @return empty if another host has locked it
   * @throws IOException if the file is somebody else's, or can be neither created nor opened
   */
  public static Optional<RecordFile> lock(Path name) throws IOException {
    Path path = path(name);
    LockFile file = LockFile.openOrCreate(path);
    RecordFile record = null;
    boolean isOurs = false;
    try {
      isOurs = file.lock(HOST_BYTE, LockFile.PATIENCE).isPresent();
      if (isOurs) {
        isOurs = false;
        record = new RecordFile(path, file);
        requireOurs(path, read(record.channel(), 0));
        isOurs = true;
      }
      return Optional.ofNullable(record);
    } finally {
      if (record != null && !isOurs) {
        record.close();
      } else if (!isOurs) {
        file.close();
      }
    }
  }

  /** What a power cut has left of a record are zeros, or a record that is torn. */
  private static void requireOurs(Path path, byte[] first) throws IOException {
    ByteBuffer head = ByteBuffer.wrap(first, 0, Math.min(Long.BYTES, first.length));
    boolean isOurs = first.length == 0;
    if (first.length >= Long.BYTES) {
      long version = head.order(ByteOrder.LITTLE_ENDIAN).getLong();
      isOurs = version == StoreRecord.VERSION || version == 0;
    }
    if (!isOurs) {
      throw new IOException(
          path + " is no record of a store: move it away, or choose another name for the snapshot");
    }
  }

  /**
   * Returns which file this is.
   *
   * @return empty if it has lost its name
   * @throws IOException if that cannot be found out
   */
  public Optional<FileKey> key() throws IOException {
    return FileKey.of(path);
  }

  /**
   * Returns the locks on this file.
   *
   * @return closed with this
   */
  public LockFile file() {
    return file;
  }

  /**
   * Reads the record.
   *
   * @return empty if there is none that is whole
   * @throws IOException if it cannot be read
   */
  public Optional<StoreRecord> read() throws IOException {
    byte[] newest = newest(read(channel(), 0), read(channel(), StoreRecord.MOST_BYTES));
    number = StoreRecord.number(newest).orElse(0L);
    Optional<StoreRecord> found = StoreRecord.decode(newest);
    last = found.orElse(null);
    return found;
  }

  /**
   * Returns what was read or written last.
   *
   * @return empty if nothing was
   */
  public Optional<StoreRecord> last() {
    return Optional.ofNullable(last);
  }

  /**
   * Reads the record in a file that this process does not lock.
   *
   * @param path of the record
   * @return empty if there is no such file, or no record in it that is whole
   * @throws IOException if it cannot be read
   */
  public static Optional<StoreRecord> read(Path path) throws IOException {
    try (FileChannel channel = PrivateFiles.open(path, READ)) {
      return StoreRecord.decode(newest(read(channel, 0), read(channel, StoreRecord.MOST_BYTES)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static byte[] read(FileChannel channel, long at) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(StoreRecord.MOST_BYTES);
    new ChannelFile(channel).read(bytes, at);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static byte[] newest(byte[] first, byte[] second) {
    long one = StoreRecord.number(first).orElse(0L);
    long other = StoreRecord.number(second).orElse(0L);
    return one >= other ? first : second;
  }

  /**
   * Writes a record.
   *
   * @param record what is to be known from now on
   * @throws IOException if that fails; the record before still stands
   */
  public void write(StoreRecord record) throws IOException {
    long next = number + 1;
    ByteBuffer bytes = record.encode(next);
    if (bytes.remaining() > StoreRecord.MOST_BYTES) {
      throw new IOException(path + ": the paths of store and memory are too long");
    }
    PrivateFiles.writeFully(channel(), bytes, number % SLOTS * StoreRecord.MOST_BYTES);
    number = next;
    last = record;
  }

  /**
   * Makes the file anew that has lost its name, with what it says.
   *
   * @return false if somebody else has locked the one that has the name now
   * @throws IOException if it can be neither made, locked nor written
   */
  public boolean renew() throws IOException {
    if (file.hasName()) {
      return true;
    }
    if (!file.renew()) {
      return false;
    }
    channels.add(PrivateFiles.open(path, READ, WRITE));
    number = 0;
    channel().truncate(0);
    if (last != null) {
      write(last);
    }
    return true;
  }

  /**
   * Writes a copy of a record beside a memory.
   *
   * @param path of the copy; replaced if it is there
   * @param record what it is to say
   * @throws IOException if that fails
   */
  public static void writeCopy(Path path, StoreRecord record) throws IOException {
    try (FileChannel channel = PrivateFiles.openOrCreate(path)) {
      PrivateFiles.writeFully(channel, record.encode(1), 0);
    }
  }

  /** Gives up the lock. */
  @Override
  public void close() throws IOException {
    try (file) {
      for (FileChannel channel : channels) {
        channel.close();
      }
    }
  }
}
