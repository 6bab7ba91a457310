package dev.stillframe.memory;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import java.util.Locale;

/**
 * The layout of a memory of format "remap", version 1. All words are 64 bits, little-endian. It is
 * in this module because reading such a memory, unlike capturing it, needs no newer Java.
 *
 * <pre>
 *        0  version            {@link #VERSION}; written last when a memory is configured
 *        8  sequence           odd while a transaction is under way, one more at its begin and end
 *       32  identity           two random words that name this line of states
 *       48  seal               zero in memory
 *     4096  data               the client's own
 * </pre>
 */
public final class RemapLayout {
  /** The version word: the bytes "STILRMP1". */
  public static final long VERSION = 0x31504d524c495453L;

  /** Byte address of the version word. */
  public static final int VERSION_AT = 0;

  /** Byte address of the sequence word. */
  public static final int SEQUENCE_AT = 8;

  /** Byte address of the first of the two identity words. */
  public static final int IDENTITY_AT = 32;

  /** Bytes of the identity. */
  public static final int IDENTITY_BYTES = 16;

  /** Byte address of the data. */
  public static final int DATA_AT = 4096;

  private RemapLayout() {}

  /**
   * Checks the size of a memory before any word of it is read.
   *
   * @param size in bytes
   * @throws FormatException if it is too small for a header
   */
  public static void requireHeader(long size) throws FormatException {
    if (size < DATA_AT) {
      throw new FormatException(
          Reason.TRUNCATED, size + " bytes hold no header: a memory has at least " + DATA_AT);
    }
  }

  /**
   * Checks a version word.
   *
   * @param version as read
   * @throws FormatException if the memory is not configured, or foreign
   */
  public static void requireVersion(long version) throws FormatException {
    if (version == 0) {
      throw new FormatException(
          Reason.UNCONFIGURED, "the version word is 0: no client has configured this memory yet");
    }
    if (version != VERSION) {
      throw new FormatException(
          Reason.FOREIGN,
          String.format(
              Locale.ROOT, "version word %016x is not that of a memory of remap capture", version));
    }
  }

  /**
   * Tells whether a transaction is under way, or was when the client died.
   *
   * @param sequence the sequence word as read
   * @return true if the memory holds part of a transaction
   */
  public static boolean isWithinTransaction(long sequence) {
    return (sequence & 1) != 0;
  }
}
