package dev.stillframe.modeltests.vectors;

import java.util.Arrays;
import java.util.zip.CRC32C;

/** Journals, put together from {@code docs/format.md} and nothing else. */
final class JournalImage {
  static final int HEADER = 512;

  private static final long VERSION = 0x314e524a4c495453L;
  private static final long BASE = Long.MIN_VALUE;
  private static final long SALT = 0x5a17L;

  private JournalImage() {}

  /** A file of these batches, with all checksums. */
  static Image journal(long first, Image... batches) {
    int size = HEADER + Arrays.stream(batches).mapToInt(Image::size).sum();
    Image file = new Image(new byte[size]).word(0, VERSION).word(8, first).word(24, SALT);
    file.word(32, 3).word(40, 4);
    int at = HEADER;
    for (Image batch : batches) {
      Image sealed = sealed(batch.copy(), at);
      for (int i = 0; i < sealed.size(); i += 8) {
        file.word(at + i, sealed.word(i));
      }
      at += sealed.size();
    }
    return header(file);
  }

  /** With the checksum of the header that is there now. */
  static Image header(Image file) {
    file.word(16, 0);
    CRC32C crc = new CRC32C();
    crc.update(file.bytes(), 0, HEADER);
    return file.word(16, crc.getValue());
  }

  /** A batch of records of 8 bytes each; its checksums come when it has its place. */
  static Image batch(long first, boolean isBase, int count) {
    Image batch = new Image(new byte[32 + 16 * count]);
    batch.word(0, (long) batch.size() << 32 | 0x424a5453L).word(8, first).word(16, count);
    for (int i = 0; i < count; i++) {
      batch.word(32 + 16 * i, 8 | (isBase && i == 0 ? BASE : 0)).word(40 + 16 * i, first + i);
    }
    return batch;
  }

  static Image sealed(Image batch, int at) {
    long head = checksum(at, Arrays.copyOf(batch.bytes(), 24));
    byte[] all = batch.word(24, 0).bytes();
    return batch.word(24, head << 32 | checksum(at, all));
  }

  private static long checksum(int at, byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(new Image(new byte[16]).word(0, SALT).word(8, at).bytes());
    crc.update(bytes);
    return crc.getValue();
  }
}
