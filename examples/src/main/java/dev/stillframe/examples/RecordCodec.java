package dev.stillframe.examples;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * Payloads that vouch for themselves.
 *
 * <pre>
 *      0      sequence number
 *      8      length of the whole payload
 *     16 …    a pattern in which no word is what another record has there
 *     last 8  CRC32C of all before
 * </pre>
 */
public final class RecordCodec {
  /** The smallest payload: no pattern. */
  public static final int SMALLEST = 24;

  private static final int PATTERN_AT = 16;

  // Odd, so that the words of one position differ between any two sequence numbers.
  private static final long FACTOR = 0x9e3779b97f4a7c15L;

  private final ByteBuffer buffer;
  private final CRC32C crc = new CRC32C();

  /**
   * Creates a codec.
   *
   * @param largest how many bytes its records have at most
   */
  public RecordCodec(int largest) {
    buffer = ByteBuffer.allocate(largest).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Returns the bytes that {@link #encode} fills.
   *
   * @return the same array each time
   */
  public byte[] bytes() {
    return buffer.array();
  }

  /**
   * Writes a record to the beginning of {@link #bytes}.
   *
   * @param sequence its number
   * @param length its size in bytes, at least {@link #SMALLEST}
   */
  public void encode(long sequence, int length) {
    buffer.putLong(0, sequence);
    buffer.putLong(8, length);
    int end = length - Long.BYTES;
    int at = PATTERN_AT;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      buffer.putLong(at, pattern(sequence, at));
    }
    for (; at < end; at++) {
      buffer.put(at, (byte) pattern(sequence, at));
    }
    buffer.putLong(end, checksum(end));
  }

  private static long pattern(long sequence, int at) {
    return sequence * FACTOR + at;
  }

  private long checksum(int end) {
    crc.reset();
    crc.update(buffer.array(), 0, end);
    return crc.getValue();
  }

  /**
   * Checks a payload.
   *
   * @param payload all bytes of an entry
   * @return its sequence number
   * @throws BrokenRecordException if it is not just what one call of {@link #encode} wrote
   */
  public static long sequenceOf(byte[] payload) {
    if (payload.length < SMALLEST) {
      throw new BrokenRecordException(payload.length + " bytes are no record");
    }
    RecordCodec expected = new RecordCodec(payload.length);
    ByteBuffer actual = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
    expected.encode(actual.getLong(0), payload.length);
    int mismatch = expected.buffer.mismatch(actual);
    if (mismatch >= 0) {
      throw new BrokenRecordException(
          String.format(
              Locale.ROOT,
              "record %d of %d bytes is torn: its byte %d is not what was committed",
              actual.getLong(0),
              payload.length,
              mismatch));
    }
    return actual.getLong(0);
  }
}
