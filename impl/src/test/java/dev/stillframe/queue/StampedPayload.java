package dev.stillframe.queue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Payloads each of whose words tells which commit it belongs to and where in it: bytes of two
 * commits, or a descriptor mixed from two, never pass for one commit.
 */
public final class StampedPayload {
  private static final int MAX_WORDS = 16;

  private StampedPayload() {}

  /** Returns the payload of a commit of {@code words} words at a stream offset. */
  public static byte[] at(long offset, int words) {
    ByteBuffer payload = ByteBuffer.allocate(words * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < words; i++) {
      payload.putLong(word(offset, words, i));
    }
    return payload.array();
  }

  /** Tells whether bytes are the payload of a commit at a stream offset, of just their length. */
  public static boolean isAt(long offset, byte[] bytes) {
    if (bytes.length % Long.BYTES != 0) {
      return false;
    }
    ByteBuffer payload = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int words = bytes.length / Long.BYTES;
    for (int i = 0; i < words; i++) {
      if (payload.getLong() != word(offset, words, i)) {
        return false;
      }
    }
    return true;
  }

  /** Never 0, so that it differs from a word that was not written. */
  private static long word(long offset, int words, int index) {
    return ((offset + 1) * MAX_WORDS + words) * MAX_WORDS + index;
  }
}
