package dev.stillframe.modeltests.lincheck;

/** What the operations return when each happens at one instant. */
public final class QueueSpecification {
  static final long NOTHING = 0;
  static final long TORN = -1;

  private long newestEnd = NOTHING;

  public long commit(int words) {
    newestEnd += (long) words * Long.BYTES;
    return newestEnd;
  }

  public long latest() {
    return newestEnd;
  }

  /**
   * An old entry goes before the commit that replaces it is there, so that no instant of a commit
   * would do for a read that finds it gone; that it is never torn can be said.
   */
  public boolean readOldest() {
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QueueSpecification that && newestEnd == that.newestEnd;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(newestEnd);
  }
}
