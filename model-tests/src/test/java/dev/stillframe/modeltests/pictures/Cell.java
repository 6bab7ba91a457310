package dev.stillframe.modeltests.pictures;

/**
 * A box with a word in it.
 *
 * @param note what stands below the word in small; empty for nothing
 * @param style its class in the style sheet, as {@code plain}, {@code empty}, {@code dirty}
 * @param isChanged whether the step that led here changed it
 */
record Cell(String text, String note, String style, boolean isChanged) {
  private static final int LETTER = 8;
  private static final int SMALL_LETTER = 7;
  private static final int MARGIN = 16;
  private static final int NARROWEST = 44;

  static Cell of(String text, String note, String style, boolean isChanged) {
    return new Cell(text, note, style, isChanged);
  }

  int width() {
    int words = Math.max(text.length() * LETTER, note.length() * SMALL_LETTER);
    return Math.max(NARROWEST, words + MARGIN);
  }
}
