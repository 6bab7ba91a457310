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
  private final Runnable pause;
  private final List<Runnable> late = new ArrayList<>();

  /**
   * Wraps the memory of a client.
   *
   * @param pause is run between the offer and the record
   */
  public RecordAfterOffer(WordMemory memory, Runnable pause) {
    super(memory);
    this.pause = pause;
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
    pause.run();
    late.forEach(Runnable::run);
    late.clear();
    return isDone;
  }
}
