package dev.stillframe.stress.litmus;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.stress.Jcstress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Three words of a mapped file as one actor of a litmus test sees them: through the seam of the
 * library where that has the access, and directly where only litmus tests need it. Actors map the
 * file in turns at two places.
 */
final class Words {
  private static final VarHandle WORD =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** As many as may be alive, twice: see the slices of the queue's tests. */
  private static final int COUNT = 2 * Jcstress.STRIDES * Jcstress.STRIDE;

  /** Each word has a cache line of its own. */
  static final int X = 0;

  static final int Y = 64;
  static final int Z = 128;
  private static final int SIZE = 192;

  private static final Words[][] ALL = new Words[2][COUNT];
  private static final AtomicInteger TAKEN = new AtomicInteger();

  static {
    try {
      Path file = Files.createTempFile("stillframe", ".litmus");
      try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
        for (Words[] words : ALL) {
          MappedByteBuffer mapping = channel.map(MapMode.READ_WRITE, 0, (long) SIZE * COUNT);
          for (int i = 0; i < COUNT; i++) {
            words[i] = new Words(mapping.slice(i * SIZE, SIZE));
          }
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final BufferMemory memory;
  private final ByteBuffer buffer;

  private Words(ByteBuffer buffer) {
    this.buffer = buffer;
    this.memory = new BufferMemory(buffer);
  }

  /** Returns words that no other state uses now, all 0. */
  static int take() {
    int index = Math.floorMod(TAKEN.getAndIncrement(), COUNT);
    for (int word : new int[] {X, Y, Z}) {
      ALL[0][index].memory.setOpaque(word, 0);
    }
    return index;
  }

  static Words of(int index, int actor) {
    return ALL[actor % 2][index];
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
