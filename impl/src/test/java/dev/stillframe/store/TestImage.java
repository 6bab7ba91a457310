package dev.stillframe.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Numbered images from which their number and any foreign page can be told. Page p changes in every
 * p-th image, so that there are pages that stay and pages that change.
 */
final class TestImage {
  static final int PAGE = 4096;

  /** What a torn image holds. */
  static final int TORN = -1;

  static final int NUMBER_AT = 104;
  private static final int PAGES_AT = 112;
  private static final int FILL_AT = 120;

  private TestImage() {}

  static ByteBuffer of(int number, int pages) {
    ByteBuffer image = ByteBuffer.allocateDirect(pages * PAGE).order(ByteOrder.LITTLE_ENDIAN);
    image.putLong(NUMBER_AT, number);
    image.putLong(PAGES_AT, pages);
    for (int at = FILL_AT; at < image.capacity(); at += Long.BYTES) {
      image.putLong(at, fill(number, at / PAGE));
    }
    return image;
  }

  private static long fill(int number, int page) {
    return page == 0 ? number : 1000 + number - number % page;
  }

  /** Returns the number of an image, or TORN if it is not just what was made with that number. */
  static int numberOf(ByteBuffer image) {
    if (image.capacity() < PAGE) {
      return TORN;
    }
    ByteBuffer words = image.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int number = (int) words.getLong(NUMBER_AT);
    if (words.getLong(PAGES_AT) * PAGE != words.capacity()) {
      return TORN;
    }
    for (int at = FILL_AT; at < words.capacity(); at += Long.BYTES) {
      if (words.getLong(at) != fill(number, at / PAGE)) {
        return TORN;
      }
    }
    return number;
  }
}
