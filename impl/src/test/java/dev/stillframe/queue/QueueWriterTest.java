package dev.stillframe.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.stillframe.FormatException;
import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.HookedMemory;
import dev.stillframe.memory.WordMemory;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueWriterTest {
  /** Stands for SIGKILL: the accesses before it have happened, none after it. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Test
  void consecutiveCommitsTakeConsecutiveSlotsAndKeepOlderEntries() throws FormatException {
    ArrayMemory memory = Commits.configuredMemory();
    QueueWriter writer = new QueueWriter(memory);
    Commits commits = new Commits();
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
    ArrayMemory memory = Commits.configuredMemory();
    QueueWriter writer = new QueueWriter(memory);
    new Commits().commit(writer, 5);
    byte[] before = bytes(memory);
    assertEquals(11, writer.room());
    assertThrows(CommitRefusedException.class, () -> writer.commit(new byte[length], 0, length));
    assertArrayEquals(before, bytes(memory));
  }

  @Test
  void aRingOfTwiceTheLargestPayloadRefusesNothing() throws FormatException {
    ArrayMemory memory = Commits.configuredMemory();
    QueueWriter writer = new QueueWriter(memory);
    Commits commits = new Commits();
    for (int length : new int[] {8, 8, 1, 8, 7, 8, 8, 3, 8}) {
      commits.commit(writer, length);
      assertEquals(commits.published(), commits.judge(memory));
    }
  }

  @Test
  void anAbandonedCommitIsNotFoundAndTheNextOneTakesItsPlace() throws FormatException {
    ArrayMemory memory = Commits.configuredMemory();
    QueueWriter writer = new QueueWriter(memory);
    Commits commits = new Commits();
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

  @Test
  void theTailIsReachedOnlyDuringTheCallbackAndOnlyWithinItsBounds() throws FormatException {
    ArrayMemory memory = Commits.configuredMemory();
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
          assertThrows(IndexOutOfBoundsException.class, () -> tail.putTail(25, new byte[8], 0, 8));
          return true;
        });
    assertThrows(IllegalStateException.class, () -> leaked[0].setTail(0, 1));
  }

  @Test
  void theCallbackLearnsWhichOlderEntriesAreStillValid() throws FormatException {
    ArrayMemory memory = Commits.configuredMemory();
    QueueWriter writer = new QueueWriter(memory);
    Commits commits = new Commits();
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

  /**
   * Kills the client before each access of a commit, and again and again before it gets further:
   * the newest commit is found each time, nothing that was not published is, and memory holds no
   * entry that is not whole. The sequence wraps descriptors and ring.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void aKillBeforeAnyAccessLosesNothing(int before) throws FormatException {
    int points = 0;
    for (int length = 1; length <= 8; length++) {
      for (int killAt = 0; ; killAt++) {
        ArrayMemory memory = Commits.configuredMemory();
        Commits commits = new Commits();
        QueueWriter writer = new QueueWriter(memory);
        for (int i = 0; i < before; i++) {
          commits.commit(writer, 1 + (i * 3 + length) % 8);
        }
        if (!killedCommit(memory, commits, length, killAt)) {
          assertEquals(before + 1, commits.judge(memory));
          break;
        }
        points++;
        // Kills in a row at the same point, with other lengths, must not wear the state away.
        for (int again = 1; again <= 8; again++) {
          killedCommit(memory, commits, again, killAt);
        }
        int found = commits.judge(memory);
        assertTrue(found >= before, "lost: found " + found + " of " + before);
        assertTrue(before == 0 || found > 0);
        commits.commit(new QueueWriter(memory), 8);
        assertEquals(found + 1, commits.judge(memory));
      }
    }
    assertTrue(points > 8 * 6, "only " + points + " points were reached");
  }

  /** Opens the memory, begins a commit and dies; returns false if it was done before that. */
  private static boolean killedCommit(ArrayMemory memory, Commits commits, int length, int killAt)
      throws FormatException {
    HookedMemory hooked = new HookedMemory(memory);
    QueueWriter writer = new QueueWriter(hooked);
    int[] accesses = {0};
    hooked.beforeAccess(
        () -> {
          if (accesses[0]++ == killAt) {
            throw new Killed();
          }
        });
    try {
      commits.commit(writer, length);
      return false;
    } catch (Killed e) {
      commits.drop(commits.begun());
      return true;
    }
  }

  @Test
  void descriptorsOutsideTheRunAreClearedBeforeTheFirstCommit() throws FormatException {
    ArrayMemory memory = Commits.configuredMemory();
    QueueWriter writer = new QueueWriter(memory);
    writer.commit(new byte[4], 0, 4);
    writer.commit(new byte[4], 0, 4);
    memory.setOpaque(Commits.LAYOUT.offsetAt(2), -1); // no entry, but with an offset it would be
    memory.setOpaque(Commits.LAYOUT.lengthAt(2), 3);
    memory.setOpaque(Commits.LAYOUT.offsetAt(3), 1); // a foreign entry, overlapping the first
    memory.setOpaque(Commits.LAYOUT.lengthAt(3), 2);
    new QueueWriter(memory);
    assertEquals(0, memory.getOpaque(Commits.LAYOUT.lengthAt(2)));
    assertEquals(0, memory.getOpaque(Commits.LAYOUT.lengthAt(3)));
  }

  @Test
  void offsetsFarOutOfRangeAreRefused() {
    ArrayMemory memory = Commits.configuredMemory();
    memory.setOpaque(QueueLayout.WRITE_OFFSET_AT, -1);
    assertThrows(FormatException.class, () -> new QueueWriter(memory));
    memory.setOpaque(QueueLayout.WRITE_OFFSET_AT, QueueLayout.MAX_OFFSET);
    assertThrows(FormatException.class, () -> new QueueWriter(memory));
  }

  @Test
  void aCommitReadsNothingFromMemory() throws FormatException {
    ArrayMemory memory = Commits.configuredMemory();
    QueueWriter writer = new QueueWriter(memory);
    Commits commits = new Commits();
    commits.commit(writer, 3);
    // Whatever else happens to the words of descriptors and header, the client does not look.
    for (long at = 0; at < Commits.LAYOUT.dataAt(); at += Long.BYTES) {
      memory.setOpaque(at, -1);
    }
    commits.commit(writer, 3);
    assertEquals(6, memory.getOpaque(QueueLayout.WRITE_OFFSET_AT));
    assertEquals(3, memory.getOpaque(Commits.LAYOUT.offsetAt(1)));
  }

  @Test
  void aCommitAllocatesNothing() throws FormatException {
    WordMemory memory =
        new BufferMemory(ByteBuffer.allocateDirect((int) QueueLayout.of(64, 1 << 16).tailAt()));
    QueueLayout.of(64, 1 << 16).configure(memory);
    QueueWriter writer = new QueueWriter(memory);
    byte[] payload = new byte[1000];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    TailWriter publish = tail -> true;
    Runnable commits =
        () -> IntStream.range(0, 20_000).forEach(i -> writer.commit(payload, 0, 1000, publish));
    commits.run();
    commits.run();
    long bytes = Long.MAX_VALUE;
    for (int round = 0; round < 5 && bytes > 1000; round++) {
      long start = threads.getCurrentThreadAllocatedBytes();
      commits.run();
      bytes = threads.getCurrentThreadAllocatedBytes() - start;
    }
    // The measurement itself costs some bytes; 20,000 commits cost none.
    assertTrue(bytes < 1000, "20,000 commits allocated " + bytes + " bytes");
  }

  static byte[] bytes(WordMemory memory) {
    ByteBuffer copy = ByteBuffer.allocate((int) memory.size());
    memory.getBytes(0, copy, 0, copy.capacity());
    return copy.array();
  }
}
