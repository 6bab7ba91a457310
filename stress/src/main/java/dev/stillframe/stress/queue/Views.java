package dev.stillframe.stress.queue;

import dev.stillframe.memory.ForwardingMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.HeldBackStores;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.QueueStore;
import java.util.Set;

/**
 * What the twins put between the shipped classes and the memory. Each view changes one access.
 *
 * <p>The first group misses an ordering and leaves the rest to hardware and compiler. The others
 * reorder by themselves.
 */
final class Views {
  /** Long enough for another processor to act in between, short enough to do it often. */
  private static final int PAUSE = 8;

  private Views() {}

  /** Publish is opaque. */
  static WordMemory opaquePublication(WordMemory memory, QueueLayout layout) {
    return new ForwardingMemory(memory) {
      @Override
      public void setRelease(long at, long value) {
        if (QueueStore.of(layout, at, value) == QueueStore.PUBLISH) {
          super.setOpaque(at, value);
        } else {
          super.setRelease(at, value);
        }
      }
    };
  }

  /** No fence between invalidation and data. */
  static WordMemory withoutReleaseFence(WordMemory memory) {
    return new ForwardingMemory(memory) {
      @Override
      public void releaseFence() {
        // The ordering that is missing.
      }
    };
  }

  /** No fence between the copy and the second look. */
  static WordMemory withoutAcquireFence(WordMemory memory) {
    return new ForwardingMemory(memory) {
      @Override
      public void acquireFence() {
        // The ordering that is missing.
      }
    };
  }

  /** Some stores of a commit come after another one. */
  static WordMemory late(
      WordMemory memory, QueueLayout layout, Set<QueueStore> held, QueueStore until) {
    return new HeldBackStores(memory, layout, held, until);
  }

  /** The second look reads every offset before the first length. */
  static WordMemory offsetsBeforeLengths(WordMemory memory, QueueLayout layout) {
    return new ForwardingMemory(memory) {
      private final long[] offsets = new long[layout.entries()];

      @Override
      public void acquireFence() {
        super.acquireFence();
        for (int slot = 0; slot < offsets.length; slot++) {
          offsets[slot] = super.getAcquire(layout.offsetAt(slot));
        }
        for (int i = 0; i < PAUSE; i++) {
          Thread.onSpinWait();
        }
      }

      @Override
      public long getOpaque(long at) {
        for (int slot = 0; slot < offsets.length; slot++) {
          if (at == layout.offsetAt(slot)) {
            return offsets[slot];
          }
        }
        return super.getOpaque(at);
      }
    };
  }

  /** The second look is shown what the first one saw, as if it looked at the copy. */
  static WordMemory secondLookAtFirst(WordMemory memory, QueueLayout layout) {
    return new ForwardingMemory(memory) {
      private final long firstAt = layout.offsetAt(0);
      private final long[] words = new long[layout.entries() * 2];
      private boolean again;

      @Override
      public void acquireFence() {
        super.acquireFence();
        again = true;
      }

      @Override
      public long getOpaque(long at) {
        return again && isDescriptor(at) ? words[index(at)] : super.getOpaque(at);
      }

      @Override
      public long getAcquire(long at) {
        if (!isDescriptor(at)) {
          again = false; // The version word: another capture begins.
          return super.getAcquire(at);
        }
        if (!again) {
          words[index(at)] = super.getAcquire(at);
        }
        return words[index(at)];
      }

      private boolean isDescriptor(long at) {
        return at >= firstAt && index(at) < words.length;
      }

      private int index(long at) {
        return (int) (at - firstAt) / Long.BYTES;
      }
    };
  }
}
