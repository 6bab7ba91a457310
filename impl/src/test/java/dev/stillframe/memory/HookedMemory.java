package dev.stillframe.memory;

import java.nio.ByteBuffer;

/**
 * Passes every access on and calls a hook before it, so that a test can let somebody else act, or
 * kill this one, between any two accesses.
 */
public class HookedMemory implements WordMemory {
  private final WordMemory memory;
  private Runnable beforeAccess = () -> {};

  public HookedMemory(WordMemory memory) {
    this.memory = memory;
  }

  public void beforeAccess(Runnable hook) {
    beforeAccess = hook;
  }

  @Override
  public long size() {
    return memory.size();
  }

  @Override
  public long getOpaque(long at) {
    beforeAccess.run();
    return memory.getOpaque(at);
  }

  @Override
  public long getAcquire(long at) {
    beforeAccess.run();
    return memory.getAcquire(at);
  }

  @Override
  public void setOpaque(long at, long value) {
    beforeAccess.run();
    memory.setOpaque(at, value);
  }

  @Override
  public void setRelease(long at, long value) {
    beforeAccess.run();
    memory.setRelease(at, value);
  }

  @Override
  public boolean compareAndSetRelease(long at, long expected, long value) {
    beforeAccess.run();
    return memory.compareAndSetRelease(at, expected, value);
  }

  @Override
  public long getAndAddOpaque(long at, long delta) {
    beforeAccess.run();
    return memory.getAndAddOpaque(at, delta);
  }

  @Override
  public long getAndAddAcquire(long at, long delta) {
    beforeAccess.run();
    return memory.getAndAddAcquire(at, delta);
  }

  @Override
  public long getAndAddRelease(long at, long delta) {
    beforeAccess.run();
    return memory.getAndAddRelease(at, delta);
  }

  @Override
  public void releaseFence() {
    beforeAccess.run();
    memory.releaseFence();
  }

  @Override
  public void acquireFence() {
    beforeAccess.run();
    memory.acquireFence();
  }

  // A bulk copy is no single step and may be interrupted anywhere: it goes word by word where it
  // covers a word, else byte by byte.

  @Override
  public void putBytes(long at, byte[] source, int from, int length) {
    for (int done = 0; done < length; done += piece(at + done, length - done)) {
      beforeAccess.run();
      memory.putBytes(at + done, source, from + done, piece(at + done, length - done));
    }
  }

  @Override
  public void getBytes(long at, ByteBuffer target, int index, int length) {
    for (int done = 0; done < length; done += piece(at + done, length - done)) {
      beforeAccess.run();
      memory.getBytes(at + done, target, index + done, piece(at + done, length - done));
    }
  }

  private static int piece(long at, int left) {
    return at % Long.BYTES == 0 && left >= Long.BYTES ? Long.BYTES : 1;
  }
}
