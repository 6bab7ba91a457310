package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.files.ChannelFile;
import dev.stillframe.files.DiskFile;
import dev.stillframe.memory.PagedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Four words in page 0 by which a snapshot file vouches for itself.
 *
 * <pre>
 *       32  identity     two words, set by whoever created the memory; covered by the checksum
 *       48  magic        {@link #MAGIC}
 *       56  generation   1 for the first snapshot under a name, then one more each time
 *       64  length       of the snapshot, in bytes: the whole file, or its beginning if it is marked
 *       72  checksum     CRC32C of that with this word, and a mark, taken as 0; upper half 0
 *       80  mark         of the twin store, 24 bytes; zero in any other file
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

  /** Where seal and mark end; a file that is shorter has none. */
  static final int END = Mark.AT + Mark.BYTES;

  /** Read, summed up and copied while it is in the processor's cache. */
  private static final int BLOCK = 1 << 18;

  /**
   * Puts a seal on an image in private memory, and clears the place of a mark.
   *
   * @param image the whole snapshot, from index 0 to its capacity; at least one page
   * @param generation at least 1
   */
  public static void stamp(ByteBuffer image, long generation) {
    new Sealing().stamp(new PagedImage(image), generation);
  }

  /**
   * Takes seal and mark off an image, as a memory has none.
   *
   * @param image the whole file
   */
  public static void remove(ByteBuffer image) {
    for (int at = MAGIC_AT; at < Mark.AT; at++) {
      image.put(at, (byte) 0);
    }
    Mark.remove(image);
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
    return read(new ChannelFile(file));
  }

  static Optional<Seal> read(DiskFile file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(END).order(ByteOrder.LITTLE_ENDIAN);
    file.read(head, 0);
    return head.hasRemaining() ? Optional.empty() : in(head);
  }

  /** Reads the seal of a head of little-endian words. */
  static Optional<Seal> in(ByteBuffer head) throws FormatException {
    if (head.getLong(MAGIC_AT) != MAGIC) {
      if (!isZero(head, MAGIC_AT, Mark.AT)) {
        throw new FormatException(
            Reason.SEAL_BROKEN,
            String.format(
                Locale.ROOT,
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
   * @throws FormatException if a byte of the snapshot, of the seal included, is not what was sealed
   * @throws IOException if the file cannot be read
   */
  public void verify(FileChannel file) throws IOException {
    verify(new ChannelFile(file));
  }

  void verify(DiskFile file) throws IOException {
    verify(file, ImageCopy.NONE);
  }

  /** Checks this seal against the file that carries it, and copies what it is for meanwhile. */
  void verify(DiskFile file, ImageCopy copy) throws IOException {
    ByteBuffer first = first(file, length);
    requireLength(file.size(), first.position() >= END && Mark.isIn(first));
    requireChecksum(copy(file, first, length, copy));
  }

  /** Copies a file without a seal: nothing vouches for its bytes. */
  static void copyUnsealed(DiskFile file, ImageCopy copy) throws IOException {
    long length = file.size();
    copy(file, first(file, length), length, copy);
  }

  /**
   * Checks this seal against a copy of what it is for; the copy stays as it is.
   *
   * @param copy in private memory, from index 0 to its capacity
   * @param size bytes of the file that was copied
   * @throws FormatException if a byte of the snapshot, of the seal included, is not what was sealed
   */
  void verify(ByteBuffer copy, long size) throws FormatException {
    ByteBuffer head = ByteBuffer.allocate(END).order(ByteOrder.LITTLE_ENDIAN);
    head.put(0, copy, 0, Math.min(END, copy.capacity()));
    requireLength(size, Mark.isIn(head));
    CRC32C crc = new CRC32C();
    crc.update(asSealed(head));
    crc.update(copy.duplicate().clear().position(END));
    requireChecksum(crc.getValue());
  }

  /** Takes out of a head what came there after its checksum: the mark, and the checksum itself. */
  private static ByteBuffer asSealed(ByteBuffer head) {
    if (Mark.isIn(head)) {
      Mark.remove(head);
    }
    return head.putLong(CHECKSUM_AT, 0);
  }

  private void requireChecksum(long actual) throws FormatException {
    if (actual != checksum) {
      throw new FormatException(
          Reason.SEAL_BROKEN,
          String.format(
              Locale.ROOT, "seal has checksum %08x, the bytes have %08x", checksum, actual));
    }
  }

  /** Checks what can be told from the head alone. */
  void requireLength(long size, boolean isMarked) throws FormatException {
    if (generation < 1) {
      throw new FormatException(Reason.SEAL_BROKEN, "seal has generation " + generation);
    }
    if (length < END) {
      throw new FormatException(Reason.SEAL_BROKEN, "seal is for " + length + " bytes");
    }
    // An image of the twin store keeps its size when a smaller one is written over it.
    if (isMarked ? size < length : size != length) {
      throw new FormatException(
          Reason.TRUNCATED, "seal is for " + length + " bytes, the file has " + size);
    }
  }

  /** Reads the first block of a file; its length may be anything yet. */
  private static ByteBuffer first(DiskFile file, long length) throws IOException {
    int size = (int) Math.max(END, Math.min(BLOCK, length));
    ByteBuffer first = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    file.read(first, 0);
    return first;
  }

  /** Copies the first bytes of a file, as far as it goes; returns what a seal has of them. */
  private static long copy(DiskFile file, ByteBuffer first, long length, ImageCopy copy)
      throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer block = asSealed(first);
    copy.begin();
    for (long at = 0; ; file.read(block.clear(), at)) {
      int size = (int) Math.min(block.position(), length - at);
      crc.update(block.clear().limit(size));
      if (at == 0) {
        remove(block.clear());
      }
      copy.add(block.clear().limit(size));
      at += size;
      if (at >= length || size == 0) {
        return crc.getValue();
      }
    }
  }
}
