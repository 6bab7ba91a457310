package dev.stillframe.conformance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The words in which a file differs from what it should be, in two lines that can be held against
 * each other: each word as its address and its value, the first few of them.
 *
 * @param expected what should be there
 * @param actual what is there, at the same addresses
 */
record Words(String expected, String actual) {
  private static final int MOST_WORDS = 8;

  /** Compares two files; empty if they are the same. */
  static Optional<Words> differing(byte[] expected, byte[] actual) {
    if (expected.length != actual.length) {
      return Optional.of(new Words(expected.length + " bytes", actual.length + " bytes"));
    }
    ByteBuffer should = padded(expected);
    ByteBuffer is = padded(actual);
    List<String> expectedWords = new ArrayList<>();
    List<String> actualWords = new ArrayList<>();
    int more = 0;
    for (int at = 0; at < should.capacity(); at += Long.BYTES) {
      if (should.getLong(at) != is.getLong(at) && expectedWords.size() < MOST_WORDS) {
        expectedWords.add(String.format(Locale.ROOT, "[%d] %016x", at, should.getLong(at)));
        actualWords.add(String.format(Locale.ROOT, "[%d] %016x", at, is.getLong(at)));
      } else if (should.getLong(at) != is.getLong(at)) {
        more++;
      }
    }
    if (expectedWords.isEmpty()) {
      return Optional.empty();
    }
    String rest = more == 0 ? "" : " and " + more + " more words";
    return Optional.of(
        new Words(String.join(" ", expectedWords) + rest, String.join(" ", actualWords) + rest));
  }

  /** Whole words, also of a file that ends within one. */
  private static ByteBuffer padded(byte[] bytes) {
    int size = (bytes.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    return ByteBuffer.wrap(Arrays.copyOf(bytes, size)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Requires that two files are the same. */
  static void requireSame(Rule rule, byte[] expected, byte[] actual) throws FellShort {
    Optional<Words> words = differing(expected, actual);
    if (words.isPresent()) {
      throw new FellShort(rule, words.get().expected(), words.get().actual());
    }
  }
}
