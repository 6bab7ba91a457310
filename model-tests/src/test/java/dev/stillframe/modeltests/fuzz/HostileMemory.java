package dev.stillframe.modeltests.fuzz;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.HookedMemory;
import dev.stillframe.memory.WordMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A memory in which words change as an input says, before and while they are read. The input is a
 * row of changes: after how many more accesses (a byte; not at all before the first access), which
 * word (a byte), and what becomes of it (a word).
 */
final class HostileMemory extends HookedMemory {
  private static final int CHANGE = 2 + Long.BYTES;

  private final WordMemory memory;
  private final long[] words;
  private final ByteBuffer input;
  private int pause;

  /**
   * Creates a memory.
   *
   * @param template what it holds at first
   * @param words addresses that may change
   * @param input any bytes
   */
  HostileMemory(ByteBuffer template, long[] words, byte[] input) {
    this(copy(template), words, input);
  }

  private HostileMemory(WordMemory memory, long[] words, byte[] input) {
    super(memory);
    this.memory = memory;
    this.words = words;
    this.input = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
    takePause();
    changeDue();
    beforeAccess(this::beforeEach);
  }

  private static WordMemory copy(ByteBuffer template) {
    ByteBuffer copy = ByteBuffer.allocateDirect(template.capacity());
    return new BufferMemory(copy.put(template.duplicate().clear()).clear());
  }

  private void beforeEach() {
    pause--;
    changeDue();
  }

  private void changeDue() {
    while (pause <= 0 && input.remaining() >= CHANGE - 1) {
      int which = Byte.toUnsignedInt(input.get()) % words.length;
      memory.setOpaque(words[which], input.getLong());
      takePause();
    }
  }

  private void takePause() {
    pause = input.hasRemaining() ? Byte.toUnsignedInt(input.get()) : 0;
  }
}
