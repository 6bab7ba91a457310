package dev.stillframe.modeltests.explore;

import dev.stillframe.memory.ForwardingMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.triple.TripleLayout;

/**
 * Views that break one rule of the triple buffer between the shipped classes and the memory. Each
 * stands for a mistake that a port may make.
 */
public final class TripleWeakened {
  private static final int HALF_BITS = 31;
  private static final long HALF = (1L << HALF_BITS) - 1;
  private static final long BUFFER = 3L << 28;
  private static final long TAKEN = 1L << 30;

  private TripleWeakened() {}

  private static long content(long control, int half) {
    return control >>> half * HALF_BITS & HALF;
  }

  private static boolean isTaken(long control, int half) {
    return (content(control, half) & TAKEN) != 0;
  }

  /** Returns the half that two control words have differently. */
  private static int changed(long before, long after) {
    return content(before, 0) != content(after, 0) ? 0 : 1;
  }

  private static boolean isFirstNumber(long at) {
    return at >= 8192 && (at - 8192) % ((ExploreTest.TRIPLE.size() - 8192) / 3) == 0;
  }

  /** The host writes A after the return. */
  public static WordMemory durableAfterReturn(WordMemory memory) {
    return new ForwardingMemory(memory) {
      private long durable;

      @Override
      public void setOpaque(long at, long value) {
        durable = value;
      }

      @Override
      public long getAndAddRelease(long at, long delta) {
        long before = super.getAndAddRelease(at, delta);
        super.setOpaque(TripleLayout.DURABLE_AT, durable);
        return before;
      }
    };
  }

  /** The client appends to a buffer, or replaces one by a base, although it was taken meanwhile. */
  private static WordMemory intoTaken(WordMemory memory, boolean base) {
    return new ForwardingMemory(memory) {
      @Override
      public boolean compareAndSetRelease(long at, long expected, long value) {
        if (super.compareAndSetRelease(at, expected, value)) {
          return true;
        }
        int half = changed(expected, value);
        long before = content(expected, half);
        boolean isReplaced = (before & BUFFER) != (content(value, half) & BUFFER);
        long taken = expected | TAKEN << half * HALF_BITS;
        return before != 0
            && isReplaced == base
            && super.compareAndSetRelease(
                at, taken, isReplaced ? value : value | TAKEN << half * HALF_BITS);
      }
    };
  }

  public static WordMemory appendAfterTake(WordMemory memory) {
    return intoTaken(memory, false);
  }

  public static WordMemory baseOverTaken(WordMemory memory) {
    return intoTaken(memory, true);
  }

  /** The client takes the buffer that the host holds for a free one: it is shown another there. */
  public static WordMemory bufferOfTheHost(WordMemory memory) {
    return new ForwardingMemory(memory) {
      private long hidden;

      @Override
      public long getAcquire(long at) {
        long word = super.getAcquire(at);
        hidden = 0;
        for (int half = 0; at == TripleLayout.CONTROL_AT && half < 2; half++) {
          if (isTaken(word, half)) {
            long held = content(word, half) & BUFFER;
            long other = content(word, 1 - half) & BUFFER;
            long shown = other == BUFFER ? 2L << 28 : BUFFER;
            hidden = (held ^ shown) << half * HALF_BITS;
          }
        }
        return word ^ hidden;
      }

      @Override
      public boolean compareAndSetRelease(long at, long expected, long value) {
        return super.compareAndSetRelease(at, expected ^ hidden, value ^ hidden);
      }
    };
  }

  /** The client writes L after the offer. */
  public static WordMemory firstNumberAfterOffer(WordMemory memory) {
    return new ForwardingMemory(memory) {
      private long firstAt;
      private long first;

      @Override
      public void setOpaque(long at, long value) {
        if (isFirstNumber(at)) {
          firstAt = at;
          first = value;
        } else {
          super.setOpaque(at, value);
        }
      }

      @Override
      public boolean compareAndSetRelease(long at, long expected, long value) {
        boolean isDone = super.compareAndSetRelease(at, expected, value);
        if (isDone && firstAt != 0) {
          super.setOpaque(firstAt, first);
          firstAt = 0;
        }
        return isDone;
      }
    };
  }

  /** The host goes by the control word that it saw before the take, and returns what is there. */
  public static WordMemory countBeforeTake(WordMemory memory) {
    return new ForwardingMemory(memory) {
      private long seen;

      @Override
      public long getOpaque(long at) {
        long word = super.getOpaque(at);
        seen = at == TripleLayout.CONTROL_AT ? word : seen;
        return word;
      }

      @Override
      public long getAndAddAcquire(long at, long delta) {
        super.getAndAddAcquire(at, delta);
        return seen;
      }

      @Override
      public long getAndAddRelease(long at, long delta) {
        long word = super.getOpaque(at);
        int half = isTaken(word, 0) ? 0 : 1;
        super.getAndAddRelease(at, -(content(word, half) << half * HALF_BITS));
        return seen | TAKEN << half * HALF_BITS;
      }
    };
  }

  /** A new host returns what the old one had taken, and does not look at it. */
  public static WordMemory returnWithoutPersisting(WordMemory memory) {
    return new ForwardingMemory(memory) {
      private boolean hasLooked;

      @Override
      public long getOpaque(long at) {
        long word = super.getOpaque(at);
        if (at == TripleLayout.CONTROL_AT && !hasLooked) {
          hasLooked = true;
          for (int half = 0; half < 2; half++) {
            if (isTaken(word, half)) {
              long held = content(word, half) << half * HALF_BITS;
              return super.getAndAddRelease(at, -held) - held;
            }
          }
        }
        return word;
      }
    };
  }

  /** A new client reads A before C. */
  public static WordMemory durableBeforeControl(WordMemory memory) {
    return new ForwardingMemory(memory) {
      private long durable;

      @Override
      public long getAcquire(long at) {
        if (at == TripleLayout.VERSION_AT) {
          durable = super.getOpaque(TripleLayout.DURABLE_AT);
        }
        return super.getAcquire(at);
      }

      @Override
      public long getOpaque(long at) {
        return at == TripleLayout.DURABLE_AT ? durable : super.getOpaque(at);
      }
    };
  }

  /** The host takes and tells in two steps that it waits no longer, and so disturbs once more. */
  public static WordMemory waitsTakenBackApart(WordMemory memory) {
    return new ForwardingMemory(memory) {
      @Override
      public long getAndAddAcquire(long at, long delta) {
        long waits = 1L << 62;
        boolean isApart = delta + waits == 1L << 30 || delta + waits == TAKEN << HALF_BITS;
        if (isApart) {
          super.getAndAddOpaque(at, -waits);
          return super.getAndAddAcquire(at, delta + waits) + waits;
        }
        return super.getAndAddAcquire(at, delta);
      }
    };
  }
}
