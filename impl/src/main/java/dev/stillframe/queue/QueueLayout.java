package dev.stillframe.queue;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.WordMemory;
import java.util.Locale;

/**
 * Where things lie in a file of format v1. All words are 64 bits, little-endian.
 *
 * <pre>
 *        0  version            {@link #VERSION}; written last when a file is configured
 *        8  entry mask         number of descriptors - 1 (a power of two - 1)
 *       16  data mask          bytes in the data ring - 1 (a power of two - 1)
 *       24  write offset       stream offset of the next byte; monotone, never reduced
 *       32  identity           two random words that name this line of states; 0 = unknown
 *       48  seal               six words, zero in memory ({@code dev.stillframe.store.Seal})
 *       96  unused, zero
 *     4096  descriptors        {offset, length} each; length 0 = invalid; ceil(entries / 256) pages
 *        …  data ring          stream offset o lies at byte o &amp; mask; ceil(data / 4096) pages
 *        …  tail               the rest of the file: the user's words
 * </pre>
 *
 * <p>Instances are immutable and hold only numbers that were checked.
 */
public final class QueueLayout {
  /** Bytes in a page; every part starts at a page. */
  public static final long PAGE = 4096;

  /** The version word of format v1. */
  public static final long VERSION = 0x96c2a6f4b68519b3L;

  /** Byte address of the version word. */
  public static final long VERSION_AT = 0;

  /** Byte address of the entry mask. */
  public static final long ENTRY_MASK_AT = 8;

  /** Byte address of the data mask. */
  public static final long DATA_MASK_AT = 16;

  /** Byte address of the write offset. */
  public static final long WRITE_OFFSET_AT = 24;

  /** Byte address of the first of the two identity words. */
  public static final long IDENTITY_AT = 32;

  /** Bytes of the identity. */
  public static final int IDENTITY_BYTES = 16;

  /** Bytes in a descriptor. */
  public static final long DESCRIPTOR_BYTES = 16;

  /**
   * The largest stream offset that is believed; far beyond what can be written, and small enough
   * that no sum of offsets and lengths overflows.
   */
  public static final long MAX_OFFSET = 1L << 62;

  private final int entries;
  private final long dataBytes;

  private QueueLayout(int entries, long dataBytes) {
    this.entries = entries;
    this.dataBytes = dataBytes;
  }

  /**
   * Returns the layout for a geometry that a client may create.
   *
   * @param entries number of descriptors, a power of two, at least 2: with one, a commit would have
   *     to invalidate the newest entry
   * @param dataBytes bytes in the data ring, a power of two, at least 2; twice the largest payload,
   *     so that no commit is refused
   * @return the layout
   * @throws IllegalArgumentException if the geometry is not allowed
   */
  public static QueueLayout of(int entries, long dataBytes) {
    if (entries < 2 || Integer.bitCount(entries) != 1) {
      throw new IllegalArgumentException(
          "entries must be a power of two and at least 2, not " + entries);
    }
    if (dataBytes < 2 || Long.bitCount(dataBytes) != 1) {
      throw new IllegalArgumentException(
          "data bytes must be a power of two and at least 2, not " + dataBytes);
    }
    QueueLayout layout = new QueueLayout(entries, dataBytes);
    if (dataBytes > BufferMemory.MAX_SIZE || layout.tailAt() > BufferMemory.MAX_SIZE) {
      throw new IllegalArgumentException(
          "a file of "
              + entries
              + " entries and "
              + dataBytes
              + " data bytes does not fit one mapping of "
              + BufferMemory.MAX_SIZE
              + " bytes");
    }
    return layout;
  }

  /**
   * Reads the layout that a memory claims to have; each word is read once and checked.
   *
   * @param memory any memory, also a hostile one
   * @return a layout that lies wholly within {@code memory}
   * @throws FormatException if it is not configured, foreign, impossible or truncated
   */
  public static QueueLayout read(WordMemory memory) throws FormatException {
    requireHeader(memory);
    // [queue.header.masks] after the version, which says that they are there.
    return ofMasks(memory.getOpaque(ENTRY_MASK_AT), memory.getOpaque(DATA_MASK_AT), memory.size());
  }

  /** Checks that there is a header page and that its version is v1. */
  static void requireHeader(WordMemory memory) throws FormatException {
    if (memory.size() < PAGE) {
      throw new FormatException(
          Reason.TRUNCATED, memory.size() + " bytes hold no header: a file has at least " + PAGE);
    }
    // [queue.header.version] acquire: with the release in configure(), a reader that sees the
    // version sees the masks. Relaxed, it may take a geometry of zeros for that of the client.
    long version = memory.getAcquire(VERSION_AT);
    if (version == 0) {
      throw new FormatException(
          Reason.UNCONFIGURED, "the version word is 0: no client has configured this memory yet");
    }
    if (version != VERSION) {
      throw new FormatException(
          Reason.FOREIGN,
          String.format(
              Locale.ROOT,
              "version word %016x is not that of format v1 (%016x)",
              version,
              VERSION));
    }
  }

  /** Checks two masks against the size of the memory that they were read from. */
  static QueueLayout ofMasks(long entryMask, long dataMask, long size) throws FormatException {
    requireMask("entry mask", entryMask, size / DESCRIPTOR_BYTES);
    requireMask("data mask", dataMask, size);
    QueueLayout layout = new QueueLayout((int) entryMask + 1, dataMask + 1);
    if (layout.tailAt() > size) {
      throw new FormatException(
          Reason.TRUNCATED,
          String.format(
              Locale.ROOT,
              "%d bytes cannot hold %d entries and %d data bytes: that takes %d",
              size,
              layout.entries,
              layout.dataBytes,
              layout.tailAt()));
    }
    return layout;
  }

  private static void requireMask(String name, long mask, long limit) throws FormatException {
    if (mask < 0 || (mask & (mask + 1)) != 0) {
      throw new FormatException(
          Reason.GEOMETRY,
          String.format(Locale.ROOT, "%s %x is not a power of two - 1", name, mask));
    }
    if (mask >= limit) {
      throw new FormatException(
          Reason.TRUNCATED,
          String.format(
              Locale.ROOT, "%s %x asks for more than the file holds (%d)", name, mask, limit));
    }
  }

  /**
   * Configures a memory whose version word is 0: no entries, write offset 0, version last.
   *
   * @param memory a memory of at least {@link #tailAt} bytes that nobody else writes
   */
  public void configure(WordMemory memory) {
    // [queue.configure.words] before the version, in any order.
    for (int slot = 0; slot < entries; slot++) {
      memory.setOpaque(lengthAt(slot), 0);
    }
    memory.setOpaque(ENTRY_MASK_AT, entries - 1);
    memory.setOpaque(DATA_MASK_AT, dataBytes - 1);
    memory.setOpaque(WRITE_OFFSET_AT, 0);
    // [queue.configure.version] release: a host that sees the version sees the words above.
    memory.setRelease(VERSION_AT, VERSION);
  }

  /** Tells whether this is the layout of two masks, so that it need not be made again. */
  boolean hasMasks(long entryMask, long dataMask) {
    return entryMask == entries - 1 && dataMask == dataBytes - 1;
  }

  /**
   * Returns the number of descriptors.
   *
   * @return a power of two
   */
  public int entries() {
    return entries;
  }

  /**
   * Returns the size of the data ring.
   *
   * @return bytes, a power of two
   */
  public long dataBytes() {
    return dataBytes;
  }

  /**
   * Returns the address of a descriptor's offset word.
   *
   * @param slot from 0 to entries - 1
   * @return a byte address
   */
  public long offsetAt(int slot) {
    return PAGE + slot * DESCRIPTOR_BYTES;
  }

  /**
   * Returns the address of a descriptor's length word.
   *
   * @param slot from 0 to entries - 1
   * @return a byte address
   */
  public long lengthAt(int slot) {
    return offsetAt(slot) + Long.BYTES;
  }

  /**
   * Returns the address of the data ring.
   *
   * @return a byte address, a multiple of the page
   */
  public long dataAt() {
    return PAGE + pages(entries * DESCRIPTOR_BYTES);
  }

  /**
   * Returns the address of the user's tail, which is also the smallest size of a file.
   *
   * @return a byte address, a multiple of the page
   */
  public long tailAt() {
    return dataAt() + pages(dataBytes);
  }

  /** Returns the index in the ring at which a stream offset lies. */
  long ringIndex(long offset) {
    return offset & (dataBytes - 1);
  }

  /** Returns how many of {@code length} bytes from {@code offset} on lie before the ring's end. */
  int beforeWrap(long offset, long length) {
    return (int) Math.min(length, dataBytes - ringIndex(offset));
  }

  /** Returns the slot behind another one. */
  int next(int slot) {
    return (slot + 1) & (entries - 1);
  }

  /** Returns the slot before another one. */
  int previous(int slot) {
    return (slot - 1) & (entries - 1);
  }

  /** Tells whether two descriptor words can be those of an entry at all. */
  boolean isEntry(long offset, long length) {
    return length > 0 && length <= dataBytes && offset >= 0 && offset <= MAX_OFFSET;
  }

  private static long pages(long bytes) {
    return (bytes + PAGE - 1) / PAGE * PAGE;
  }
}
