package dev.stillframe.modeltests.lincheck;

import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.QueueLayout;
import java.util.function.UnaryOperator;

/** Queues over an array, whose accesses Lincheck's model checker sees and schedules. */
public final class OverArray {
  private OverArray() {}

  private abstract static class Queue extends QueueOperations {
    Queue(QueueLayout layout, UnaryOperator<WordMemory> clientView) {
      this(configured(layout), clientView);
    }

    private Queue(WordMemory memory, UnaryOperator<WordMemory> clientView) {
      super(clientView.apply(memory), memory);
    }

    private static WordMemory configured(QueueLayout layout) {
      WordMemory memory = new ArrayMemory(layout.tailAt());
      layout.configure(memory);
      return memory;
    }
  }

  /** As shipped; every other commit uses the same slot. */
  public static final class TwoEntries extends Queue {
    public TwoEntries() {
      super(layout(2), UnaryOperator.identity());
    }
  }

  /** As shipped; bytes are overwritten before slots are used again. */
  public static final class FourEntries extends Queue {
    public FourEntries() {
      super(layout(4), UnaryOperator.identity());
    }
  }

  /** Canary: each commit is published before its bytes are there. */
  public static final class PublishedBeforeData extends Queue {
    public PublishedBeforeData() {
      super(layout(2), memory -> Canaries.publishedBeforeData(memory, layout(2)));
    }
  }

  /** Canary: no entry is invalidated before its bytes are overwritten. */
  public static final class NotInvalidated extends Queue {
    public NotInvalidated() {
      super(layout(4), memory -> Canaries.notInvalidated(memory, layout(4)));
    }
  }
}
