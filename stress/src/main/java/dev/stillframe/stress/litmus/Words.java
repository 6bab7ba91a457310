package dev.stillframe.stress.litmus;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.stress.Slices;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel.MapMode;

/**
 * Three words of a mapped file as one actor of a litmus test sees them: through the seam of the
 * library where that has the access, and directly where only litmus tests need it. Actors map the
 * file in turns at two places.
 */
final class Words {
  private static final VarHandle WORD =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Each word has a cache line of its own. */
  static final int X = 0;

  static final int Y = 64;
  static final int Z = 128;
  private static final int SIZE = 192;

  private static final Slices<Words[]> SLICES =
      new Slices<>(
          SIZE,
          MapMode.READ_WRITE,
          (first, second) -> new Words[] {new Words(first), new Words(second)});

  private final BufferMemory memory;
  private final ByteBuffer buffer;

  private Words(ByteBuffer buffer) {
    this.buffer = buffer;
    this.memory = new BufferMemory(buffer);
  }

  /** Returns words that no other state uses now, all 0, as they are mapped at two places. */
  static Words[] take() {
    Words[] words = SLICES.next();
    for (int word : new int[] {X, Y, Z}) {
      words[0].memory.setOpaque(word, 0);
    }
    return words;
  }

  long read(int word) {
    return memory.getOpaque(word);
  }

  long readAcquire(int word) {
    return memory.getAcquire(word);
  }

  long readSeqCst(int word) {
    return (long) WORD.getVolatile(buffer, word);
  }

  void write(int word, long value) {
    memory.setOpaque(word, value);
  }

  void writeRelease(int word, long value) {
    memory.setRelease(word, value);
  }

  void writeSeqCst(int word, long value) {
    WORD.setVolatile(buffer, word, value);
  }

  void fenceAcquire() {
    memory.acquireFence();
  }

  void fenceRelease() {
    memory.releaseFence();
  }

  void fenceAcquireRelease() {
    memory.acquireFence();
    memory.releaseFence();
  }

  void fenceSeqCst() {
    VarHandle.fullFence();
  }

  // Java has no relaxed atomic updates: the release ones are the closest. They allow less, so that
  // nothing is seen which the relaxed ones would forbid.

  long exchange(int word, long value) {
    return (long) WORD.getAndSetRelease(buffer, word, value);
  }

  long exchangeSeqCst(int word, long value) {
    return (long) WORD.getAndSet(buffer, word, value);
  }

  long add(int word, long value) {
    return (long) WORD.getAndAddRelease(buffer, word, value);
  }

  long replace(int word, long expected, long value) {
    return (long) WORD.compareAndExchangeRelease(buffer, word, expected, value);
  }

  long replaceRelease(int word, long expected, long value) {
    return replace(word, expected, value);
  }

  long replaceAcquire(int word, long expected, long value) {
    return (long) WORD.compareAndExchangeAcquire(buffer, word, expected, value);
  }

  long replaceAcquireRelease(int word, long expected, long value) {
    return (long) WORD.compareAndExchange(buffer, word, expected, value);
  }
}
