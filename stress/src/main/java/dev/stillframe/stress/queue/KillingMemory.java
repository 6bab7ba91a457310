package dev.stillframe.stress.queue;

import dev.stillframe.memory.ForwardingMemory;
import dev.stillframe.memory.WordMemory;

/** Kills the client before a store; until it is armed it lets everything pass. */
final class KillingMemory extends ForwardingMemory {
  private int storesLeft = Integer.MAX_VALUE;

  KillingMemory(WordMemory memory) {
    super(memory);
  }

  /** Lets so many more stores pass. */
  void arm(int stores) {
    storesLeft = stores;
  }

  @Override
  public void setOpaque(long at, long value) {
    count();
    super.setOpaque(at, value);
  }

  @Override
  public void setRelease(long at, long value) {
    count();
    super.setRelease(at, value);
  }

  @Override
  public boolean compareAndSetRelease(long at, long expected, long value) {
    count();
    return super.compareAndSetRelease(at, expected, value);
  }

  @Override
  public long getAndAddOpaque(long at, long delta) {
    count();
    return super.getAndAddOpaque(at, delta);
  }

  @Override
  public long getAndAddAcquire(long at, long delta) {
    count();
    return super.getAndAddAcquire(at, delta);
  }

  @Override
  public long getAndAddRelease(long at, long delta) {
    count();
    return super.getAndAddRelease(at, delta);
  }

  @Override
  public void putBytes(long at, byte[] source, int from, int length) {
    count();
    super.putBytes(at, source, from, length);
  }

  private void count() {
    if (storesLeft-- == 0) {
      throw new Killed();
    }
  }
}
