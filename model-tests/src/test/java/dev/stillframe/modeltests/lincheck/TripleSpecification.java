package dev.stillframe.modeltests.lincheck;

/** What the operations of the triple buffer return when each happens at one instant. */
public final class TripleSpecification {
  static final long NOTHING = 0;
  static final long REFUSED = 0;
  static final long TORN = -1;

  /** Records that a buffer holds. */
  private static final int ROOM = 2;

  private long newest;
  private int offered;
  private long held;

  public long increment() {
    if (offered == ROOM) {
      return REFUSED;
    }
    offered++;
    newest++;
    return newest;
  }

  public long base() {
    offered = 1;
    newest++;
    return newest;
  }

  public long take() {
    if (held == 0 && offered > 0) {
      held = newest;
      offered = 0;
    }
    return held;
  }

  public long giveBack() {
    long number = held;
    held = 0;
    return number;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TripleSpecification that
        && newest == that.newest
        && offered == that.offered
        && held == that.held;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(newest * 31 + offered * 7 + held);
  }
}
