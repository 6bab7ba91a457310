package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.files.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.UUID;

/**
 * What the first bytes of a file say: whose it is, and what vouches for it.
 *
 * @param identity of the memory that it was taken from; zeros if unknown
 * @param seal empty if there is none
 * @param mark of the twin store; empty if there is none
 * @param isBlank whether there is nothing but zeros, if anything
 */
record FileHead(UUID identity, Optional<Seal> seal, Optional<Mark> mark, boolean isBlank) {
  static final UUID UNKNOWN = new UUID(0, 0);

  private static final int IDENTITY_AT = 32;

  /**
   * Reads the head of a file.
   *
   * @throws FormatException if there is something else where a seal would be
   * @throws IOException if the file cannot be read
   */
  static FileHead of(DiskFile file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Seal.END).order(ByteOrder.LITTLE_ENDIAN);
    file.read(bytes, 0);
    boolean isShort = bytes.hasRemaining();
    boolean isBlank = isBlank(bytes);
    return isShort
        ? new FileHead(UNKNOWN, Optional.empty(), Optional.empty(), isBlank)
        : new FileHead(identity(bytes), Seal.in(bytes), mark(bytes), isBlank);
  }

  private static Optional<Mark> mark(ByteBuffer head) {
    return Mark.isIn(head) ? Optional.of(Mark.of(head)) : Optional.empty();
  }

  private static boolean isBlank(ByteBuffer head) {
    for (int at = 0; at < head.position(); at++) {
      if (head.get(at) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Reads the identity in an image, or in its head. */
  static UUID identity(ByteBuffer image) {
    ByteBuffer words = image.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    return new UUID(words.getLong(IDENTITY_AT), words.getLong(IDENTITY_AT + Long.BYTES));
  }
}
