package dev.stillframe.examples;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.store.ReplaceStore;
import dev.stillframe.store.Seal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A small sorted set of keys with values, as a configuration library keeps it: {@link #get} maps a
 * file and reads it in place, {@link #set} replaces the file.
 *
 * <p>A set never changes. What was got from a file shows that file as it was then, however often it
 * is replaced, because a file that has a name is never written again: {@link ReplaceStore}. So a
 * set may also be written back to the file that it is mapped from. A modification copies. If two
 * processes change one file, the last one wins.
 *
 * <p>Somebody who breaks the rules may truncate or overwrite the file in place. Every look compares
 * the file's size before it touches the mapping and before it believes what it read, so a
 * truncation gives a {@link FormatException}. One thing cannot be caught: if the file is truncated
 * <i>between</i> the two, the virtual machine may throw its {@link InternalError} later, anywhere
 * in the same thread. Who has to outlive that looks in a thread that does nothing else.
 *
 * <p>Any number of threads may look. The mapping goes when the set is garbage.
 */
public final class MappedKeySet implements AutoCloseable {
  /** The newest file and the one before it, which can be got by its own name. */
  private static final int KEEP = 2;

  private final KeySetImage image;

  /** What is mapped; null for a set in private memory. Not a channel, which an interrupt closes. */
  private final RandomAccessFile file;

  private MappedKeySet(KeySetImage image, RandomAccessFile file) {
    this.image = image;
    this.file = file;
  }

  /**
   * Makes a set in private memory.
   *
   * @param map its keys and values
   * @return the set
   * @throws IllegalArgumentException if a text has no UTF-8, or if all together need more than 2
   *     GiB
   */
  public static MappedKeySet of(Map<String, String> map) {
    try {
      return new MappedKeySet(new KeySetImage(KeySetImage.of(map)), null);
    } catch (FormatException e) {
      throw new AssertionError("an image that was just laid out", e);
    }
  }

  /**
   * Maps a set that was {@link #set} under a name, after a check of all its bytes.
   *
   * @param name the file
   * @return the newest set under this name, to be closed
   * @throws NoSuchFileException if none was ever set
   * @throws FormatException if the file is no set of keys, or a damaged one; the set before it can
   *     be got from {@code name.G}, G being its generation
   * @throws IOException if it cannot be read
   */
  public static MappedKeySet get(Path name) throws IOException {
    if (Files.exists(name, NOFOLLOW_LINKS) && !Files.isRegularFile(name, NOFOLLOW_LINKS)) {
      throw new FileSystemException(name.toString(), null, "not a regular file");
    }
    if (!Files.exists(name)) {
      throw new NoSuchFileException(name.toString());
    }
    // Opened once: a second time, another file may have the name.
    RandomAccessFile file = new RandomAccessFile(name.toFile(), "r");
    try {
      return map(file);
    } catch (FormatException e) {
      file.close();
      throw named(name, e);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static FormatException named(Path name, FormatException e) {
    FormatException named = new FormatException(e.reason(), name + ": " + e.getMessage());
    named.initCause(e);
    return named;
  }

  private static MappedKeySet map(RandomAccessFile file) throws IOException {
    FileChannel channel = file.getChannel();
    Seal seal =
        Seal.read(channel)
            .orElseThrow(() -> new FormatException(Reason.UNSEALED, "the file has no seal"));
    seal.verify(channel);
    BufferMemory.requireMappable(seal.length());
    var mapping = channel.map(MapMode.READ_ONLY, 0, seal.length());
    return look(
        file,
        seal.length(),
        () -> {
          KeySetImage image = new KeySetImage(mapping);
          image.check();
          return new MappedKeySet(image, file);
        });
  }

  /**
   * Makes this set the one under a name. When this returns, it survives a power cut; if it throws,
   * the name has what it had.
   *
   * @param name the file; it may be the one that this set was got from
   * @throws FormatException if this set is mapped and its file was damaged meanwhile
   * @throws IOException if another process writes this name, or if the disk is full or fails
   */
  public void set(Path name) throws IOException {
    var copy = look(image::copy);
    new KeySetImage(copy).check(); // What is not whole is not published, wherever it came from.
    try (ReplaceStore store = ReplaceStore.open(name, KEEP)) {
      store.recover();
      store.publish(copy);
    }
  }

  /**
   * Returns the value of a key.
   *
   * @param key which one
   * @return its value, or empty if the set does not have it
   * @throws FormatException if the file was damaged while it was mapped
   * @throws IOException if this set is closed
   */
  public Optional<String> value(String key) throws IOException {
    return look(
        () -> {
          int at = image.find(key);
          return at < 0 ? Optional.empty() : Optional.of(image.value(at));
        });
  }

  /**
   * Returns how many keys the set has.
   *
   * @return at least 0
   */
  public int size() {
    return image.count();
  }

  /**
   * Copies the set, to be changed and made a set again by {@link #of}.
   *
   * @return keys and values; the map's order is that of strings
   * @throws FormatException if the file was damaged while it was mapped
   * @throws IOException if this set is closed
   */
  public SortedMap<String, String> toMap() throws IOException {
    return look(
        () -> {
          SortedMap<String, String> map = new TreeMap<>();
          for (int i = 0; i < image.count(); i++) {
            map.put(image.key(i), image.value(i));
          }
          return map;
        });
  }

  /**
   * Copies the set with one more key, or another value for one that it has.
   *
   * @param key which one
   * @param value its value
   * @return a set in private memory; this one stays what it is
   * @throws FormatException if the file was damaged while it was mapped
   * @throws IOException if this set is closed
   */
  public MappedKeySet with(String key, String value) throws IOException {
    SortedMap<String, String> map = toMap();
    map.put(key, value);
    return of(map);
  }

  /** Closes the file. A set in private memory needs no closing. */
  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  /** What reads a mapping. */
  @FunctionalInterface
  interface Look<T> {
    T at() throws IOException;
  }

  private <T> T look(Look<T> look) throws IOException {
    return file == null ? look.at() : look(file, image.size(), look);
  }

  /** Runs a look at a mapping that others may truncate; believes it only if they did not. */
  static <T> T look(RandomAccessFile file, long size, Look<T> look) throws IOException {
    requireWhole(file, size);
    try {
      T result = look.at();
      requireWhole(file, size);
      return result;
    } catch (InternalError e) {
      FormatException truncated = truncated(size);
      truncated.initCause(e);
      throw truncated;
    }
  }

  private static void requireWhole(RandomAccessFile file, long size) throws IOException {
    if (file.length() < size) {
      throw truncated(size);
    }
  }

  private static FormatException truncated(long size) {
    return new FormatException(
        Reason.TRUNCATED,
        "the file was truncated below " + size + " bytes while it was mapped; get it again");
  }
}
