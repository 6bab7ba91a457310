package dev.stillframe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.files.Disk;
import dev.stillframe.files.SystemDisk;
import dev.stillframe.store.WeakDisk.Weakness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers that look while the writer is at work, at every operation of either. */
final class TwinRaceTest {
  private static final Boot BOOT = new Boot(7, 9);

  /** Processes see what others wrote, synced or not; thousands of syncs would only take time. */
  private static final Disk DISK =
      new WeakDisk(
          new WeakDisk(SystemDisk.INSTANCE, Weakness.NO_SYNC_OF_FILES),
          Weakness.NO_SYNC_OF_DIRECTORIES);

  @TempDir Path directory;
  private Path name;

  @BeforeEach
  void name() throws IOException {
    name = directory.toRealPath().resolve("state");
  }

  /** Leaves a new store with so many publications: the newest is in image 0 or in image 1. */
  private void publish(int initial) throws IOException {
    for (int image = 0; image < 2; image++) {
      Files.deleteIfExists(TwinImages.path(name, image));
    }
    try (TwinStore store = open(DISK)) {
      for (int i = 1; i <= initial; i++) {
        store.publish(TestImage.of(i, 4));
      }
    }
  }

  private TwinStore open(Disk disk) throws IOException {
    return TwinStore.open(disk, name, Duration.ZERO, BOOT);
  }

  private TwinReader reader(Disk disk) throws IOException {
    return TwinReader.open(disk, name, BOOT);
  }

  private static int look(TwinReader reader) throws IOException {
    reader.look();
    return TestImage.numberOf(reader.image());
  }

  private static void assertBetween(int low, int number, int high) {
    assertTrue(low <= number && number <= high, number + " is not in " + low + " to " + high);
  }

  /**
   * A reader that begins before any operation of the writer fails at most once and finds enough.
   */
  @Test
  void aReaderThatComesAtAnyOperationOfTheWriterFindsWhatWasReported() throws Exception {
    publish(2);
    int[] reported = {2};
    int[] looks = {0};
    Disk busy =
        new HookedDisk(
            DISK,
            (what, file, bytes) -> {
              try (TwinReader reader = reader(DISK)) {
                assertBetween(reported[0], look(reader), reported[0] + 1);
                assertBetween(0, reader.failedTries(), 1);
                looks[0]++;
              }
            });
    try (TwinStore store = open(busy)) {
      store.recover();
      for (int i = 3; i <= 6; i++) {
        store.publish(TestImage.of(i, 4));
        reported[0] = i;
      }
    }
    assertTrue(looks[0] > 40, "only " + looks[0]);
  }

  /** An image that was just made larger is not taken for one that was cut off. */
  @Test
  void aPublicationBeforeAHeadIsReadCostsNoTry() throws Exception {
    publish(0);
    try (TwinStore store = open(DISK)) {
      store.recover();
    }
    int[] reads = {0};
    Disk busy =
        new HookedDisk(
            DISK,
            (what, file, bytes) -> {
              if (what.equals("read") && reads[0]++ == 0) {
                try (TwinStore store = open(DISK)) {
                  store.publish(TestImage.of(1, 4));
                }
              }
            });
    try (TwinReader reader = reader(busy)) {
      assertEquals(1, look(reader));
      assertEquals(0, reader.failedTries());
    }
  }

  /** The reader says that nothing was published yet, or finds it; nothing is broken here. */
  @Test
  void theFirstPublicationMayEndAtAnyOperationOfALook() throws Exception {
    int[] left = {0};
    int published = 0;
    for (int at = 0; left[0] < 0 || at == 0; at++) {
      publish(0);
      left[0] = at;
      Disk busy =
          new HookedDisk(
              DISK,
              (what, file, bytes) -> {
                if (left[0]-- == 0) {
                  publish(1);
                }
              });
      try (TwinReader reader = reader(busy)) {
        assertEquals(1, look(reader));
        published++;
      } catch (FormatException e) {
        assertEquals(FormatException.Reason.UNSEALED, e.reason(), e::toString);
      }
    }
    assertTrue(published > 2, "only " + published);
  }

  /** Whole on disk and not yet unlocked is not broken either. */
  @Test
  void aReaderMayComeAtAnyOperationOfTheFirstPublication() throws Exception {
    publish(0);
    int[] locked = {0};
    Disk busy =
        new HookedDisk(
            DISK,
            (what, file, bytes) -> {
              try (TwinReader reader = reader(DISK)) {
                FormatException e = assertThrows(FormatException.class, reader::look);
                assertEquals(FormatException.Reason.UNSEALED, e.reason(), e::toString);
                locked[0] += e.getMessage().contains("at work on it at each look") ? 1 : 0;
              }
            });
    try (TwinStore store = open(busy)) {
      store.publish(TestImage.of(1, 4));
    }
    assertTrue(locked[0] > 0, "never between the last write and the end of the lock");
  }

  /** Where a writer is in the middle of its second publication, or behind it. */
  private static final int WRITER_OPERATIONS = 56;

  @Test
  void aWriterThatGoesOnAndDiesAtAnyOperationOfALookTearsNothing() throws Exception {
    forEachPairOfOperations(
        death -> {
          publishUntil(
              3,
              (what, file, bytes) -> {
                if (death[0]-- == 0) {
                  throw new IOException("dead");
                }
              });
        },
        () -> {});
  }

  /** Suspended in the middle of a publication, it goes on when the reader has its image. */
  @Test
  void aWriterThatIsSuspendedAtAnyOperationAndGoesOnTearsNothing() throws Exception {
    AtomicReference<Thread> writer = new AtomicReference<>();
    Semaphore reads = new Semaphore(0);
    Semaphore writes = new Semaphore(0);
    forEachPairOfOperations(
        suspension -> {
          writer.set(
              new Thread(
                  () -> {
                    try {
                      publishUntil(
                          3,
                          (what, file, bytes) -> {
                            if (suspension[0]-- == 0) {
                              reads.release();
                              writes.acquireUninterruptibly();
                            }
                          });
                    } finally {
                      reads.release();
                    }
                  }));
          writer.get().start();
          reads.acquireUninterruptibly();
        },
        () -> {
          if (writer.get() != null) {
            writes.release();
            join(writer.getAndSet(null));
            reads.drainPermits();
            writes.drainPermits();
          }
        });
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What the writer does before one operation of a look; it has a countdown to its own event. */
  private interface Writer {
    void run(int[] countdown);
  }

  private void forEachPairOfOperations(Writer writer, Runnable afterLook) throws IOException {
    int looks = 0;
    for (int initial = 2; initial <= 3; initial++) {
      for (int event = 0; event < WRITER_OPERATIONS; event++) {
        boolean isReached = true;
        for (int at = 0; isReached; at++) {
          publish(initial);
          isReached = look(at, initial, event, writer, afterLook);
          looks++;
        }
      }
    }
    assertTrue(looks > 500, "only " + looks);
  }

  private boolean look(int at, int initial, int event, Writer writer, Runnable afterLook)
      throws IOException {
    int[] left = {at};
    Disk disk =
        new HookedDisk(
            DISK,
            (what, file, bytes) -> {
              if (left[0]-- == 0) {
                writer.run(new int[] {event});
              }
            });
    try (TwinReader reader = reader(disk)) {
      int number = look(reader);
      assertBetween(initial, number, 6);
      assertBetween(0, reader.failedTries(), 1 + 3 + 1); // three publications, one kill
      assertEquals(number, TestImage.numberOf(reader.image()));
      afterLook.run();
      assertEquals(number, TestImage.numberOf(reader.image()), () -> "at " + at + ", " + event);
    } finally {
      afterLook.run();
    }
    return left[0] < 0;
  }

  /** Publishes as far as the hook and the reader allow. */
  private void publishUntil(int count, HookedDisk.Hook hook) {
    try (TwinStore store = open(new HookedDisk(DISK, hook))) {
      int newest = (int) store.recover().found().orElseThrow().generation();
      for (int i = newest + 1; i <= newest + count; i++) {
        store.publish(TestImage.of(i, 4));
      }
    } catch (IOException e) {
      assertTrue(e.getMessage().matches("dead|.*mapped by readers.*"), e::toString);
    }
  }
}
