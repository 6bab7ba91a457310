package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Four words in page 0 by which a snapshot file vouches for itself.
 *
 * <pre>
 *       32  identity     two words, set by whoever created the memory; covered by the checksum
 *       48  magic        {@link #MAGIC}
 *       56  generation   1 for the first snapshot under a name, then one more each time
 *       64  length       of the file, in bytes
 *       72  checksum     CRC32C of the whole file with this word taken as 0; upper half 0
 * </pre>
 *
 * @param generation at least 1
 * @param length bytes
 * @param checksum CRC32C
 */
public record Seal(long generation, long length, long checksum) {
  /** The magic word: "STILSEAL" in the order of the bytes in the file. */
  public static final long MAGIC = 0x4c4145534c495453L;

  static final int MAGIC_AT = 48;
  static final int GENERATION_AT = 56;
  static final int LENGTH_AT = 64;
  static final int CHECKSUM_AT = 72;
  private static final int END = 80;
  private static final int CHUNK = 1 << 16;

  /**
   * Puts a seal on an image in private memory.
   *
   * @param image the whole file, from index 0 to its capacity; at least one page
   * @param generation at least 1
   */
  public static void stamp(ByteBuffer image, long generation) {
    ByteBuffer words = image.duplicate().order(ByteOrder.LITTLE_ENDIAN).clear();
    words.putLong(MAGIC_AT, MAGIC);
    words.putLong(GENERATION_AT, generation);
    words.putLong(LENGTH_AT, words.capacity());
    words.putLong(CHECKSUM_AT, 0);
    CRC32C crc = new CRC32C();
    crc.update(words);
    words.putLong(CHECKSUM_AT, crc.getValue());
  }

  /**
   * Takes the seal off an image, as a memory has none.
   *
   * @param image the whole file
   */
  public static void remove(ByteBuffer image) {
    for (int at = MAGIC_AT; at < END; at++) {
      image.put(at, (byte) 0);
    }
  }

  /**
   * Reads the seal that a file claims to have; says nothing about whether it holds.
   *
   * @param file a file open for reading
   * @return the seal, or empty if there is none
   * @throws FormatException if there is something else where a seal would be: it may be a damaged
   *     seal, and such a file must not pass for one of the original's, which has zeros there
   * @throws IOException if the file cannot be read
   */
  public static Optional<Seal> read(FileChannel file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(END).order(ByteOrder.LITTLE_ENDIAN);
    readFully(file, head, 0);
    if (head.hasRemaining()) {
      return Optional.empty();
    }
    if (head.getLong(MAGIC_AT) != MAGIC) {
      if (!isZero(head, MAGIC_AT, END)) {
        throw new FormatException(
            Reason.SEAL_BROKEN,
            String.format(
                "magic word %016x where a seal or zeros should be: damaged, or no snapshot at all",
                head.getLong(MAGIC_AT)));
      }
      return Optional.empty();
    }
    return Optional.of(
        new Seal(head.getLong(GENERATION_AT), head.getLong(LENGTH_AT), head.getLong(CHECKSUM_AT)));
  }

  private static boolean isZero(ByteBuffer bytes, int from, int to) {
    for (int at = from; at < to; at += Long.BYTES) {
      if (bytes.getLong(at) != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Checks this seal against the file that carries it.
   *
   * @param file a file open for reading
   * @throws FormatException if a byte of the file, of the seal included, is not what was sealed
   * @throws IOException if the file cannot be read
   */
  public void verify(FileChannel file) throws IOException {
    if (generation < 1) {
      throw new FormatException(Reason.SEAL_BROKEN, "seal has generation " + generation);
    }
    if (file.size() != length) {
      throw new FormatException(
          Reason.TRUNCATED, "seal is for " + length + " bytes, the file has " + file.size());
    }
    long actual = checksum(file);
    if (actual != checksum) {
      throw new FormatException(
          Reason.SEAL_BROKEN,
          String.format("seal has checksum %08x, the bytes have %08x", checksum, actual));
    }
  }

  private static long checksum(FileChannel file) throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (long at = 0; at < file.size(); at += chunk.limit()) {
      chunk.clear();
      readFully(file, chunk, at);
      if (at == 0 && chunk.position() >= END) {
        chunk.putLong(CHECKSUM_AT, 0);
      }
      chunk.flip();
      if (chunk.limit() == 0) {
        break;
      }
      crc.update(chunk.duplicate());
    }
    return crc.getValue();
  }

  /** Fills a buffer from a position on, as far as the file goes. */
  static void readFully(FileChannel file, ByteBuffer target, long position) throws IOException {
    long at = position;
    while (target.hasRemaining()) {
      int n = file.read(target, at);
      if (n < 0) {
        return;
      }
      at += n;
    }
  }
}
