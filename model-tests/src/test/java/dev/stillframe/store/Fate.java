package dev.stillframe.store;

import java.util.Random;

/** What becomes of the operations of a process that is recorded. */
class Fate {
  /** The process was killed: whatever its threads do now has no effect. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** One operation in so many fails, as long as any may. */
  private static final int FAILS_ONCE_IN = 5;

  private final Random random;
  private int left;
  private int failures;

  /**
   * Decides.
   *
   * @param operations that it does before it is killed
   * @param failures how many of them may fail
   */
  Fate(Random random, int operations, int failures) {
    this.random = random;
    this.left = operations;
    this.failures = failures;
  }

  /** Comes before each operation. */
  void next(String operation) {
    if (left == 0) {
      throw new Killed();
    }
    left--;
  }

  /** Tells whether this operation is one that fails. */
  boolean fails(String operation) {
    if (failures == 0 || random.nextInt(FAILS_ONCE_IN) > 0) {
      return false;
    }
    failures--;
    return true;
  }
}
