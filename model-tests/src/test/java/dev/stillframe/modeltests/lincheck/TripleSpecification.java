package dev.stillframe.modeltests.lincheck;

import java.util.Objects;

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

  /** Whether the host that lives now has taken what is held. */
  private boolean isTaken;

  private long durable;

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
    isTaken = held != 0;
    return held;
  }

  public long giveBack() {
    if (!isTaken) {
      return NOTHING;
    }
    durable = held;
    held = 0;
    isTaken = false;
    return durable;
  }

  public long recover() {
    return newest;
  }

  public long takeUp() {
    isTaken = false;
    return durable;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TripleSpecification that
        && newest == that.newest
        && offered == that.offered
        && held == that.held
        && isTaken == that.isTaken
        && durable == that.durable;
  }

  @Override
  public int hashCode() {
    return Objects.hash(newest, offered, held, isTaken, durable);
  }
}
