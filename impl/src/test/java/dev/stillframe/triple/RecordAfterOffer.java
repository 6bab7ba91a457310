package dev.stillframe.triple;

import dev.stillframe.memory.ForwardingMemory;
import dev.stillframe.memory.WordMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the first number and the record of a commit after its offer.
 *
 * <p>One thread at a time, as for the writer itself.
 */
public final class RecordAfterOffer extends ForwardingMemory {
  /** Long enough for another processor to look in between, short enough to do it often. */
  private static final int PAUSE = 20;

  private final List<Runnable> late = new ArrayList<>();

  /** Wraps the memory of a client. */
  public RecordAfterOffer(WordMemory memory) {
    super(memory);
  }

  @Override
  public void setOpaque(long at, long value) {
    late.add(() -> super.setOpaque(at, value));
  }

  @Override
  public void putBytes(long at, byte[] source, int from, int length) {
    late.add(() -> super.putBytes(at, source, from, length));
  }

  @Override
  public boolean compareAndSetRelease(long at, long expected, long value) {
    boolean isDone = super.compareAndSetRelease(at, expected, value);
    for (int i = 0; i < PAUSE; i++) {
      Thread.onSpinWait();
    }
    late.forEach(Runnable::run);
    late.clear();
    return isDone;
  }
}
