package dev.stillframe.conformance.port;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.QueueLayout;

/**
 * A memory in which a commit can be abandoned behind any step of the order in {@code
 * docs/format.md}, as a kill would, and in which a capture can be held between its two looks.
 */
final class StepMemory extends ForwardingMemory {
  /** Thrown instead of the first store behind the step at which a commit ends. */
  static final class Abandoned extends RuntimeException {
    private static final long serialVersionUID = 1;

    Abandoned() {
      super(null, null, false, false);
    }
  }

  static final int ALL = Integer.MAX_VALUE;

  private static final int BYTES = 1;
  private static final int TAIL = 2;
  private static final int HEADER = 3;
  private static final int OFFSET = 4;
  private static final int PUBLISH = 5;

  private QueueLayout layout;
  private Runnable betweenLooks = () -> {};
  private int last = ALL;
  private int invalidations;

  StepMemory(BufferMemory memory) {
    super(memory);
  }

  /** From now on a commit ends behind so many steps, or not before its end. */
  void endCommitBehind(QueueLayout newLayout, int steps) {
    layout = newLayout;
    last = steps;
    invalidations = 0;
  }

  /** Says what is done, once, before the second look of a capture at its first entry. */
  void betweenLooks(Runnable pause) {
    betweenLooks = pause;
  }

  private void step(int step) {
    if (step > last) {
      throw new Abandoned();
    }
  }

  @Override
  public void setOpaque(long at, long value) {
    if (last != ALL) {
      boolean isHeader = at == QueueLayout.WRITE_OFFSET_AT;
      step(invalidations + (isHeader ? HEADER : at < layout.dataAt() ? OFFSET : TAIL));
    }
    memory.setOpaque(at, value);
  }

  @Override
  public void setRelease(long at, long value) {
    if (last != ALL) {
      step(value == 0 ? ++invalidations : invalidations + PUBLISH);
    }
    memory.setRelease(at, value);
  }

  @Override
  public void putBytes(long at, byte[] source, int from, int length) {
    if (last != ALL) {
      step(invalidations + BYTES);
    }
    memory.putBytes(at, source, from, length);
  }

  @Override
  public void acquireFence() {
    Runnable pause = betweenLooks;
    betweenLooks = () -> {};
    pause.run();
    memory.acquireFence();
  }
}
