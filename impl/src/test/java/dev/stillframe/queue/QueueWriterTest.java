package dev.stillframe.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.ForwardingMemory;
import dev.stillframe.memory.Garbage;
import dev.stillframe.memory.WordMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class QueueWriterTest {
  private static final QueueLayout LAYOUT = QueueLayout.of(4, 16);

  @Test
  void consecutiveCommitsTakeConsecutiveSlotsAndKeepOlderEntries() throws FormatException {
    ArrayMemory memory = Commits.configuredMemory(LAYOUT);
    QueueWriter writer = new QueueWriter(memory);
    Commits commits = new Commits(LAYOUT);
    for (int i = 0; i < 3; i++) {
      commits.commit(writer, 5);
    }
    List<Entry> entries = new QueueReader(memory).entries();
    assertEquals(List.of(new Entry(0, 0, 5), new Entry(1, 5, 5), new Entry(2, 10, 5)), entries);
    commits.commit(writer, 2); // ends at 17: the ring of 16 loses offset 0 to 4, and only these
    entries = new QueueReader(memory).entries();
    assertEquals(List.of(new Entry(1, 5, 5), new Entry(2, 10, 5), new Entry(3, 15, 2)), entries);
    assertEquals(4, commits.judge(memory));
  }

  @Test
  void aCommitOfNothingIsRefusedAndChangesNothing() throws FormatException {
    assertRefused(0);
  }

  @Test
  void aCommitThatWouldInvalidateTheNewestIsRefusedAndChangesNothing() throws FormatException {
    assertRefused(12); // 5 + 12 > 16
  }

  private static void assertRefused(int length) throws FormatException {
    ArrayMemory memory = Commits.configuredMemory(LAYOUT);
    QueueWriter writer = new QueueWriter(memory);
    new Commits(LAYOUT).commit(writer, 5);
    byte[] before = bytes(memory);
    assertEquals(11, writer.room());
    assertThrows(CommitRefusedException.class, () -> writer.commit(new byte[length], 0, length));
    assertArrayEquals(before, bytes(memory));
  }

  @Test
  void aRingOfTwiceTheLargestPayloadRefusesNothing() throws FormatException {
    ArrayMemory memory = Commits.configuredMemory(LAYOUT);
    QueueWriter writer = new QueueWriter(memory);
    Commits commits = new Commits(LAYOUT);
    for (int length : new int[] {8, 8, 1, 8, 7, 8, 8, 3, 8}) {
      commits.commit(writer, length);
      assertEquals(commits.begun(), commits.judge(memory));
    }
  }

  @Test
  void anAbandonedCommitIsNotFoundAndTheNextOneTakesItsPlace() throws FormatException {
    ArrayMemory memory = Commits.configuredMemory(LAYOUT);
    QueueWriter writer = new QueueWriter(memory);
    Commits commits = new Commits(LAYOUT);
    commits.commit(writer, 3);
    assertFalse(writer.commit(new byte[] {1, 2, 3, 4}, 0, 4, tail -> false));
    assertThrows(
        IllegalStateException.class,
        () ->
            writer.commit(
                new byte[4],
                0,
                4,
                tail -> {
                  throw new IllegalStateException("the callback's own");
                }));
    assertEquals(1, commits.judge(memory));
    commits.commit(writer, 4);
    assertEquals(2, commits.judge(memory));
  }

  /** It would take the place of the outer one, whose bytes then are those of nobody. */
  @Test
  void aCommitFromWithinTheCallbackOfAnotherIsRefused() throws FormatException {
    List<Consumer<QueueWriter>> nested =
        List.of(
            inner -> inner.commit(new byte[] {9}, 0, 1),
            inner -> inner.commit(new byte[] {9}, 0, 1, tail -> true),
            inner -> inner.commit(new byte[] {9}, 0, 1, tail -> false),
            inner -> inner.commit(new byte[8], 0, 8, null));
    ArrayMemory memory = Commits.configuredMemory(LAYOUT);
    QueueWriter writer = new QueueWriter(memory);
    Commits commits = new Commits(LAYOUT);
    for (Consumer<QueueWriter> inner : nested) {
      commits.commit(
          writer,
          3,
          () -> {
            var e = assertThrows(IllegalStateException.class, () -> inner.accept(writer));
            assertTrue(e.getMessage().contains("return from that first"), e.getMessage());
          });
      assertEquals(commits.begun(), commits.judge(memory));
    }
    commits.commit(writer, 5);
    assertEquals(5, commits.judge(memory));
  }

  @Test
  void aCallbackThatThrowsAbandonsItsCommitAndLeavesNothingWritable() throws FormatException {
    ArrayMemory memory = Commits.configuredMemory(LAYOUT);
    QueueWriter writer = new QueueWriter(memory);
    Commits commits = new Commits(LAYOUT);
    commits.commit(writer, 3);
    List<Throwable> all =
        List.of(
            new IllegalArgumentException("own"),
            new StackOverflowError(),
            new OutOfMemoryError("own"),
            new AssertionError("own"));
    for (Throwable own : all) {
      Reservation[] kept = new Reservation[1];
      Throwable thrown =
          assertThrows(
              own.getClass(),
              () ->
                  writer.commit(
                      new byte[] {9, 9, 9, 9},
                      0,
                      4,
                      tail -> {
                        kept[0] = tail;
                        return throwAny(own);
                      }));
      assertSame(own, thrown);
      assertThrows(IllegalStateException.class, () -> kept[0].setTail(0, 1));
      assertThrows(IllegalStateException.class, () -> kept[0].putTail(0, new byte[1], 0, 1));
      assertEquals(commits.begun(), commits.judge(memory));
      commits.commit(writer, 4);
      assertEquals(commits.begun(), commits.judge(memory));
    }
  }

  private static boolean throwAny(Throwable any) {
    if (any instanceof Error e) {
      throw e;
    }
    throw (RuntimeException) any;
  }

  @Test
  void nothingIsCommittedAfterTheEnd() throws FormatException {
    ArrayMemory memory = Commits.configuredMemory(LAYOUT);
    QueueWriter writer = new QueueWriter(memory);
    Commits commits = new Commits(LAYOUT);
    commits.commit(writer, 3);
    TailWriter closing =
        tail -> {
          writer.close();
          return true;
        };
    assertThrows(IllegalStateException.class, () -> writer.commit(new byte[4], 0, 4, closing));
    assertEquals(1, commits.judge(memory));
    assertThrows(IllegalStateException.class, () -> writer.commit(new byte[1], 0, 1));
    var e =
        assertThrows(
            IllegalStateException.class, () -> writer.commit(new byte[1], 0, 1, tail -> true));
    assertTrue(e.getMessage().contains("open the memory again"), e.getMessage());
    assertEquals(1, commits.judge(memory));
  }

  @Test
  void theTailIsReachedOnlyDuringTheCallbackAndOnlyWithinItsBounds() throws FormatException {
    ArrayMemory memory = Commits.configuredMemory(LAYOUT);
    QueueWriter writer = new QueueWriter(memory);
    Reservation[] leaked = new Reservation[1];
    writer.commit(
        new byte[1],
        0,
        1,
        tail -> {
          leaked[0] = tail;
          assertThrows(IndexOutOfBoundsException.class, () -> tail.setTail(4, 1));
          assertThrows(IndexOutOfBoundsException.class, () -> tail.setTail(-1, 1));
          assertThrows(IndexOutOfBoundsException.class, () -> tail.setTail(1L << 61, 1));
          assertThrows(IndexOutOfBoundsException.class, () -> tail.putTail(25, new byte[8], 0, 8));
          return true;
        });
    assertThrows(IllegalStateException.class, () -> leaked[0].setTail(0, 1));
  }

  @Test
  void theCallbackLearnsWhichOlderEntriesAreStillValid() throws FormatException {
    ArrayMemory memory = Commits.configuredMemory(LAYOUT);
    QueueWriter writer = new QueueWriter(memory);
    Commits commits = new Commits(LAYOUT);
    commits.commit(writer, 4);
    commits.commit(writer, 4);
    commits.commit(writer, 4);
    boolean[] valid = new boolean[4];
    writer.commit(
        new byte[6],
        0,
        6,
        tail -> {
          assertEquals(3, tail.slot());
          for (int slot = 0; slot < 4; slot++) {
            valid[slot] = tail.isValid(slot);
          }
          return false;
        });
    assertArrayEquals(new boolean[] {false, true, true, false}, valid);
  }

  @Test
  void descriptorsOutsideTheRunAreClearedBeforeTheFirstCommit() throws FormatException {
    ArrayMemory memory = Commits.configuredMemory(LAYOUT);
    QueueWriter writer = new QueueWriter(memory);
    writer.commit(new byte[4], 0, 4);
    writer.commit(new byte[4], 0, 4);
    memory.setOpaque(LAYOUT.offsetAt(2), -1); // no entry, but with an offset it would be
    memory.setOpaque(LAYOUT.lengthAt(2), 3);
    memory.setOpaque(LAYOUT.offsetAt(3), 1); // a foreign entry, overlapping the first
    memory.setOpaque(LAYOUT.lengthAt(3), 2);
    new QueueWriter(memory);
    assertEquals(0, memory.getOpaque(LAYOUT.lengthAt(2)));
    assertEquals(0, memory.getOpaque(LAYOUT.lengthAt(3)));
  }

  @Test
  void offsetsFarOutOfRangeAreRefused() {
    ArrayMemory memory = Commits.configuredMemory(LAYOUT);
    memory.setOpaque(QueueLayout.WRITE_OFFSET_AT, -1);
    assertThrows(FormatException.class, () -> new QueueWriter(memory));
    memory.setOpaque(QueueLayout.WRITE_OFFSET_AT, QueueLayout.MAX_OFFSET);
    assertThrows(FormatException.class, () -> new QueueWriter(memory));
  }

  @Test
  void aCommitReadsNothingFromMemory() throws FormatException {
    int[] reads = {0};
    WordMemory memory =
        new ForwardingMemory(Commits.configuredMemory(LAYOUT)) {
          @Override
          public long getOpaque(long at) {
            reads[0]++;
            return super.getOpaque(at);
          }

          @Override
          public long getAcquire(long at) {
            reads[0]++;
            return super.getAcquire(at);
          }

          @Override
          public void getBytes(long at, ByteBuffer target, int index, int length) {
            reads[0]++;
            super.getBytes(at, target, index, length);
          }
        };
    QueueWriter writer = new QueueWriter(memory);
    assertTrue(reads[0] > 0, "a new client reads");
    reads[0] = 0;
    Commits commits = new Commits(LAYOUT);
    for (int i = 0; i < 2 * LAYOUT.entries(); i++) {
      commits.commit(writer, 1 + i % 3);
    }
    assertEquals(0, reads[0]);
  }

  @Test
  void aCommitAllocatesNothing() throws IOException {
    WordMemory memory =
        new BufferMemory(ByteBuffer.allocateDirect((int) QueueLayout.of(64, 1 << 16).tailAt()));
    QueueLayout.of(64, 1 << 16).configure(memory);
    QueueWriter writer = new QueueWriter(memory);
    byte[] payload = new byte[1000];
    TailWriter publish = tail -> true;
    assertEquals(0, Garbage.of(() -> writer.commit(payload, 0, 1000, publish)));
  }

  static byte[] bytes(WordMemory memory) {
    ByteBuffer copy = ByteBuffer.allocate((int) memory.size());
    memory.getBytes(0, copy, 0, copy.capacity());
    return copy.array();
  }
}
