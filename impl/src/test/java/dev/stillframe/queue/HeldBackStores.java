package dev.stillframe.queue;

import dev.stillframe.memory.ForwardingMemory;
import dev.stillframe.memory.WordMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Does some stores of a writer late: behind a store that should have followed them. Hardware or a
 * compiler may do so where an ordering is missing; this does it everywhere, also where the hardware
 * of the day keeps stores in order.
 *
 * <p>One thread at a time, as for the writer itself.
 */
public final class HeldBackStores extends ForwardingMemory {
  /** Long enough for another processor to look in between, short enough to do it often. */
  private static final int PAUSE = 8;

  private final QueueLayout layout;
  private final Set<QueueStore> held;
  private final QueueStore until;
  private final List<Runnable> late = new ArrayList<>();

  /** The stores in {@code held} are done after the next one of the kind {@code until}. */
  public HeldBackStores(
      WordMemory memory, QueueLayout layout, Set<QueueStore> held, QueueStore until) {
    super(memory);
    this.layout = layout;
    this.held = held;
    this.until = until;
  }

  @Override
  public void setOpaque(long at, long value) {
    store(QueueStore.of(layout, at, value), () -> super.setOpaque(at, value));
  }

  @Override
  public void setRelease(long at, long value) {
    store(QueueStore.of(layout, at, value), () -> super.setRelease(at, value));
  }

  @Override
  public void putBytes(long at, byte[] source, int from, int length) {
    store(QueueStore.of(layout, at, 0), () -> super.putBytes(at, source, from, length));
  }

  private void store(QueueStore kind, Runnable store) {
    if (held.contains(kind)) {
      late.add(store);
      return;
    }
    store.run();
    if (kind == until) {
      pause();
      late.forEach(Runnable::run);
      late.clear();
    }
  }

  private void pause() {
    for (int i = 0; i < PAUSE && !late.isEmpty(); i++) {
      Thread.onSpinWait();
    }
  }
}
