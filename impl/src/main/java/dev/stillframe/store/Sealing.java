package dev.stillframe.store;

import dev.stillframe.memory.PagedImage;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Puts seals on an image again and again. It keeps a checksum for each page, and of an image that
 * it has sealed before it reads only the pages that have changed.
 *
 * <p>A checksum is a polynomial over the integers modulo 2, modulo that of CRC32C, the coefficient
 * of x^0 in the highest bit. That of two parts, one behind the other, is that of the first times
 * x^8n, where the second has n bytes, plus that of the second: what starts and ends a CRC cancels
 * out.
 */
final class Sealing {
  private static final int POLYNOMIAL = 0x82F63B78;
  private static final int ONE = 1 << 31;
  private static final int X_8 = ONE >>> 8;
  private static final int X_8_PAGE = power(X_8, PagedImage.PAGE);

  private final CRC32C crc = new CRC32C();
  private PagedImage image;
  private int[] checksums;
  private long mark;

  /**
   * Puts a seal on an image, and clears the place of a mark.
   *
   * @param next the whole snapshot, at least one page
   * @param generation at least 1
   */
  void stamp(PagedImage next, long generation) {
    for (int at = Mark.AT; at < Mark.AT + Mark.BYTES; at += Long.BYTES) {
      next.putWord(at, 0);
    }
    next.putWord(Seal.MAGIC_AT, Seal.MAGIC);
    next.putWord(Seal.GENERATION_AT, generation);
    next.putWord(Seal.LENGTH_AT, next.size());
    next.putWord(Seal.CHECKSUM_AT, 0);
    next.putWord(Seal.CHECKSUM_AT, Integer.toUnsignedLong(checksum(next)));
  }

  private int checksum(PagedImage next) {
    if (next != image) {
      image = next;
      checksums = new int[next.pages()];
      mark = PagedImage.ALWAYS;
    }
    ByteBuffer bytes = image.bytes().duplicate();
    int all = 0;
    for (int page = 0; page < checksums.length; page++) {
      int at = page * PagedImage.PAGE;
      int length = Math.min(PagedImage.PAGE, image.size() - at);
      if (image.hasChanged(page, mark)) {
        crc.reset();
        crc.update(bytes.limit(at + length).position(at));
        checksums[page] = (int) crc.getValue();
      }
      int shift = length == PagedImage.PAGE ? X_8_PAGE : power(X_8, length);
      all = product(all, shift) ^ checksums[page];
    }
    mark = image.mark();
    return all;
  }

  private static int power(int base, int exponent) {
    int power = ONE;
    int square = base;
    for (int rest = exponent; rest != 0; rest >>>= 1) {
      power = (rest & 1) != 0 ? product(power, square) : power;
      square = product(square, square);
    }
    return power;
  }

  private static int product(int a, int b) {
    int product = 0;
    int shifted = b;
    for (int rest = a; rest != 0; rest <<= 1) {
      product ^= shifted & (rest >> 31);
      shifted = (shifted >>> 1) ^ (POLYNOMIAL & -(shifted & 1));
    }
    return product;
  }
}
