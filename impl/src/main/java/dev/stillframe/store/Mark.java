package dev.stillframe.store;

import dev.stillframe.files.ChannelFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * Three words in page 0 of an image of the twin store, in one sector with the seal, that say
 * whether its last publication has been synced. The seal's checksum takes them as 0.
 *
 * <pre>
 *       80  state    {@link #DIRTY} or {@link #CLEAR}; anything else: there is no mark
 *       88  boot     two words: the identity of the boot in which the mark was written; 0 = unknown
 * </pre>
 *
 * @param isDirty whether a publication has begun and was not synced
 * @param boot the one in which this was written
 */
public record Mark(boolean isDirty, Boot boot) {
  /** "STILDIRT" in the order of the bytes in the file. */
  public static final long DIRTY = 0x545249444c495453L;

  /** "STILCLER" in the order of the bytes in the file. */
  public static final long CLEAR = 0x52454c434c495453L;

  static final int AT = 80;
  static final int BYTES = 24;

  private static final int BOOT_AT = AT + Long.BYTES;

  /**
   * Reads the mark of a file.
   *
   * @param file a file open for reading
   * @return empty if it has none, and so is no image that a twin store wrote
   * @throws IOException if the file cannot be read
   */
  public static Optional<Mark> read(FileChannel file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(AT + BYTES).order(ByteOrder.LITTLE_ENDIAN);
    new ChannelFile(file).read(head, 0);
    return head.hasRemaining() || !isIn(head) ? Optional.empty() : Optional.of(of(head));
  }

  /** Tells whether there is a mark in a head of little-endian words. */
  static boolean isIn(ByteBuffer head) {
    long state = head.getLong(AT);
    return state == DIRTY || state == CLEAR;
  }

  /** Reads the mark of a head that has one. */
  static Mark of(ByteBuffer head) {
    return new Mark(
        head.getLong(AT) == DIRTY,
        new Boot(head.getLong(BOOT_AT), head.getLong(BOOT_AT + Long.BYTES)));
  }

  /** Puts this mark into a head of little-endian words. */
  void put(ByteBuffer head) {
    head.putLong(AT, isDirty ? DIRTY : CLEAR);
    head.putLong(BOOT_AT, boot.high());
    head.putLong(BOOT_AT + Long.BYTES, boot.low());
  }

  /** Returns the bytes of this mark alone. */
  ByteBuffer bytes() {
    ByteBuffer head = ByteBuffer.allocate(AT + BYTES).order(ByteOrder.LITTLE_ENDIAN);
    put(head);
    return head.position(AT);
  }

  /** Takes the mark out of a page 0. */
  static void remove(ByteBuffer head) {
    for (int at = AT; at < AT + BYTES; at++) {
      head.put(at, (byte) 0);
    }
  }

  /**
   * Tells whether this was written in a boot.
   *
   * @param current that boot
   * @return false also if it is not known
   */
  public boolean isOf(Boot current) {
    return current.isKnown() && boot.equals(current);
  }
}
