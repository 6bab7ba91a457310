package dev.stillframe.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.stillframe.FormatException;
import dev.stillframe.store.Seal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are damaged, and files that somebody sealed who knows the format and not the rules:
 * what is got is a sorted set, or it is refused by a {@link FormatException}.
 */
final class HostileKeySetTest {
  private static final Map<String, String> SMALL = Map.of("a", "one", "bb", "", "c", "three");
  private static final int RANDOM_FILES = 100_000;

  @TempDir Path directory;
  private Path file;
  private byte[] good;
  private int accepted;
  private int refused;

  @BeforeEach
  void set() throws IOException {
    file = directory.resolve("keys");
    MappedKeySet.of(SMALL).set(file);
    good = Files.readAllBytes(file);
  }

  /** The header too: in the library before, a flipped flag there switched the checksum off. */
  @Test
  void everyFlippedBitIsNoticed() throws IOException {
    for (int at = 0; at < good.length; at++) {
      // All bits of all words that mean something; one bit of each byte that is only sealed.
      for (int bit = isUnused(at) ? at % Byte.SIZE : 0; bit < Byte.SIZE; bit++) {
        byte[] flipped = good.clone();
        flipped[at] ^= (byte) (1 << bit);
        assertRefused(flipped);
        if (isUnused(at)) {
          break;
        }
      }
    }
  }

  /** What lies between the seal and the set. */
  private static boolean isUnused(int at) {
    return at >= 128 && at < KeySetImage.MAGIC_AT;
  }

  @Test
  void everyOtherLengthIsNoticed() throws IOException {
    for (int length = 0; length < good.length; length += isUnused(length) ? 8 : 1) {
      assertRefused(Arrays.copyOf(good, length));
    }
    assertRefused(Arrays.copyOf(good, good.length + 1));
  }

  private void assertRefused(byte[] bytes) throws IOException {
    replace(bytes);
    assertThrows(FormatException.class, () -> MappedKeySet.get(file));
  }

  /** A file of its own: to write one that is mapped thousands of times takes long. */
  private void replace(byte[] bytes) throws IOException {
    Files.delete(file);
    Files.write(file, bytes);
  }

  /** Every value of every byte behind page 0, under a good seal; a bit of each in a file. */
  @Test
  void everySealedByteIsASetOrRefused() throws IOException {
    for (int at = KeySetImage.MAGIC_AT; at < good.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] changed = good.clone();
        changed[at] = (byte) value;
        judge(changed);
      }
    }
    for (int at = 0; at < good.length; at++) {
      if (!isUnused(at)) {
        byte[] changed = good.clone();
        changed[at] ^= 1;
        judgeFile(changed);
      }
    }
    assertTrue(accepted > 0 && refused > 0, () -> accepted + " accepted, " + refused + " refused");
  }

  /** Every length, with every count and offset that it could tempt a reader to. */
  @Test
  void everySealedLengthIsASetOrRefused() throws IOException {
    for (int length = 4096; length < good.length + 64; length++) {
      judgeFile(Arrays.copyOf(good, length));
    }
    assertEquals(1, accepted);
  }

  @Test
  void wordsAtTheEdgeAreASetOrRefused() {
    long[] edges = {
      Long.MIN_VALUE,
      -1,
      0,
      1,
      2,
      3,
      4,
      Integer.MAX_VALUE,
      1L << 31,
      1L << 32,
      Long.MAX_VALUE,
      1L << 60,
      1L << 61,
      4096,
      good.length - 1,
      good.length,
      good.length + 1
    };
    for (int first = KeySetImage.COUNT_AT; first < good.length - 8; first += 8) {
      for (int second = first; second < good.length - 8; second += 8) {
        for (long a : edges) {
          for (long b : edges) {
            byte[] changed = good.clone();
            words(changed).putLong(first, a).putLong(second, b);
            judge(changed);
          }
        }
      }
    }
    assertTrue(refused > 0);
  }

  @Test
  void randomSealedFilesAreASetOrRefused() {
    long seed = Long.getLong("seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    try {
      for (int i = 0; i < RANDOM_FILES; i++) {
        byte[] changed = Arrays.copyOf(good, good.length + random.nextInt(-20, 20));
        for (int n = random.nextInt(1, 6); n > 0; n--) {
          int at = random.nextInt(KeySetImage.COUNT_AT, changed.length);
          changed[at] =
              (byte) (random.nextBoolean() ? random.nextInt(256) : good[at % good.length]);
        }
        judge(changed);
      }
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  /** A file that is overwritten in place, while it is mapped: every look checks again. */
  @Test
  void whatIsOverwrittenInPlaceIsCheckedAgain() throws IOException {
    for (int at = KeySetImage.MAGIC_AT; at < good.length; at++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        replace(good);
        try (MappedKeySet mapped = MappedKeySet.get(file)) {
          byte[] changed = good.clone();
          changed[at] ^= (byte) (1 << bit);
          overwrite(changed);
          look(mapped);
        }
      }
    }
    assertTrue(accepted > 0 && refused > 0, () -> accepted + " accepted, " + refused + " refused");
  }

  private void overwrite(byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), 0);
    }
  }

  /** Looks may give anything that could be in a set, or the one exception. */
  private void look(MappedKeySet mapped) throws IOException {
    try {
      mapped.value("bb");
      mapped.value("zz");
      mapped.toMap();
      accepted++;
    } catch (FormatException e) {
      refused++;
    }
  }

  /** Judges an image; {@link #judgeFile} shows that a file with these bytes fares as well. */
  private boolean judge(byte[] bytes) {
    Map<String, String> map;
    try {
      map = mapOf(new KeySetImage(ByteBuffer.wrap(bytes)));
    } catch (FormatException e) {
      refused++;
      return false;
    }
    ByteBuffer again = KeySetImage.of(map);
    int mismatch = again.position(4096).slice().mismatch(words(bytes).position(4096).slice());
    if (mismatch >= 0) {
      fail("byte " + (4096 + mismatch) + " is not as a set is laid out");
    }
    accepted++;
    return true;
  }

  /** What was accepted has each key once, and finds it. */
  private static Map<String, String> mapOf(KeySetImage image) throws FormatException {
    image.check();
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < image.count(); i++) {
      assertNull(map.put(image.key(i), image.value(i)));
      assertEquals(i, image.find(image.key(i)));
    }
    return map;
  }

  private void judgeFile(byte[] bytes) throws IOException {
    Seal.stamp(ByteBuffer.wrap(bytes), 1);
    replace(bytes);
    if (judge(bytes)) {
      try (MappedKeySet set = MappedKeySet.get(file)) {
        assertEquals(mapOf(new KeySetImage(ByteBuffer.wrap(bytes))), set.toMap());
      }
    } else {
      assertThrows(FormatException.class, () -> MappedKeySet.get(file));
    }
  }

  private static ByteBuffer words(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
