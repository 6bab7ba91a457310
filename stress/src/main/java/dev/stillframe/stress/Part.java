package dev.stillframe.stress;

/** What is run and reported together. */
enum Part {
  /** The shipped classes and their twins. */
  STRESS,
  /** The litmus tests. */
  LITMUS;

  /** Returns the name of its directory and of its summary. */
  String directory() {
    return this == STRESS ? "stress" : "litmus";
  }

  /** Tells whether a test belongs here, in a tier. */
  boolean includes(Check check, Tier tier) {
    boolean isLitmus = check.subject() == Subject.LITMUS;
    return isLitmus == (this == LITMUS) && check.tier().compareTo(tier) <= 0;
  }
}
