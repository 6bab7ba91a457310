package dev.stillframe.queue;

import dev.stillframe.memory.ForwardingMemory;
import dev.stillframe.memory.WordMemory;

/** Drops every invalidation of a writer, as the original did. */
public final class NoInvalidation extends ForwardingMemory {
  private final QueueLayout layout;

  public NoInvalidation(WordMemory memory, QueueLayout layout) {
    super(memory);
    this.layout = layout;
  }

  @Override
  public void setRelease(long at, long value) {
    if (QueueStore.of(layout, at, value) != QueueStore.INVALIDATE) {
      super.setRelease(at, value);
    }
  }
}
