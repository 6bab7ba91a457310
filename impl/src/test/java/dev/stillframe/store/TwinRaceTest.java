package dev.stillframe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.files.Disk;
import dev.stillframe.files.SystemDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers that look while the writer is at work, at every operation of either. */
final class TwinRaceTest {
  private static final Boot BOOT = new Boot(7, 9);

  @TempDir Path directory;
  private Path name;

  @BeforeEach
  void publishTwo() throws IOException {
    name = directory.toRealPath().resolve("state");
    for (int image = 0; image < 2; image++) {
      Files.deleteIfExists(TwinImages.path(name, image));
    }
    try (TwinStore store = open(SystemDisk.INSTANCE)) {
      store.publish(TestImage.of(1, 4));
      store.publish(TestImage.of(2, 4));
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
    int[] reported = {2};
    int[] looks = {0};
    Disk busy =
        new HookedDisk(
            SystemDisk.INSTANCE,
            (what, file, bytes) -> {
              try (TwinReader reader = reader(SystemDisk.INSTANCE)) {
                assertBetween(reported[0], look(reader), reported[0] + 1);
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

  /**
   * The writer goes on before each operation of a look: it publishes so many images, and dies in
   * the middle of one more, before each of its operations.
   */
  @Test
  void aWriterThatGoesOnAndDiesAtAnyOperationOfALookTearsNothing() throws Exception {
    int looks = 0;
    for (int publications = 0; publications < 3; publications++) {
      for (int death = 0; death < 14; death++) {
        boolean isReached = true;
        for (int at = 0; isReached; at++) {
          publishTwo();
          isReached = looksWhileTheWriterGoesOn(at, publications, death);
          looks++;
        }
      }
    }
    assertTrue(looks > 300, "only " + looks);
  }

  private boolean looksWhileTheWriterGoesOn(int at, int publications, int death)
      throws IOException {
    int[] left = {at};
    Disk disk =
        new HookedDisk(
            SystemDisk.INSTANCE,
            (what, file, bytes) -> {
              if (left[0]-- == 0) {
                publishAndDie(publications, death);
              }
            });
    try (TwinReader reader = reader(disk)) {
      int number = look(reader);
      assertBetween(2, number, 3 + publications);
      assertEquals(number, TestImage.numberOf(reader.image()));
    }
    return left[0] < 0;
  }

  private void publishAndDie(int publications, int death) throws IOException {
    int[] left = {Integer.MAX_VALUE};
    Disk dying =
        new HookedDisk(
            SystemDisk.INSTANCE,
            (what, file, bytes) -> {
              if (left[0]-- <= 0) {
                throw new IOException("dead");
              }
            });
    try (TwinStore store = open(dying)) {
      store.recover();
      try {
        for (int i = 3; i < 3 + publications; i++) {
          store.publish(TestImage.of(i, 4));
        }
        left[0] = death;
        store.publish(TestImage.of(3 + publications, 4));
      } catch (IOException e) {
        // It is dead, or the reader has just the image that it wants to write.
        assertTrue(e.getMessage().matches("dead|.*mapped by readers.*"), e::toString);
      }
    }
  }
}
