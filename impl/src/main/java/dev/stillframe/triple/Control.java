package dev.stillframe.triple;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import java.util.Locale;

/**
 * The control word C, which says who may touch which buffer. It has two halves and a bit W, "the
 * host waits". A half names a buffer and how many of its words are used, and says whether the host
 * has taken it. A half that names a buffer and is not taken is offered; at most one is offered, and
 * at most one is taken.
 *
 * <pre>
 *   bit 63  62  61  60..59  58..31   30  29..28  27..0
 *        0  W   t   buffer  words    t   buffer  words
 *               └──── half 1 ───┘    └─── half 0 ────┘
 * </pre>
 *
 * <p>Pure functions of the word, so that a commit allocates nothing.
 */
final class Control {
  /** No such half. */
  static final int NONE = -1;

  /** The bit W. */
  static final long WAITS = 1L << 62;

  /** How many buffers there are; they are numbered from 1, and 0 is none. */
  static final int BUFFERS = 3;

  /** The most words that a half can count. */
  static final int MAX_WORDS = (1 << 28) - 1;

  private static final int HALVES = 2;
  private static final int HALF_BITS = 31;
  private static final int BUFFER_SHIFT = 28;
  private static final long TAKEN = 1L << 30;
  private static final long HALF_MASK = (1L << HALF_BITS) - 1;

  private Control() {}

  /**
   * Returns a word that was read from shared memory, if an honest client and host can have made it.
   *
   * @throws FormatException if they cannot
   */
  static long check(long word, int capacityWords) throws FormatException {
    int offered = 0;
    int taken = 0;
    for (int half = 0; half < HALVES; half++) {
      long content = content(word, half);
      int words = words(word, half);
      boolean isNamed = buffer(word, half) != 0;
      require(isNamed ? words > 0 && words <= capacityWords : content == 0, word);
      taken += isNamed && isTaken(word, half) ? 1 : 0;
      offered += isNamed && !isTaken(word, half) ? 1 : 0;
    }
    require(word >= 0 && taken <= 1 && offered <= 1, word);
    require(buffer(word, 0) != buffer(word, 1) || buffer(word, 0) == 0, word);
    return word;
  }

  private static void require(boolean condition, long word) throws FormatException {
    if (!condition) {
      throw new FormatException(
          Reason.CONTROL,
          String.format(
              Locale.ROOT, "control word %016x is none that a client and a host can make", word));
    }
  }

  /** Returns all that a half says, as a number from bit 0 on; 0 if the half is empty. */
  static long content(long word, int half) {
    return word >>> half * HALF_BITS & HALF_MASK;
  }

  /** Returns the buffer that a half names; 0 if the half is empty. */
  static int buffer(long word, int half) {
    return (int) (content(word, half) >>> BUFFER_SHIFT) & BUFFERS;
  }

  /** Returns how many words of its buffer a half counts. */
  static int words(long word, int half) {
    return (int) content(word, half) & MAX_WORDS;
  }

  private static boolean isTaken(long word, int half) {
    return (content(word, half) & TAKEN) != 0;
  }

  /** Returns the half that is offered, or {@link #NONE}. */
  static int offered(long word) {
    for (int half = 0; half < HALVES; half++) {
      if (buffer(word, half) != 0 && !isTaken(word, half)) {
        return half;
      }
    }
    return NONE;
  }

  /** Returns the half that the host has taken, or {@link #NONE}. */
  static int taken(long word) {
    return isTaken(word, 0) ? 0 : isTaken(word, 1) ? 1 : NONE;
  }

  /** Tells whether W is set. */
  static boolean waits(long word) {
    return (word & WAITS) != 0;
  }

  /** Returns the half in which the next offer goes: the one offered, else the first not taken. */
  static int toOffer(long word) {
    int offered = offered(word);
    return offered != NONE ? offered : isTaken(word, 0) ? 1 : 0;
  }

  /** Returns the lowest buffer that no half names: nobody but the client touches it. */
  static int freeBuffer(long word) {
    int buffer = 1;
    while (buffer == buffer(word, 0) || buffer == buffer(word, 1)) {
      buffer++;
    }
    return buffer;
  }

  /** Returns the word in which a half offers so many words of a buffer; the rest stays. */
  static long offer(long word, int half, int buffer, int words) {
    long content = (long) buffer << BUFFER_SHIFT | words;
    return word & ~(HALF_MASK << half * HALF_BITS) | content << half * HALF_BITS;
  }

  /** Returns the word in which the half that is offered counts so many words more. */
  static long append(long word, int half, int words) {
    return word + ((long) words << half * HALF_BITS);
  }

  /** What a host adds to take the half that is offered: its t, and W away if it is set. */
  static long take(long word) {
    return (TAKEN << offered(word) * HALF_BITS) - (word & WAITS);
  }

  /** What a host adds to return the half that it has taken: the whole half away. */
  static long giveBack(long word) {
    int half = taken(word);
    return -(content(word, half) << half * HALF_BITS);
  }
}
