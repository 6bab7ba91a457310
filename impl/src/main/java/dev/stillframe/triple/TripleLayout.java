package dev.stillframe.triple;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.record.RecordFormat;
import java.util.Locale;
import java.util.UUID;

/**
 * Where things lie in a memory of format "triple", version 1. All words are 64 bits, little-endian.
 *
 * <pre>
 *        0  version            {@link #VERSION}; written last when a memory is configured
 *        8  capacity           bytes of records that a buffer holds, a multiple of 8
 *       32  identity           two random words that name this line of states; 0 = unknown
 *       48  unused, zero
 *     4096  C                  the control word: who may touch which buffer
 *     4160  A                  number of the newest record that is durable; 0 = none
 *     8192  buffer 1           L: number of its first record; 56 bytes unused; then its records
 *        …  buffer 2, 3        each starts at a multiple of 64
 * </pre>
 *
 * <p>A record is a word with its length in bytes (bit 63 set: a base), then its bytes, filled up to
 * a multiple of 8. C and A have a cache line each, because one side writes what the other reads.
 *
 * <p>Instances are immutable and hold only numbers that were checked.
 */
public final class TripleLayout {
  /** The version word: the bytes "STILTRI1". */
  public static final long VERSION = 0x314952544c495453L;

  /** Byte address of the version word. */
  public static final long VERSION_AT = 0;

  /** Byte address of the capacity. */
  public static final long CAPACITY_AT = 8;

  /** Byte address of the first of the two identity words. */
  public static final long IDENTITY_AT = 32;

  /** Bytes before the first buffer: all that is written when a memory is configured. */
  public static final int HEAD_BYTES = 8192;

  /** Byte address of the control word C. */
  public static final long CONTROL_AT = 4096;

  /** Byte address of A, the number of the newest durable record. */
  public static final long DURABLE_AT = 4160;

  private static final long LINE = 64;

  private final long capacity;

  private TripleLayout(long capacity) {
    this.capacity = capacity;
  }

  /**
   * Returns the layout for a capacity.
   *
   * @param capacity bytes of records that a buffer holds, a multiple of 8 and at least 8; a record
   *     of n bytes takes {@link RecordFormat#bytes} of them
   * @return the layout
   * @throws IllegalArgumentException if the capacity is not allowed, or three such buffers do not
   *     fit one mapping
   */
  public static TripleLayout of(long capacity) {
    if (capacity < Long.BYTES || capacity % Long.BYTES != 0) {
      throw new IllegalArgumentException(
          "capacity must be a multiple of 8 and at least 8, not " + capacity);
    }
    if (capacity > BufferMemory.MAX_SIZE || new TripleLayout(capacity).size() > maxSize()) {
      throw new IllegalArgumentException(
          "three buffers of " + capacity + " bytes do not fit one mapping of " + maxSize());
    }
    return new TripleLayout(capacity);
  }

  /**
   * Returns the layout with the largest buffers that fit a size.
   *
   * @param size of the whole memory in bytes
   * @return a layout whose {@link #size} is at most that
   * @throws IllegalArgumentException if not even the smallest buffers fit
   */
  public static TripleLayout within(long size) {
    long lines = (size - HEAD_BYTES) / Control.BUFFERS / LINE;
    if (lines < 2) {
      throw new IllegalArgumentException(
          "a memory of "
              + size
              + " bytes is too small: three buffers need at least "
              + new TripleLayout(LINE).size());
    }
    return of((lines - 1) * LINE);
  }

  private static long maxSize() {
    return BufferMemory.MAX_SIZE;
  }

  /**
   * Reads the layout that a memory claims to have; each word is read once and checked.
   *
   * @param memory any memory, also a hostile one
   * @return a layout that lies wholly within {@code memory}
   * @throws FormatException if it is not configured, foreign, impossible or truncated
   */
  public static TripleLayout read(WordMemory memory) throws FormatException {
    if (memory.size() < HEAD_BYTES) {
      throw new FormatException(
          Reason.TRUNCATED,
          memory.size() + " bytes hold no header: a memory has at least " + HEAD_BYTES);
    }
    // [triple.header.version] acquire: with the release in configure(), who sees the version sees
    // the capacity and A. Relaxed, it may take a capacity of zero, or number records again.
    long version = memory.getAcquire(VERSION_AT);
    if (version == 0) {
      throw new FormatException(
          Reason.UNCONFIGURED, "the version word is 0: no host has configured this memory yet");
    }
    if (version != VERSION) {
      throw new FormatException(
          Reason.FOREIGN,
          String.format(Locale.ROOT, "version word %016x is not that of a triple buffer", version));
    }
    // [triple.header.capacity] after the version, which says that it is there.
    long capacity = memory.getOpaque(CAPACITY_AT);
    if (capacity < Long.BYTES || capacity % Long.BYTES != 0) {
      throw new FormatException(
          Reason.GEOMETRY, "capacity " + capacity + " is not a positive multiple of 8");
    }
    if (capacity > memory.size() || new TripleLayout(capacity).size() > memory.size()) {
      throw new FormatException(
          Reason.TRUNCATED,
          memory.size() + " bytes cannot hold three buffers of " + capacity + " bytes");
    }
    return new TripleLayout(capacity);
  }

  /**
   * Configures a memory whose version word is 0, before any client opens it: nothing is offered,
   * and records up to a number are durable, so that a client numbers its own after these.
   *
   * @param memory a memory of at least {@link #size} bytes that nobody else writes
   * @param durable number of the newest durable record; 0 if there is none
   */
  public void configure(WordMemory memory, long durable) {
    if (durable < 0 || durable > RecordFormat.MAX_NUMBER) {
      throw new IllegalArgumentException(durable + " is no number of a record");
    }
    // [triple.configure.words] before the version, in any order.
    memory.setOpaque(CAPACITY_AT, capacity);
    memory.setOpaque(CONTROL_AT, 0);
    memory.setOpaque(DURABLE_AT, durable);
    // [triple.configure.version] release: who sees the version sees the words above.
    memory.setRelease(VERSION_AT, VERSION);
  }

  /**
   * Configures a memory as {@link #configure(WordMemory, long)} does, and gives it an identity, so
   * that its records are never taken for those of another one.
   *
   * @param memory a memory of at least {@link #size} bytes that nobody else writes
   * @param durable number of the newest durable record; 0 if there is none
   * @param identity the two words, as in the store of its records
   */
  public void configure(WordMemory memory, long durable, UUID identity) {
    // [triple.configure.identity] before the version, in any order with the other words.
    memory.setOpaque(IDENTITY_AT, identity.getMostSignificantBits());
    memory.setOpaque(IDENTITY_AT + Long.BYTES, identity.getLeastSignificantBits());
    configure(memory, durable);
  }

  /**
   * Reads the identity of a memory whose layout was read.
   *
   * @param memory a configured memory
   * @return its two words; both 0 if it has none
   */
  public static UUID identity(WordMemory memory) {
    // [triple.identity] after the version, which says that it is there.
    return new UUID(memory.getOpaque(IDENTITY_AT), memory.getOpaque(IDENTITY_AT + Long.BYTES));
  }

  /**
   * Returns the capacity.
   *
   * @return bytes of records that a buffer holds
   */
  public long capacity() {
    return capacity;
  }

  /**
   * Returns the smallest size of a memory with this layout.
   *
   * @return bytes
   */
  public long size() {
    return firstNumberAt(Control.BUFFERS + 1);
  }

  /** Returns the capacity of a buffer in words. */
  int capacityWords() {
    return (int) (capacity / Long.BYTES);
  }

  /** Returns the address of L of a buffer, from 1 to 3. */
  long firstNumberAt(int buffer) {
    return HEAD_BYTES + (buffer - 1) * ((LINE + capacity + LINE - 1) / LINE * LINE);
  }

  /** Returns the address of the record that begins behind so many words of a buffer. */
  long recordAt(int buffer, int words) {
    return firstNumberAt(buffer) + LINE + words * (long) Long.BYTES;
  }
}
