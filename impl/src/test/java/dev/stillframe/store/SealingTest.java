package dev.stillframe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillframe.memory.PagedImage;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** A checksum that is put together of those of pages is that of the whole. */
final class SealingTest {
  private static long checksumOfAll(PagedImage image) {
    ByteBuffer copy = ByteBuffer.allocate(image.size());
    copy.put(image.bytes().duplicate().clear()).flip();
    for (int i = 0; i < Long.BYTES; i++) {
      copy.put(Seal.CHECKSUM_AT + i, (byte) 0);
    }
    CRC32C crc = new CRC32C();
    crc.update(copy);
    return crc.getValue();
  }

  @Test
  void whateverChanges() {
    for (int size : new int[] {4096, 4104, 8184, 8192, 65536, 100_000}) {
      change(size);
    }
  }

  private static void change(int size) {
    SplittableRandom random = new SplittableRandom(size);
    Sealing sealing = new Sealing();
    PagedImage image = new PagedImage(ByteBuffer.allocateDirect(size));
    for (int i = 1; i <= 100; i++) {
      for (int n = random.nextInt(5); n > 0; n--) {
        image.putWord(8 * random.nextInt(size / 8), random.nextLong());
      }
      sealing.stamp(image, i);
      assertEquals(checksumOfAll(image), image.bytes().getLong(Seal.CHECKSUM_AT));
    }
  }

  @Test
  void otherImagesInBetween() {
    Sealing sealing = new Sealing();
    PagedImage[] images = {
      new PagedImage(ByteBuffer.allocateDirect(8192)),
      new PagedImage(ByteBuffer.allocateDirect(8192)),
      new PagedImage(ByteBuffer.allocateDirect(12_288))
    };
    for (int i = 0; i < 30; i++) {
      PagedImage image = images[i % images.length];
      image.putWord(4096, i);
      sealing.stamp(image, i + 1);
      assertEquals(checksumOfAll(image), image.bytes().getLong(Seal.CHECKSUM_AT));
    }
  }
}
