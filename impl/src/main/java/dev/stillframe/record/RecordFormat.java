package dev.stillframe.record;

/**
 * How a record lies in a buffer of the memory and in a batch of a journal.
 *
 * <pre>
 *        0  head       length of the record in bytes; bit 63: a base
 *        8  bytes      as they were committed
 *           zeros      up to the next multiple of 8
 * </pre>
 */
public final class RecordFormat {
  /** The largest record number that is believed; far beyond what can be written. */
  public static final long MAX_NUMBER = 1L << 62;

  private static final long BASE = Long.MIN_VALUE;

  private RecordFormat() {}

  /**
   * Returns the head of a record.
   *
   * @param length of the record in bytes
   * @param isBase whether it is a base
   * @return its first word
   */
  public static long head(int length, boolean isBase) {
    return isBase ? length | BASE : length;
  }

  /**
   * Tells whether a record is a base.
   *
   * @param head its first word
   * @return true for a base
   */
  public static boolean isBase(long head) {
    return head < 0;
  }

  /**
   * Returns the length that a head says, which may be any.
   *
   * @param head the first word of a record
   * @return bytes, at least 0
   */
  public static long length(long head) {
    return head & ~BASE;
  }

  /**
   * Returns how many words a record takes.
   *
   * @param length of the record in bytes
   * @return words, with the head
   */
  public static int words(int length) {
    return 1 + (length + Long.BYTES - 1 >>> 3);
  }

  /**
   * Returns how many bytes a record takes.
   *
   * @param length of the record in bytes
   * @return bytes with the head, a multiple of 8
   */
  public static long bytes(int length) {
    return words(length) * (long) Long.BYTES;
  }
}
