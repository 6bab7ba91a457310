package dev.stillframe.memory;

import java.nio.ByteBuffer;

/** Passes every access on in its own mode; what weakens a memory overrides the one access. */
public abstract class ForwardingMemory implements WordMemory {
  private final WordMemory memory;

  protected ForwardingMemory(WordMemory memory) {
    this.memory = memory;
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
    memory.setOpaque(at, value);
  }

  @Override
  public void setRelease(long at, long value) {
    memory.setRelease(at, value);
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
  public void releaseFence() {
    memory.releaseFence();
  }

  @Override
  public void acquireFence() {
    memory.acquireFence();
  }

  @Override
  public void putBytes(long at, byte[] source, int from, int length) {
    memory.putBytes(at, source, from, length);
  }

  @Override
  public void getBytes(long at, ByteBuffer target, int index, int length) {
    memory.getBytes(at, target, index, length);
  }
}
