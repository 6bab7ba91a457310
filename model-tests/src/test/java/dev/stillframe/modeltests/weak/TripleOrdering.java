package dev.stillframe.modeltests.weak;

import dev.stillframe.memory.ForwardingMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.triple.TripleLayout;

/**
 * The accesses of the triple buffer that are stronger than opaque, by the ids that stand in the
 * comments of {@code impl}; each can be weakened between the shipped class and the memory.
 */
public enum TripleOrdering {
  NONE("", ""),
  CONFIGURE_VERSION("triple.configure.version", "T1"),
  HEADER_VERSION("triple.header.version", "T1"),
  RESTART_CONTROL("triple.restart.control", "T3"),
  COMMIT_CONTROL("triple.commit.control", "T1"),
  COMMIT_OFFER("triple.commit.offer", "T1"),
  TAKE("triple.take", "T1"),
  RETURN("triple.return", "T1");

  private final String id;
  private final String claim;

  TripleOrdering(String id, String claim) {
    this.id = id;
    this.claim = claim;
  }

  /** The row of {@code make simulate} in which this access is weakened. */
  public String row() {
    return "simulate-" + id.replace('.', '-');
  }

  /** The claim that does not hold without it. */
  public String claim() {
    return claim;
  }

  /** What falls first without it, as a check names it. */
  String property() {
    return switch (this) {
      case CONFIGURE_VERSION, HEADER_VERSION -> "capacity # is not a positive multiple of #";
      case RESTART_CONTROL -> "newest record, to a new client";
      case COMMIT_CONTROL, RETURN ->
          "the host may read word # after the client has written over it";
      case COMMIT_OFFER, TAKE ->
          "two honest processes: buffer #, of which # words are used: L is #";
      case NONE -> throw new IllegalStateException("nothing falls");
    };
  }

  /** Tells whether it is an access to the header, which is over before the first commit. */
  boolean isOfHeader() {
    return this == CONFIGURE_VERSION || this == HEADER_VERSION;
  }

  /** Returns a view, for one process from its start on, in which just this access is opaque. */
  WordMemory weaken(SimulatedMemory memory) {
    return new ForwardingMemory(memory) {
      private boolean hasReadControl;

      @Override
      public long getAcquire(long at) {
        TripleOrdering accessed = hasReadControl ? COMMIT_CONTROL : RESTART_CONTROL;
        if (at == TripleLayout.VERSION_AT) {
          accessed = HEADER_VERSION;
        } else {
          hasReadControl = true;
        }
        return accessed == TripleOrdering.this ? getOpaque(at) : super.getAcquire(at);
      }

      @Override
      public void setRelease(long at, long value) {
        if (TripleOrdering.this == CONFIGURE_VERSION) {
          setOpaque(at, value);
        } else {
          super.setRelease(at, value);
        }
      }

      @Override
      public boolean compareAndSetRelease(long at, long expected, long value) {
        return TripleOrdering.this == COMMIT_OFFER
            ? memory.compareAndSetOpaque(at, expected, value)
            : super.compareAndSetRelease(at, expected, value);
      }

      @Override
      public long getAndAddAcquire(long at, long delta) {
        return TripleOrdering.this == TAKE
            ? getAndAddOpaque(at, delta)
            : super.getAndAddAcquire(at, delta);
      }

      @Override
      public long getAndAddRelease(long at, long delta) {
        return TripleOrdering.this == RETURN
            ? getAndAddOpaque(at, delta)
            : super.getAndAddRelease(at, delta);
      }
    };
  }
}
