package dev.stillframe.modeltests.lincheck;

import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.HeldBackStores;
import dev.stillframe.queue.NoInvalidation;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.QueueStore;
import java.util.EnumSet;

/** Memories that plant a race under the shipped writer. A checker that misses it is blind. */
final class Canaries {
  private Canaries() {}

  static WordMemory publishedBeforeData(WordMemory memory, QueueLayout layout) {
    return new HeldBackStores(memory, layout, EnumSet.of(QueueStore.DATA), QueueStore.PUBLISH);
  }

  static WordMemory notInvalidated(WordMemory memory, QueueLayout layout) {
    return new NoInvalidation(memory, layout);
  }
}
