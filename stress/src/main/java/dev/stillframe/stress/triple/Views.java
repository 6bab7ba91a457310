package dev.stillframe.stress.triple;

import dev.stillframe.memory.ForwardingMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.triple.TripleLayout;

/** What the twins put between the shipped client and the memory. Each changes one access. */
final class Views {
  /** Long enough for another processor to act in between, short enough to do it often. */
  private static final int PAUSE = 20;

  private static final int HALF_BITS = 31;
  private static final long TAKEN = 1L << 30;
  private static final long BUFFER = 3L << 28;

  private Views() {}

  static void pause() {
    for (int i = 0; i < PAUSE; i++) {
      Thread.onSpinWait();
    }
  }

  private static long half(long control, int half) {
    return control >>> half * HALF_BITS & (1L << HALF_BITS) - 1;
  }

  /** A record is appended to a buffer that was taken meanwhile. */
  static WordMemory appendAfterTake(WordMemory memory) {
    return new ForwardingMemory(memory) {
      @Override
      public boolean compareAndSetRelease(long at, long expected, long value) {
        pause();
        int half = half(expected, 0) != half(value, 0) ? 0 : 1;
        long taken = TAKEN << half * HALF_BITS;
        return super.compareAndSetRelease(at, expected, value)
            || super.compareAndSetRelease(at, expected | taken, value | taken);
      }
    };
  }

  /** An offer succeeds whatever the control word has become since it was read. */
  static WordMemory offerUnseen(WordMemory memory) {
    return new ForwardingMemory(memory) {
      @Override
      public boolean compareAndSetRelease(long at, long expected, long value) {
        pause();
        super.setRelease(at, value);
        return true;
      }
    };
  }

  /** The buffer that the host holds is taken for a free one: another is shown in its place. */
  static WordMemory bufferOfTheHost(WordMemory memory) {
    return new ForwardingMemory(memory) {
      private long hidden;

      @Override
      public long getAcquire(long at) {
        long word = super.getAcquire(at);
        hidden = 0;
        for (int half = 0; at == TripleLayout.CONTROL_AT && half < 2; half++) {
          if ((half(word, half) & TAKEN) != 0) {
            long held = half(word, half) & BUFFER;
            long other = half(word, 1 - half) & BUFFER;
            hidden = (held ^ (other == BUFFER ? 2L << 28 : BUFFER)) << half * HALF_BITS;
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
}
