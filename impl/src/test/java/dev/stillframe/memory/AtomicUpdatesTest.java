package dev.stillframe.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Atomic updates do the same over every memory, and lose nothing between two threads. */
class AtomicUpdatesTest {
  private static final long AT = 8;
  private static final int ROUNDS = 200_000;

  static Stream<WordMemory> memories() {
    return Stream.of(
        new BufferMemory(ByteBuffer.allocateDirect(64)),
        new ArrayMemory(64),
        new HookedMemory(new ArrayMemory(64)),
        new ForwardingMemory(new ArrayMemory(64)) {});
  }

  @ParameterizedTest
  @MethodSource("memories")
  void theyReadAndWriteOneWord(WordMemory memory) {
    assertFalse(memory.compareAndSetRelease(AT, 1, 2));
    assertEquals(0, memory.getOpaque(AT));
    assertTrue(memory.compareAndSetRelease(AT, 0, Long.MIN_VALUE));
    assertEquals(Long.MIN_VALUE, memory.getAndAddOpaque(AT, 1));
    assertEquals(Long.MIN_VALUE + 1, memory.getAndAddAcquire(AT, 2));
    assertEquals(Long.MIN_VALUE + 3, memory.getAndAddRelease(AT, -3));
    assertEquals(Long.MIN_VALUE, memory.getOpaque(AT));
    assertEquals(0, memory.getOpaque(AT - Long.BYTES));
    assertEquals(0, memory.getOpaque(AT + Long.BYTES));
    assertThrows(IndexOutOfBoundsException.class, () -> memory.compareAndSetRelease(64, 0, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> memory.getAndAddAcquire(64, 1));
  }

  @ParameterizedTest
  @MethodSource("memories")
  void noUpdateIsLostBetweenTwoThreads(WordMemory memory) throws InterruptedException {
    Thread other =
        new Thread(
            () -> {
              meet(memory);
              for (int i = 0; i < ROUNDS; i++) {
                memory.getAndAddAcquire(AT, 1);
                memory.getAndAddRelease(AT, 1);
                memory.getAndAddOpaque(AT, 1);
              }
            });
    other.start();
    meet(memory);
    for (int i = 0; i < ROUNDS; i++) {
      long before;
      do {
        before = memory.getAcquire(AT);
      } while (!memory.compareAndSetRelease(AT, before, before + 1));
    }
    other.join();
    assertEquals(4L * ROUNDS, memory.getOpaque(AT));
  }

  /** Both begin when both run, or they might not overlap at all. */
  private static void meet(WordMemory memory) {
    memory.getAndAddRelease(2 * AT, 1);
    while (memory.getAcquire(2 * AT) < 2) {
      Thread.onSpinWait();
    }
  }
}
