package dev.stillframe.files;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * What is known of a store and its memory: whose memory it is, and where. One stands beside the
 * store, a copy of it beside the memory.
 *
 * <pre>
 *        0  version    {@link #VERSION}
 *        8  checksum   CRC32C of all bytes with this word taken as 0; upper half 0
 *       16  length     bytes of the whole record
 *       24  number     of two records the one with the higher number counts
 *       32  identity   two words: that of the store, its memory and its images
 *       48  kind       of the store, 1 replace, 2 twin, 3 journal
 *       56  state      of the memory, see {@link Memory}
 *       64  boot       two words: the boot in which the memory was made; 0, 0 = unknown
 *       80  namespace  of mounts, in which it was made: its inode; 0 = unknown
 *       88  device     of the memory
 *       96  inode      of the memory; 0 = not made yet
 *      104  inode      of the record beside the store
 *      112  device     of the store's directory
 *      120  inode      of the store's directory
 *      128  bytes      of the memory's path; 0 = it was passed to the host as a descriptor
 *      136  bytes      of the store's name
 *      144  path of the memory, then name of the store
 * </pre>
 *
 * @param identity of the store
 * @param kind of the store
 * @param memory where its memory is
 * @param store where the store is
 */
public record StoreRecord(UUID identity, Kind kind, Memory memory, Home store) {
  /** "STILSTO1" in the order of the bytes in the file. */
  public static final long VERSION = 0x314f54534c495453L;

  /** How many bytes a record has at most: two paths as long as the system takes them. */
  public static final int MOST_BYTES = 1 << 14;

  static final int VERSION_AT = 0;
  private static final int CHECKSUM_AT = 8;
  private static final int LENGTH_AT = 16;
  private static final int NUMBER_AT = 24;
  private static final int HEAD_BYTES = 144;

  /** How a store keeps what was captured. */
  public enum Kind {
    /** A new file replaces the old one. */
    REPLACE,
    /** Two files in turn. */
    TWIN,
    /** One file to which increments are appended. */
    JOURNAL
  }

  /** What may be in a memory. */
  public enum Content {
    /** There is none. */
    NONE,
    /** It is being made: no client of the host has seen it. */
    MADE,
    /** A client may have committed to it. */
    USED,
    /** All of it is on disk, and it may be removed. */
    SAVED
  }

  /**
   * A memory.
   *
   * @param content what may be in it
   * @param boot in which it was made; zeros if unknown
   * @param mounts the mount namespace in which it was made; 0 if unknown
   * @param key its device and inode; zeros if it is not made yet
   * @param path where it was made; empty if it was passed to the host
   */
  public record Memory(Content content, UUID boot, long mounts, FileKey key, Optional<Path> path) {
    /** No memory. */
    public static final Memory NONE =
        new Memory(Content.NONE, new UUID(0, 0), 0, FileKey.NONE, Optional.empty());

    /**
     * Returns the same memory with other content.
     *
     * @param other what may be in it
     * @return a memory at the same place
     */
    public Memory with(Content other) {
      return new Memory(other, boot, mounts, key, path);
    }
  }

  /**
   * Where a store is.
   *
   * @param directory device and inode of its directory
   * @param record inode of the record beside it
   * @param name path of the store when the record was written
   */
  public record Home(FileKey directory, long record, Path name) {}

  /**
   * Returns the same record for another memory.
   *
   * @param other the memory
   * @return a record of the same store
   */
  public StoreRecord with(Memory other) {
    return new StoreRecord(identity, kind, other, store);
  }

  /** Returns the bytes of this record. */
  ByteBuffer encode(long number) {
    byte[] path = memory.path.map(StoreRecord::bytes).orElse(new byte[0]);
    byte[] name = bytes(store.name);
    int length = HEAD_BYTES + path.length + name.length;
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(VERSION).putLong(0).putLong(length).putLong(number);
    put(bytes, identity);
    bytes.putLong(kind.ordinal() + 1).putLong(memory.content.ordinal());
    put(bytes, memory.boot);
    bytes.putLong(memory.mounts).putLong(memory.key.device()).putLong(memory.key.inode());
    bytes.putLong(store.record).putLong(store.directory.device());
    bytes.putLong(store.directory.inode()).putLong(path.length).putLong(name.length);
    bytes.put(path).put(name);
    return bytes.putLong(CHECKSUM_AT, checksum(bytes.array(), length)).clear();
  }

  private static void put(ByteBuffer bytes, UUID words) {
    bytes.putLong(words.getMostSignificantBits()).putLong(words.getLeastSignificantBits());
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }

  /** Returns the number of the record that these bytes hold; empty if they hold none. */
  static Optional<Long> number(byte[] bytes) {
    ByteBuffer words = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < HEAD_BYTES || words.getLong(VERSION_AT) != VERSION) {
      return Optional.empty();
    }
    long length = words.getLong(LENGTH_AT);
    long checksum = words.getLong(CHECKSUM_AT);
    words.putLong(CHECKSUM_AT, 0);
    boolean isWhole =
        length >= HEAD_BYTES
            && length <= bytes.length
            && checksum(words.array(), (int) length) == checksum;
    return isWhole ? Optional.of(words.getLong(NUMBER_AT)) : Optional.empty();
  }

  /** Returns the record that these bytes hold; empty if they hold none. */
  static Optional<StoreRecord> decode(byte[] bytes) {
    if (number(bytes).isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(32);
    try {
      UUID identity = uuid(words);
      Kind kind = Kind.values()[(int) (words.getLong() - 1)];
      Content content = Content.values()[(int) words.getLong()];
      UUID boot = uuid(words);
      long mounts = words.getLong();
      FileKey key = new FileKey(words.getLong(), words.getLong());
      long record = words.getLong();
      FileKey directory = new FileKey(words.getLong(), words.getLong());
      byte[] path = new byte[Math.toIntExact(words.getLong())];
      byte[] name = new byte[Math.toIntExact(words.getLong())];
      words.get(path).get(name);
      Optional<Path> memory = path.length == 0 ? Optional.empty() : Optional.of(path(path));
      return Optional.of(
          new StoreRecord(
              identity,
              kind,
              new Memory(content, boot, mounts, key, memory),
              new Home(directory, record, path(name))));
    } catch (RuntimeException e) {
      return Optional.empty(); // Its checksum holds, and still no host of ours wrote it.
    }
  }

  private static UUID uuid(ByteBuffer words) {
    return new UUID(words.getLong(), words.getLong());
  }

  /** Returns the bytes of a path as the system has them, whatever the locale makes of them. */
  static byte[] bytes(Path path) {
    String encoded = path.toAbsolutePath().toUri().getRawPath();
    ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
    for (int at = 0; at < encoded.length(); at++) {
      if (encoded.charAt(at) == '%') {
        bytes.put((byte) HexFormat.fromHexDigits(encoded, at + 1, at + 3));
        at += 2;
      } else {
        bytes.put((byte) encoded.charAt(at));
      }
    }
    // A directory gets a slash at its end.
    int length =
        bytes.position() > 1 && encoded.endsWith("/") ? bytes.position() - 1 : bytes.position();
    return Arrays.copyOf(bytes.array(), length);
  }

  static Path path(byte[] bytes) {
    StringBuilder encoded = new StringBuilder("file://");
    for (byte one : bytes) {
      boolean isPlain =
          one == '/'
              || one >= '0' && one <= '9'
              || one >= 'a' && one <= 'z'
              || one >= 'A' && one <= 'Z';
      if (isPlain) {
        encoded.append((char) one);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(one));
      }
    }
    return Path.of(URI.create(encoded.toString()));
  }
}
