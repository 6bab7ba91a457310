package dev.stillframe.modeltests.proof;

/**
 * An expression as the solver reads it.
 *
 * @param sort of SMT-LIB
 */
record Term(String text, String sort) {
  static final String INT = "Int";
  static final String BOOL = "Bool";
  static final String NAME = "Name";
  static final String PAIR = "Pair";
  static final String SET = array(BOOL);

  static String array(String sort) {
    return "(Array Int " + sort + ")";
  }

  static Term bool(String text) {
    return new Term(text, BOOL);
  }

  static Term integer(String text) {
    return new Term(text, INT);
  }

  /** Returns the sort of what a function yields. */
  String element() {
    if (!sort.startsWith("(Array Int ")) {
      throw new IllegalArgumentException("not a function: " + text + " of sort " + sort);
    }
    return sort.substring("(Array Int ".length(), sort.length() - 1);
  }

  /** Returns this term if it has the sort that it must have here. */
  Term of(String expected) {
    if (!sort.equals(expected)) {
      throw new IllegalArgumentException(
          "of sort " + sort + " where " + expected + " is needed: " + text);
    }
    return this;
  }
}
