package dev.stillframe.modeltests.weak;

import dev.stillframe.memory.HookedMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.QueueLayout;
import java.nio.ByteBuffer;

/**
 * The accesses of the queue that are stronger than opaque, by the ids that stand in the comments of
 * {@code impl}; each can be weakened between the shipped class and the memory.
 */
public enum Ordering {
  NONE("", false),
  CONFIGURE_VERSION("queue.configure.version", true),
  COMMIT_INVALIDATE("queue.commit.invalidate", true),
  COMMIT_FENCE("queue.commit.fence", true),
  COMMIT_PUBLISH("queue.commit.publish", true),
  HEADER_VERSION("queue.header.version", false),
  V1_OFFSET("queue.v1.offset", false),
  V1_LENGTH("queue.v1.length", false),
  V2_FENCE("queue.v2.fence", false),
  V2_LENGTH("queue.v2.length", false),
  EMPTY_HEADER("queue.empty.header", false);

  /** That an entry has other bytes than were committed. */
  static final String BYTES = "the bytes are not those of #";

  private final String id;
  private final boolean ofClient;

  Ordering(String id, boolean ofClient) {
    this.id = id;
    this.ofClient = ofClient;
  }

  /** The row of {@code make simulate} in which this access is weakened. */
  public String row() {
    return "simulate-" + id.replace('.', '-');
  }

  /** The claim that does not hold without it. */
  public String claim() {
    return switch (this) {
      case COMMIT_INVALIDATE -> "Q3";
      case EMPTY_HEADER -> "Q4";
      default -> "Q1";
    };
  }

  /** What falls first without it, as a check names it. */
  String property() {
    return switch (this) {
      case CONFIGURE_VERSION, HEADER_VERSION -> "entries of the image";
      case COMMIT_INVALIDATE -> "went back from # to #";
      case COMMIT_FENCE, COMMIT_PUBLISH, V2_FENCE, V2_LENGTH -> "the tail word is not that of #";
      case V1_OFFSET, V1_LENGTH -> BYTES;
      case EMPTY_HEADER -> "an entry was there, and the host says that there is none";
      case NONE -> throw new IllegalStateException("nothing falls");
    };
  }

  boolean isOfClient() {
    return ofClient;
  }

  /** Returns a view in which just this access is one step weaker. */
  WordMemory weaken(WordMemory memory, QueueLayout layout) {
    return this == NONE ? memory : new Weakened(memory, layout, this);
  }

  private static final class Weakened extends HookedMemory {
    private final QueueLayout layout;
    private final Ordering weakened;

    /** Whether the bytes were copied, so that what follows is the second look. */
    private boolean copied;

    Weakened(WordMemory memory, QueueLayout layout, Ordering weakened) {
      super(memory);
      this.layout = layout;
      this.weakened = weakened;
    }

    private boolean isDescriptor(long at) {
      return at >= layout.offsetAt(0) && at < layout.offsetAt(0) + layout.entries() * 16L;
    }

    private Ordering accessed(long at, boolean write, long value) {
      if (at == QueueLayout.VERSION_AT) {
        return write ? CONFIGURE_VERSION : HEADER_VERSION;
      }
      if (at == QueueLayout.WRITE_OFFSET_AT && !write) {
        return EMPTY_HEADER;
      }
      if (!isDescriptor(at)) {
        return NONE;
      }
      if (write) {
        return value == 0 ? COMMIT_INVALIDATE : COMMIT_PUBLISH;
      }
      boolean isOffset = (at - layout.offsetAt(0)) % 16 == 0;
      return isOffset ? V1_OFFSET : copied ? V2_LENGTH : V1_LENGTH;
    }

    @Override
    public long getAcquire(long at) {
      if (at == QueueLayout.VERSION_AT) {
        copied = false;
      }
      return accessed(at, false, 0) == weakened ? getOpaque(at) : super.getAcquire(at);
    }

    @Override
    public void setRelease(long at, long value) {
      if (accessed(at, true, value) == weakened) {
        setOpaque(at, value);
      } else {
        super.setRelease(at, value);
      }
    }

    @Override
    public void getBytes(long at, ByteBuffer target, int index, int length) {
      copied = true;
      super.getBytes(at, target, index, length);
    }

    @Override
    public void releaseFence() {
      if (weakened != COMMIT_FENCE) {
        super.releaseFence();
      }
    }

    @Override
    public void acquireFence() {
      if (weakened != V2_FENCE) {
        super.acquireFence();
      }
    }
  }
}
