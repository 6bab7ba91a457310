package dev.stillframe.conformance.port;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.QueueLayout;
import java.nio.ByteBuffer;

/**
 * A memory in which a commit can be abandoned behind any step of the order in {@code
 * docs/format.md}, as a kill would, and in which a capture can be held between its two looks.
 */
final class StepMemory implements WordMemory {
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

  private final BufferMemory memory;
  private QueueLayout layout;
  private Runnable betweenLooks = () -> {};
  private int last = ALL;
  private int invalidations;

  StepMemory(BufferMemory memory) {
    this.memory = memory;
  }

  /** From now on a commit ends behind so many steps, or not before its end. */
  void endCommitBehind(QueueLayout newLayout, int steps) {
    layout = newLayout;
    last = steps;
    invalidations = 0;
  }

  /** Says what is done between the two looks of a capture. */
  void betweenLooks(Runnable pause) {
    betweenLooks = pause;
  }

  private void step(int step) {
    if (step > last) {
      throw new Abandoned();
    }
  }

  @Override
  public long size() {
    return memory.size();
  }

  @Override
  public long getOpaque(long at) {
    return memory.getOpaque(at);
  }

  @Override
  public long getAcquire(long at) {
    return memory.getAcquire(at);
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
    betweenLooks.run();
    memory.acquireFence();
  }

  @Override
  public void releaseFence() {
    memory.releaseFence();
  }

  @Override
  public boolean compareAndSetRelease(long at, long expected, long value) {
    return memory.compareAndSetRelease(at, expected, value);
  }

  @Override
  public long getAndAddOpaque(long at, long delta) {
    return memory.getAndAddOpaque(at, delta);
  }

  @Override
  public long getAndAddAcquire(long at, long delta) {
    return memory.getAndAddAcquire(at, delta);
  }

  @Override
  public long getAndAddRelease(long at, long delta) {
    return memory.getAndAddRelease(at, delta);
  }

  @Override
  public void getBytes(long at, ByteBuffer target, int index, int length) {
    memory.getBytes(at, target, index, length);
  }
}
