package dev.stillframe.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.ForwardingMemory;
import dev.stillframe.memory.Garbage;
import dev.stillframe.memory.HookedMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.QueueCapture.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueueCaptureTest {
  private static final QueueLayout LAYOUT = QueueLayout.of(4, 16);
  private static final long SIZE = LAYOUT.tailAt() + 4 * Long.BYTES;

  @Test
  void theImageOfAQuietMemoryHoldsAllOfIt() throws FormatException {
    ArrayMemory memory = Commits.configuredMemory(LAYOUT);
    QueueWriter writer = new QueueWriter(memory);
    Commits commits = new Commits(LAYOUT);
    QueueCapture capture = new QueueCapture(memory);
    assertFalse(capture.hasNews());
    assertEquals(Outcome.EMPTY, capture.capture());
    for (int i = 1; i <= 9; i++) {
      commits.commit(writer, 1 + i % 5);
      assertTrue(capture.hasNews());
      assertEquals(Outcome.KEPT, capture.capture());
      assertFalse(capture.hasNews());
      assertEquals(i, commits.judge(new BufferMemory(capture.image().bytes())));
      assertEquals(new QueueReader(memory).entries().size(), capture.kept());
    }
  }

  @Test
  void theImageHoldsNothingButWhatWasKept() throws FormatException {
    ArrayMemory memory = Commits.configuredMemory(LAYOUT);
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
      for (long i = 0; i < LAYOUT.dataBytes(); i++) {
        ones += capture.image().bytes().get((int) (LAYOUT.dataAt() + i));
      }
      assertEquals(kept, ones);
    }
  }

  /** The client laps the host while it copies the entry that lies so many before the newest. */
  @Test
  void newerEntriesAreKeptFromAClientThatLapsAnOlderOne() throws FormatException {
    int entries = LAYOUT.entries();
    for (int back = 0; back < entries; back++) {
      ArrayMemory memory = Commits.configuredMemory(LAYOUT);
      QueueWriter writer = new QueueWriter(memory);
      Commits commits = new Commits(LAYOUT);
      for (int i = 0; i < entries; i++) {
        commits.commit(writer, 1);
      }
      long lappedAt = LAYOUT.dataAt() + entries - 1 - back;
      WordMemory lapping =
          new ForwardingMemory(memory) {
            @Override
            public void getBytes(long at, ByteBuffer target, int index, int length) {
              super.getBytes(at, target, index, length);
              for (int i = 0; at == lappedAt && length == 1 && i < entries; i++) {
                commits.commit(writer, 4);
              }
            }
          };
      QueueCapture capture = new QueueCapture(lapping);
      assertEquals(back == 0 ? Outcome.LAPPED : Outcome.KEPT, capture.capture());
      assertEquals(back, capture.kept());
      if (back > 0) {
        assertEquals(entries, commits.judge(new BufferMemory(capture.image().bytes())));
      }
    }
  }

  @Test
  void aMemoryThatIsNotConfiguredYetIsToldFromAForeignOne() {
    assertReason(Reason.UNCONFIGURED, new ArrayMemory(SIZE));
    ArrayMemory foreign = new ArrayMemory(SIZE);
    foreign.setOpaque(0, 42);
    assertReason(Reason.FOREIGN, foreign);
    assertReason(Reason.TRUNCATED, new ArrayMemory(0));
    assertReason(Reason.TRUNCATED, new ArrayMemory(4088));
  }

  @Test
  void impossibleMasksAreRefused() {
    long[][] cases = {{5, 15}, {-1, 15}, {3, 14}, {3, -1}, {Long.MIN_VALUE, 15}, {3, 1L << 40}};
    for (long[] masks : cases) {
      ArrayMemory memory = Commits.configuredMemory(LAYOUT);
      memory.setOpaque(QueueLayout.ENTRY_MASK_AT, masks[0]);
      memory.setOpaque(QueueLayout.DATA_MASK_AT, masks[1]);
      assertReason(Reason.GEOMETRY, memory);
    }
    for (long[] masks : new long[][] {{(1L << 40) - 1, 15}, {3, Long.MAX_VALUE}, {1023, 15}}) {
      ArrayMemory memory = Commits.configuredMemory(LAYOUT);
      memory.setOpaque(QueueLayout.ENTRY_MASK_AT, masks[0]);
      memory.setOpaque(QueueLayout.DATA_MASK_AT, masks[1]);
      assertReason(Reason.TRUNCATED, memory);
    }
  }

  @Test
  void aMemoryThatLacksTheEndOfItsRingIsRefused() {
    ArrayMemory memory = new ArrayMemory(LAYOUT.tailAt() - Long.BYTES);
    LAYOUT.configure(memory);
    assertReason(Reason.TRUNCATED, memory);
  }

  @Test
  void anErrorOfTheMappingIsAFormatException() {
    HookedMemory memory = new HookedMemory(Commits.configuredMemory(LAYOUT));
    memory.beforeAccess(
        () -> {
          throw new InternalError("a fault occurred in an access");
        });
    assertReason(Reason.TRUNCATED, memory);
    FormatException e =
        assertThrows(FormatException.class, () -> new QueueCapture(memory).hasNews());
    assertEquals(Reason.TRUNCATED, e.reason());
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
      ArrayMemory memory = Commits.configuredMemory(LAYOUT);
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
          WordMemory image = new BufferMemory(capture.image().bytes());
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
    ByteBuffer bytes = ByteBuffer.allocateDirect((int) SIZE);
    WordMemory memory = new BufferMemory(bytes);
    LAYOUT.configure(memory);
    new Commits(LAYOUT).commit(new QueueWriter(memory), 5);
    // A read-only buffer throws on the first store, as a read-only mapping would fault.
    QueueCapture capture = new QueueCapture(new BufferMemory(bytes.asReadOnlyBuffer()));
    assertEquals(Outcome.KEPT, capture.capture());
  }

  @Test
  void aCaptureAllocatesNothing() throws IOException {
    QueueLayout layout = QueueLayout.of(64, 1 << 16);
    WordMemory memory =
        new BufferMemory(ByteBuffer.allocateDirect((int) layout.tailAt() + (1 << 14)));
    layout.configure(memory);
    QueueWriter writer = new QueueWriter(memory);
    QueueCapture capture = new QueueCapture(memory);
    byte[] payload = new byte[1000];
    long bytes =
        Garbage.of(
            () -> {
              writer.commit(payload, 0, payload.length);
              assertTrue(capture.hasNews());
              assertEquals(Outcome.KEPT, capture.capture());
            });
    assertEquals(0, bytes);
  }
}
