package dev.stillframe.conformance.port;

import dev.stillframe.memory.WordMemory;
import java.nio.ByteBuffer;

/** Hands every access on; a subclass does more with some. */
abstract class ForwardingMemory implements WordMemory {
  final WordMemory memory;

  ForwardingMemory(WordMemory memory) {
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
  public void acquireFence() {
    memory.acquireFence();
  }

  @Override
  public void releaseFence() {
    memory.releaseFence();
  }

  @Override
  public void getBytes(long at, ByteBuffer target, int index, int length) {
    memory.getBytes(at, target, index, length);
  }

  @Override
  public void putBytes(long at, byte[] source, int from, int length) {
    memory.putBytes(at, source, from, length);
  }
}
