package dev.stillframe.modeltests.explore;

import dev.stillframe.memory.ForwardingMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.QueueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Views that break one rule of the protocol between the shipped classes and the memory. Each stands
 * for a mistake that a port may make, some for one that an earlier system made.
 */
public final class Weakened {
  private Weakened() {}

  /** Address of the slot's length word, which tells a descriptor's two words apart. */
  private static boolean isLength(long at) {
    return isDescriptor(at) && at % QueueLayout.DESCRIPTOR_BYTES != 0;
  }

  private static boolean isDescriptor(long at) {
    return at >= ExploreTest.LAYOUT.offsetAt(0)
        && at
            < ExploreTest.LAYOUT.offsetAt(0)
                + ExploreTest.LAYOUT.entries() * QueueLayout.DESCRIPTOR_BYTES;
  }

  /** Drops every invalidation. */
  public static WordMemory withoutInvalidation(WordMemory memory) {
    return new ForwardingMemory(memory) {
      @Override
      public void setRelease(long at, long value) {
        if (!isLength(at) || value != 0) {
          super.setRelease(at, value);
        }
      }
    };
  }

  /** Publishes each commit before the first of its bytes is written. */
  public static WordMemory publishBeforeData(WordMemory memory) {
    return new ForwardingMemory(memory) {
      private byte[] bytes;
      private long[] pieces = {};

      @Override
      public void putBytes(long at, byte[] source, int from, int length) {
        bytes = source;
        pieces = Arrays.copyOf(pieces, pieces.length + 3);
        pieces[pieces.length - 3] = at;
        pieces[pieces.length - 2] = from;
        pieces[pieces.length - 1] = length;
      }

      @Override
      public void setRelease(long at, long value) {
        super.setRelease(at, value);
        for (int i = 0; i < pieces.length; i += 3) {
          super.putBytes(pieces[i], bytes, (int) pieces[i + 1], (int) pieces[i + 2]);
        }
        pieces = new long[0];
      }
    };
  }

  /** Publishes the length before the offset that belongs to it. */
  public static WordMemory lengthBeforeOffset(WordMemory memory) {
    return new ForwardingMemory(memory) {
      private long offsetAt;
      private long offset;

      @Override
      public void setOpaque(long at, long value) {
        if (isDescriptor(at)) {
          offsetAt = at;
          offset = value;
        } else {
          super.setOpaque(at, value);
        }
      }

      @Override
      public void setRelease(long at, long value) {
        super.setRelease(at, value);
        if (isLength(at) && value != 0) {
          super.setOpaque(offsetAt, offset);
        }
      }
    };
  }

  /** Shows a restarted client no descriptor, so that it starts from the header's write offset. */
  public static WordMemory recoverFromHeader(WordMemory memory) {
    return new ForwardingMemory(memory) {
      @Override
      public long getAcquire(long at) {
        return isLength(at) ? 0 : super.getAcquire(at);
      }

      @Override
      public long getOpaque(long at) {
        return isLength(at) ? 0 : super.getOpaque(at);
      }
    };
  }

  /** Answers the second look at a descriptor with what the first one saw: the original's defect. */
  public static WordMemory secondLookAtCopy(WordMemory memory) {
    return new ForwardingMemory(memory) {
      private final Map<Long, Long> first = new HashMap<>();

      @Override
      public long getAcquire(long at) {
        return firstSeen(at, super.getAcquire(at));
      }

      @Override
      public long getOpaque(long at) {
        return firstSeen(at, super.getOpaque(at));
      }

      private long firstSeen(long at, long value) {
        Long before = isDescriptor(at) ? first.putIfAbsent(at, value) : null;
        return before == null ? value : before;
      }
    };
  }

  /** Reads the offset before the length in the second look. */
  public static WordMemory secondLookOffsetFirst(WordMemory memory) {
    return new ForwardingMemory(memory) {
      private final Map<Long, Long> looked = new HashMap<>();
      private long offset;

      @Override
      public long getAcquire(long at) {
        boolean again = isLength(at) && looked.put(at, at) != null;
        if (again) {
          offset = super.getOpaque(at - Long.BYTES);
        }
        return super.getAcquire(at);
      }

      @Override
      public long getOpaque(long at) {
        return isDescriptor(at) && !isLength(at) ? offset : super.getOpaque(at);
      }
    };
  }

  /** Skips the second look of every entry but the newest, so that holes and torn ones are kept. */
  public static WordMemory secondLookAtNewestOnly(WordMemory memory) {
    return new ForwardingMemory(memory) {
      private final Map<Long, Long> first = new HashMap<>();
      private boolean newestDone;

      @Override
      public long getAcquire(long at) {
        long value = super.getAcquire(at);
        if (!isDescriptor(at) || first.putIfAbsent(at, value) == null) {
          return value;
        }
        return newestDone ? first.get(at) : value;
      }

      @Override
      public long getOpaque(long at) {
        long value = super.getOpaque(at);
        if (!isDescriptor(at)) {
          return value;
        }
        long seen = newestDone ? first.get(at) : value;
        newestDone = true;
        return seen;
      }
    };
  }
}
