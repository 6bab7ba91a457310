package dev.stillframe.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.HookedMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.QueueCapture.Outcome;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class QueueCaptureTest {
  @Test
  void theImageOfAQuietMemoryHoldsAllOfIt() throws FormatException {
    ArrayMemory memory = Commits.configuredMemory();
    QueueWriter writer = new QueueWriter(memory);
    Commits commits = new Commits();
    QueueCapture capture = new QueueCapture(memory);
    assertFalse(capture.hasNews());
    assertEquals(Outcome.EMPTY, capture.capture());
    for (int i = 1; i <= 9; i++) {
      commits.commit(writer, 1 + i % 5);
      assertTrue(capture.hasNews());
      assertEquals(Outcome.KEPT, capture.capture());
      assertFalse(capture.hasNews());
      assertEquals(i, commits.judge(new BufferMemory(capture.image())));
      assertEquals(new QueueReader(memory).entries().size(), capture.kept());
    }
  }

  @Test
  void theImageHoldsNothingButWhatWasKept() throws FormatException {
    ArrayMemory memory = Commits.configuredMemory();
    QueueWriter writer = new QueueWriter(memory);
    QueueCapture capture = new QueueCapture(memory);
    for (int length : new int[] {7, 8, 5, 6}) {
      writer.commit(new byte[] {1, 1, 1, 1, 1, 1, 1, 1}, 0, length);
      assertEquals(Outcome.KEPT, capture.capture());
      int kept = 0;
      for (Entry entry : new QueueReader(memory).entries()) {
        kept += (int) entry.length();
      }
      int ones = 0;
      for (long i = 0; i < Commits.LAYOUT.dataBytes(); i++) {
        ones += capture.image().get((int) (Commits.LAYOUT.dataAt() + i));
      }
      assertEquals(kept, ones);
    }
  }

  /**
   * Lets the client commit, abandon or die and restart before each access of a capture, up to two
   * such bursts in one capture, bursts of up to six commits: no image is torn, has holes or goes
   * back. Every point is tried, so the result is the same in each run.
   */
  @Test
  void noInterleavingTearsAnImage() throws FormatException {
    int[] tally = exploreInterleavings(memory -> memory);
    assertTrue(tally[0] > 1000, "only " + tally[0] + " images were kept");
    assertTrue(tally[1] > 1000, "only " + tally[1] + " captures were overtaken");
    assertTrue(tally[2] > 100, "only " + tally[2] + " images lost an older entry");
  }

  /** The original looks at the descriptors of its own copy: the exploration must notice. */
  @Test
  void aSecondLookAtTheCopiedImageIsCaught() {
    assertThrows(AssertionFailedError.class, () -> exploreInterleavings(RemembersFirstLook::new));
  }

  /** Answers the second look at a descriptor with what the first one saw. */
  private static final class RemembersFirstLook extends HookedMemory {
    private final Map<Long, Long> first = new HashMap<>();

    RemembersFirstLook(WordMemory memory) {
      super(memory);
    }

    @Override
    public long getAcquire(long at) {
      return at < QueueLayout.PAGE ? super.getAcquire(at) : remembered(at, super.getAcquire(at));
    }

    @Override
    public long getOpaque(long at) {
      return at < QueueLayout.PAGE ? super.getOpaque(at) : remembered(at, super.getOpaque(at));
    }

    private long remembered(long at, long value) {
      Long before = first.putIfAbsent(at, value);
      return before == null ? value : before;
    }
  }

  private interface View {
    WordMemory of(WordMemory memory);
  }

  /** Returns how many captures were kept, how many overtaken, how many kept less than was there. */
  private static int[] exploreInterleavings(View view) throws FormatException {
    int[] tally = new int[3];
    for (int before = 1; before <= 6; before++) {
      for (int burst = 1; burst <= 6; burst++) {
        for (int firstAt = 0; ; firstAt++) {
          boolean reached = false;
          for (int gap = 1; gap <= 40; gap += 3) {
            if (!interleave(view, before, burst, firstAt, firstAt + gap, tally)) {
              break;
            }
            reached = true;
          }
          if (!reached) {
            break;
          }
        }
      }
    }
    return tally;
  }

  /** One capture with two bursts in it; returns false if it ended before the first one. */
  private static boolean interleave(
      View view, int before, int burst, int firstAt, int secondAt, int[] tally)
      throws FormatException {
    ArrayMemory memory = Commits.configuredMemory();
    Commits commits = new Commits();
    QueueWriter writer = new QueueWriter(memory);
    for (int i = 0; i < before; i++) {
      commits.commit(writer, 1 + (i * 3 + burst) % 8);
    }
    HookedMemory hooked = new HookedMemory(memory);
    int[] accesses = {0};
    hooked.beforeAccess(
        () -> {
          int access = accesses[0]++;
          if (access == firstAt || access == secondAt) {
            for (int i = 0; i < burst; i++) {
              commits.commit(writer, 1 + (i * 5 + access) % 8);
            }
          }
        });
    QueueCapture capture = new QueueCapture(view.of(hooked));
    Outcome outcome = capture.capture();
    if (outcome == Outcome.KEPT) {
      tally[0]++;
      int newest = commits.judge(new BufferMemory(capture.image()));
      assertTrue(newest >= before, "went back to " + newest + " from " + before);
      tally[2] += capture.kept() < Math.min(before, 2) ? 1 : 0;
    } else {
      tally[1]++;
    }
    return accesses[0] > firstAt;
  }

  @Test
  void aMemoryThatIsNotConfiguredYetIsToldFromAForeignOne() {
    assertReason(Reason.UNCONFIGURED, new ArrayMemory(Commits.SIZE));
    ArrayMemory foreign = new ArrayMemory(Commits.SIZE);
    foreign.setOpaque(0, 42);
    assertReason(Reason.FOREIGN, foreign);
    assertReason(Reason.TRUNCATED, new ArrayMemory(0));
    assertReason(Reason.TRUNCATED, new ArrayMemory(4088));
  }

  @Test
  void impossibleMasksAreRefused() {
    long[][] cases = {{5, 15}, {-1, 15}, {3, 14}, {3, -1}, {Long.MIN_VALUE, 15}, {3, 1L << 40}};
    for (long[] masks : cases) {
      ArrayMemory memory = Commits.configuredMemory();
      memory.setOpaque(QueueLayout.ENTRY_MASK_AT, masks[0]);
      memory.setOpaque(QueueLayout.DATA_MASK_AT, masks[1]);
      assertReason(Reason.GEOMETRY, memory);
    }
    for (long[] masks : new long[][] {{(1L << 40) - 1, 15}, {3, Long.MAX_VALUE}, {1023, 15}}) {
      ArrayMemory memory = Commits.configuredMemory();
      memory.setOpaque(QueueLayout.ENTRY_MASK_AT, masks[0]);
      memory.setOpaque(QueueLayout.DATA_MASK_AT, masks[1]);
      assertReason(Reason.TRUNCATED, memory);
    }
  }

  private static void assertReason(Reason reason, WordMemory memory) {
    FormatException e =
        assertThrows(FormatException.class, () -> new QueueCapture(memory).capture());
    assertEquals(reason, e.reason(), e.getMessage());
  }

  /**
   * Random words in header and descriptors, which change while the capture runs: it ends, with one
   * of its outcomes or the documented exception, and what it keeps is a well-formed file.
   */
  @Test
  void hostileWordsDoNoHarm() throws FormatException {
    long[] nasty = {
      0, 1, 2, 3, 4, 7, 8, 15, 16, 17, 255, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 62, 1L << 32
    };
    int kept = 0;
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      ArrayMemory memory = Commits.configuredMemory();
      HookedMemory hooked = new HookedMemory(memory);
      Runnable mischief =
          () -> {
            long word = random.nextInt(3) == 0 ? random.nextInt(20) : nasty[random.nextInt(16)];
            int where = random.nextInt(12);
            memory.setOpaque(where < 4 ? where * 8 : 4096 + (where - 4) * 8, word);
          };
      for (int i = random.nextInt(12); i > 0; i--) {
        mischief.run();
      }
      memory.setOpaque(0, random.nextInt(10) == 0 ? random.nextLong() : QueueLayout.VERSION);
      int rate = 1 + random.nextInt(200);
      hooked.beforeAccess(
          () -> {
            if (random.nextInt(rate) == 0) {
              mischief.run();
            }
          });
      QueueCapture capture = new QueueCapture(hooked);
      try {
        if (capture.capture() == Outcome.KEPT) {
          kept++;
          WordMemory image = new BufferMemory(capture.image());
          QueueReader reader = new QueueReader(image);
          assertEquals(capture.kept(), reader.entries().size(), "seed " + seed);
          for (Entry entry : reader.entries()) {
            assertTrue(reader.read(entry).isPresent(), "seed " + seed);
          }
        }
      } catch (FormatException e) {
        continue; // The documented answer to such words.
      }
    }
    assertTrue(kept > 1000, "only " + kept + " captures were kept");
  }

  @Test
  void aCaptureWritesNothing() throws FormatException {
    ByteBuffer bytes = ByteBuffer.allocateDirect((int) Commits.SIZE);
    WordMemory memory = new BufferMemory(bytes);
    Commits.LAYOUT.configure(memory);
    new Commits().commit(new QueueWriter(memory), 5);
    // A read-only buffer throws on the first store, as a read-only mapping would fault.
    QueueCapture capture = new QueueCapture(new BufferMemory(bytes.asReadOnlyBuffer()));
    assertEquals(Outcome.KEPT, capture.capture());
  }
}
