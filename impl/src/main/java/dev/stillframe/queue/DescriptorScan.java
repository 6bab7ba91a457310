package dev.stillframe.queue;

import dev.stillframe.memory.WordMemory;

/**
 * What one pass over the descriptors of a memory saw, and whether it still holds: the two looks
 * between which bytes may be copied from a memory that somebody else writes.
 *
 * <p>The words may be anything. Each is read once per look, and what is not an entry counts as
 * invalid.
 */
final class DescriptorScan {
  private final WordMemory memory;
  private final QueueLayout layout;
  private final long[] offsets;
  private final long[] lengths;
  private int newest = NONE;
  private int run;

  static final int NONE = -1;

  DescriptorScan(WordMemory memory, QueueLayout layout) {
    this.memory = memory;
    this.layout = layout;
    this.offsets = new long[layout.entries()];
    this.lengths = new long[layout.entries()];
  }

  QueueLayout layout() {
    return layout;
  }

  /** First look at every descriptor. */
  void scan() {
    newest = NONE;
    for (int slot = 0; slot < offsets.length; slot++) {
      read(slot);
      if (lengths[slot] != 0 && (newest == NONE || offsets[slot] > offsets[newest])) {
        newest = slot;
      }
    }
    run = newest == NONE ? 0 : runTo(newest);
  }

  /** First look at one descriptor; tells whether it holds just this entry. */
  boolean scan(Entry entry) {
    read(entry.slot());
    return offsets[entry.slot()] == entry.offset() && lengths[entry.slot()] == entry.length();
  }

  private void read(int slot) {
    // [queue.v1.offset] ScanOffset: acquire, so that the length is not read before the offset. The
    // other order would pair an old length with a new offset.
    long offset = memory.getAcquire(layout.offsetAt(slot));
    // [queue.v1.length] ScanLength: acquire, so that the bytes that are copied next are those that
    // Publish released. Relaxed, they may be older than the descriptor.
    long length = memory.getAcquire(layout.lengthAt(slot));
    offsets[slot] = offset;
    lengths[slot] = layout.isEntry(offset, length) ? length : 0;
  }

  /** Counts the entries that end at {@code last}, slot before slot and without a gap. */
  private int runTo(int last) {
    int count = 1;
    long bytes = lengths[last];
    int slot = last;
    while (count < offsets.length) {
      int before = layout.previous(slot);
      bytes += lengths[before];
      if (lengths[before] == 0
          || offsets[before] + lengths[before] != offsets[slot]
          || bytes > layout.dataBytes()) {
        break;
      }
      slot = before;
      count++;
    }
    return count;
  }

  /**
   * Second look at one descriptor, after the bytes were copied and {@link WordMemory#acquireFence}
   * was passed: tells whether it is what the first look saw, so that its bytes were stable in
   * between.
   */
  boolean unchanged(int slot) {
    // [queue.v2.length] RescanLength before RescanOffset: the other order accepts an old offset
    // with the new, equal length of the next commit in this slot. Acquire keeps them in order.
    long length = memory.getAcquire(layout.lengthAt(slot));
    // [queue.v2.offset] RescanOffset: last; what comes after it is another entry's.
    long offset = memory.getOpaque(layout.offsetAt(slot));
    return length == lengths[slot] && offset == offsets[slot];
  }

  /**
   * Tells whether there was an instant at which no entry was valid. One look that sees none does
   * not tell: the client may have published an entry behind the look and invalidated the one before
   * it ahead of the look.
   *
   * <p>While the header stands still, at most one commit is published, and its entry stays valid:
   * two looks cannot both miss it and the entry before it.
   */
  boolean sawNothing() {
    // [queue.empty.header] acquire, so that both looks come after it; their own accesses keep the
    // second read of the header behind them.
    long header = memory.getAcquire(QueueLayout.WRITE_OFFSET_AT);
    scan();
    if (newest == NONE) {
      scan();
    }
    // [queue.empty.again] behind the two looks, which acquire.
    return newest == NONE && memory.getOpaque(QueueLayout.WRITE_OFFSET_AT) == header;
  }

  /** Returns the slot of the newest entry, or {@link #NONE}. */
  int newest() {
    return newest;
  }

  /** Returns how many entries the run has that ends at the newest; 0 if there is none. */
  int run() {
    return run;
  }

  /** Returns the slot that lies {@code back} entries before the newest. */
  int slotBack(int back) {
    return (newest - back) & (offsets.length - 1);
  }

  long offset(int slot) {
    return offsets[slot];
  }

  long length(int slot) {
    return lengths[slot];
  }

  Entry entry(int slot) {
    return new Entry(slot, offsets[slot], lengths[slot]);
  }
}
