package dev.stillframe.modeltests.vectors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A file of format v1 in the making, from {@code docs/format.md} and nothing else: what it does is
 * independent of the implementation that will be tried with it.
 */
final class Image {
  static final int PAGE = 4096;
  static final long VERSION = 0x96c2a6f4b68519b3L;
  static final long MAGIC = 0x4c4145534c495453L;

  private byte[] bytes;
  private boolean isOfThisBoot;

  Image(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A configured memory. */
  static Image configured(int entries, int dataBytes, int tailBytes) {
    int size = PAGE + pages(16 * entries) + pages(dataBytes) + tailBytes;
    return new Image(new byte[size])
        .word(0, VERSION)
        .word(8, entries - 1)
        .word(16, dataBytes - 1)
        .word(32, 0x0123456789abcdefL)
        .word(40, 0x8899aabbccddeeffL);
  }

  static int pages(int length) {
    return (length + PAGE - 1) / PAGE * PAGE;
  }

  Image copy() {
    Image copy = new Image(bytes.clone());
    copy.isOfThisBoot = isOfThisBoot;
    return copy;
  }

  Image word(int at, long value) {
    words().putLong(at, value);
    return this;
  }

  Image flip(int at) {
    bytes[at] ^= 1;
    return this;
  }

  Image put(int at, byte value) {
    bytes[at] = value;
    return this;
  }

  Image size(int size) {
    bytes = Arrays.copyOf(bytes, size);
    return this;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  int size() {
    return bytes.length;
  }

  long word(int at) {
    return words().getLong(at);
  }

  int at(int index) {
    return bytes[index] & 0xff;
  }

  private ByteBuffer words() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** An entry and its bytes, in a ring of this many bytes behind so many pages of descriptors. */
  Image entry(int slot, long offset, byte... content) {
    word(PAGE + 16 * slot, offset).word(PAGE + 16 * slot + 8, content.length);
    int data = PAGE + pages(16 * ((int) word(8) + 1));
    for (int i = 0; i < content.length; i++) {
      bytes[data + (int) ((offset + i) & word(16))] = content[i];
    }
    return this;
  }

  /** With a mark of the boot in which the judge runs, whatever that is. */
  Image ofThisBoot() {
    isOfThisBoot = true;
    return word(88, 0).word(96, 0);
  }

  /** With a seal over what is there now. */
  Image seal(long generation) {
    return seal(generation, bytes.length);
  }

  Image seal(long generation, long length) {
    word(48, MAGIC).word(56, generation).word(64, length).word(72, 0);
    Image unmarked = copy().word(80, 0).word(88, 0).word(96, 0);
    CRC32C crc = new CRC32C();
    crc.update(unmarked.bytes, 0, (int) Math.min(Math.max(length, 0), bytes.length));
    return word(72, crc.getValue());
  }

  /** The size and every word that is not 0, as the manifest has them. */
  Map<String, Object> sparse() {
    Map<String, String> nonZero = new LinkedHashMap<>();
    byte[] padded = Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8);
    ByteBuffer all = ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < padded.length; at += 8) {
      if (all.getLong(at) != 0) {
        nonZero.put(Integer.toString(at), Long.toHexString(all.getLong(at)));
      }
    }
    Map<String, Object> sparse = new LinkedHashMap<>();
    sparse.put("size", bytes.length);
    sparse.put("words", nonZero);
    if (isOfThisBoot) {
      sparse.put("boot", "this");
    }
    return sparse;
  }
}
