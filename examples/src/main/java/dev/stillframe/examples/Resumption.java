package dev.stillframe.examples;

/** Where a program goes on after a kill. */
enum Resumption {
  /** Nothing that it said is lost. */
  WHERE_IT_WAS,

  /** With a snapshot, because it was killed within a transaction: remap capture alone has that. */
  SET_BACK,

  /** Something is lost that may not be. */
  WRONG;

  /**
   * Judges where a program goes on.
   *
   * @param resumed where it does
   * @param progress what it had said before
   * @param durable what the newest snapshot held; at most {@code progress} and what came after it
   * @param isCutShort whether the host has found it killed within a transaction
   */
  static Resumption of(long resumed, long progress, long durable, boolean isCutShort) {
    if (resumed < durable) {
      return WRONG;
    }
    if (isCutShort) {
      return SET_BACK;
    }
    return resumed < progress ? WRONG : WHERE_IT_WAS;
  }
}
