package dev.stillframe.conformance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * A snapshot as {@code docs/format.md} has it; written from there, without the implementation.
 *
 * @param bytes all of the file
 */
record SealedFile(byte[] bytes) {
  static final long MAGIC = 0x4c4145534c495453L;
  static final int MAGIC_AT = 48;
  static final int GENERATION_AT = 56;
  static final int LENGTH_AT = 64;
  static final int CHECKSUM_AT = 72;
  static final int END = 80;

  static SealedFile read(Path file) throws FellShort, IOException {
    return new SealedFile(PortFile.read(file));
  }

  /** The bytes of an image with a seal. */
  static byte[] seal(byte[] image, long generation) {
    byte[] sealed = image.clone();
    ByteBuffer words = ByteBuffer.wrap(sealed).order(ByteOrder.LITTLE_ENDIAN);
    words.putLong(MAGIC_AT, MAGIC).putLong(GENERATION_AT, generation);
    words.putLong(LENGTH_AT, sealed.length).putLong(CHECKSUM_AT, 0);
    words.putLong(CHECKSUM_AT, checksum(sealed));
    return sealed;
  }

  private static long checksum(byte[] bytes) {
    byte[] copy = bytes.clone();
    Arrays.fill(copy, CHECKSUM_AT, END, (byte) 0);
    CRC32C crc = new CRC32C();
    crc.update(copy);
    return crc.getValue();
  }

  /** Requires just the seal that a publication of this generation writes. */
  void requireSeal(long generation) throws FellShort {
    if (bytes.length < END) {
      throw new FellShort(Rule.SEAL_COVERS_EVERY_BYTE, "a seal", bytes.length + " bytes");
    }
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    requireWord("magic %016x", MAGIC, words.getLong(MAGIC_AT));
    requireWord("generation %d", generation, words.getLong(GENERATION_AT));
    requireWord("length %d", bytes.length, words.getLong(LENGTH_AT));
    requireWord("checksum %08x", checksum(bytes), words.getLong(CHECKSUM_AT));
  }

  private static void requireWord(String word, long expected, long actual) throws FellShort {
    if (actual != expected) {
      throw new FellShort(
          Rule.SEAL_COVERS_EVERY_BYTE,
          String.format(Locale.ROOT, word, expected),
          String.format(Locale.ROOT, word, actual));
    }
  }

  byte[] withoutSeal() {
    byte[] copy = bytes.clone();
    Arrays.fill(copy, MAGIC_AT, Math.min(copy.length, 104), (byte) 0);
    return copy;
  }
}
