package dev.stillframe.queue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalLong;

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

  /** Returns the stream offset that bytes were committed at, or empty if they are torn. */
  public static OptionalLong offsetOf(byte[] bytes) {
    if (bytes.length < Long.BYTES) {
      return OptionalLong.empty();
    }
    long first = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    long offset = first / (MAX_WORDS * MAX_WORDS) - 1;
    boolean whole = Arrays.equals(bytes, at(offset, bytes.length / Long.BYTES));
    return whole ? OptionalLong.of(offset) : OptionalLong.empty();
  }

  /** Never 0, so that it differs from a word that was not written. */
  private static long word(long offset, int words, int index) {
    return ((offset + 1) * MAX_WORDS + words) * MAX_WORDS + index;
  }
}
