package dev.stillframe.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillframe.FormatException;
import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.ForwardingMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.QueueCapture.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueReaderTest {
  /** With payloads of half the ring just two of the four slots are valid. */
  private static final QueueLayout LAYOUT = QueueLayout.of(4, 16);

  private static final int HALF = 8;

  private final ArrayMemory memory = Commits.configuredMemory(LAYOUT);

  @Test
  void aMemoryWithoutACommitHasNoLatest() throws FormatException {
    assertEquals(Optional.empty(), new QueueReader(memory).latest());
  }

  @Test
  void aClientKilledInItsFirstCommitLeavesNoLatest() throws FormatException {
    new QueueWriter(memory).commit(new byte[HALF], 0, HALF, tail -> false);
    memory.setOpaque(QueueLayout.WRITE_OFFSET_AT, HALF);
    assertEquals(Optional.empty(), new QueueReader(memory).latest());
  }

  @Test
  void aReaderThatIsOvertakenDoesNotTakeTheMemoryForEmpty() throws FormatException {
    byte[] newest = {1, 2, 3, 4, 5, 6, 7, 8};
    WordMemory hosts = committingBehindTheFirstLook(newest);
    assertArrayEquals(newest, new QueueReader(hosts).latest().orElseThrow());
  }

  @Test
  void aCaptureThatIsOvertakenDoesNotTakeTheMemoryForEmpty() throws FormatException {
    QueueCapture capture = new QueueCapture(committingBehindTheFirstLook(new byte[HALF]));
    assertEquals(Outcome.LAPPED, capture.capture());
    assertEquals(Outcome.KEPT, capture.capture());
  }

  private void putEntry(int slot, long offset, long length) {
    memory.setOpaque(LAYOUT.offsetAt(slot), offset);
    memory.setOpaque(LAYOUT.lengthAt(slot), length);
  }

  /** Descriptors that only another client than ours can have left. */
  @Test
  void entriesThatDoNotJoinAreNotListedTogether() throws FormatException {
    putEntry(0, 0, 3);
    putEntry(1, 4, 3);
    QueueReader reader = new QueueReader(memory);
    assertEquals(List.of(new Entry(1, 4, 3)), reader.entries());
    putEntry(0, 0, 4);
    assertEquals(List.of(new Entry(0, 0, 4), new Entry(1, 4, 3)), reader.entries());
  }

  @Test
  void entriesThatTheRingCannotHoldAreNotListedTogether() throws FormatException {
    putEntry(0, 0, HALF);
    putEntry(1, HALF, HALF + 1);
    QueueReader reader = new QueueReader(memory);
    assertEquals(List.of(new Entry(1, HALF, HALF + 1)), reader.entries());
    putEntry(1, HALF, HALF);
    assertEquals(2, reader.entries().size());
  }

  /**
   * Slots 2 and 3 are valid when the first look passes 0 and 1; then 0 and 1 become valid in their
   * place, so that the look sees no entry although there is always one.
   */
  private WordMemory committingBehindTheFirstLook(byte[] newest) throws FormatException {
    QueueWriter writer = new QueueWriter(memory);
    for (int i = 0; i < LAYOUT.entries(); i++) {
      writer.commit(new byte[HALF], 0, HALF);
    }
    return new ForwardingMemory(memory) {
      private boolean committed;

      @Override
      public long getAcquire(long at) {
        if (at == LAYOUT.offsetAt(2) && !committed) {
          committed = true;
          writer.commit(new byte[HALF], 0, HALF);
          writer.commit(newest, 0, HALF);
        }
        return super.getAcquire(at);
      }
    };
  }
}
