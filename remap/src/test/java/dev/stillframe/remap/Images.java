package dev.stillframe.remap;

import dev.stillframe.memory.PagedImage;
import dev.stillframe.memory.RemapLayout;

/** What must be true of an image of what {@link Writer} writes. */
final class Images {
  private Images() {}

  /** Tells whether the words are those of one instant of a writer that goes over them in order. */
  static boolean isOneInstant(PagedImage image) {
    long first = word(image, 0);
    long last = first;
    for (int page = 1; page < Writer.PAGES; page++) {
      long word = word(image, page);
      if (word > last || word < first - 1) {
        return false;
      }
      last = word;
    }
    return true;
  }

  /** Tells whether all words are of one transaction. */
  static boolean isWhole(PagedImage image) {
    for (int page = 1; page < Writer.PAGES; page++) {
      if (word(image, page) != word(image, 0)) {
        return false;
      }
    }
    return true;
  }

  /** How often the heap of a client that makes garbage has been collected. */
  static long collections(PagedImage image) {
    return image.bytes().getLong((int) (RemapLayout.DATA_AT + Writer.COLLECTIONS_AT));
  }

  static long word(PagedImage image, int page) {
    return image.bytes().getLong((int) (RemapLayout.DATA_AT + page * Userfault.PAGE));
  }
}
