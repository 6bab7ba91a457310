package dev.stillframe.queue;

import dev.stillframe.memory.WordMemory;

/**
 * Reads the descriptors of a memory that another process writes, once before bytes are copied and
 * once after. If a descriptor is the same both times, the bytes of its entry were stable.
 *
 * <p>The memory is hostile input. Each look reads each word once; a descriptor that cannot be an
 * entry counts as invalid.
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

  /** First look: reads every descriptor. */
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

  /** First look at one descriptor. Returns true if it holds exactly this entry. */
  boolean scan(Entry entry) {
    read(entry.slot());
    return offsets[entry.slot()] == entry.offset() && lengths[entry.slot()] == entry.length();
  }

  private void read(int slot) {
    // [queue.v1.offset] ScanOffset: acquire keeps the read of the length behind it. In the other
    // order an old length could pair with a new offset.
    long offset = memory.getAcquire(layout.offsetAt(slot));
    // [queue.v1.length] ScanLength: acquire pairs with the release in Publish. Relaxed, the bytes
    // copied next may be older than the descriptor.
    long length = memory.getAcquire(layout.lengthAt(slot));
    offsets[slot] = offset;
    lengths[slot] = layout.isEntry(offset, length) ? length : 0;
  }

  /** Counts the entries that end at {@code last}, in consecutive slots and without a gap. */
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
   * Second look at one descriptor, after its bytes were copied and after {@link
   * WordMemory#acquireFence}. Returns true if it is unchanged since the first look; then its bytes
   * were stable in between.
   */
  boolean unchanged(int slot) {
    // [queue.v2.length] RescanLength before RescanOffset: in the other order, an old offset and the
    // equal length of the next commit in this slot would pass. Acquire keeps the two in order.
    long length = memory.getAcquire(layout.lengthAt(slot));
    // [queue.v2.offset] RescanOffset: the last read of this entry; nothing depends on its order.
    long offset = memory.getOpaque(layout.offsetAt(slot));
    return length == lengths[slot] && offset == offsets[slot];
  }

  /**
   * Returns true if at some instant no entry was valid. A single pass that finds none does not show
   * this: the client may have published an entry behind the pass and invalidated the one before it
   * ahead of the pass.
   *
   * <p>While the header is unchanged, at most one commit is published, and its entry stays valid.
   * So two passes cannot both miss it and the entry before it.
   */
  boolean sawNothing() {
    // [queue.empty.header] acquire keeps both passes behind it. The acquiring reads of the passes
    // keep the second read of the header behind them.
    long header = memory.getAcquire(QueueLayout.WRITE_OFFSET_AT);
    scan();
    if (newest == NONE) {
      scan();
    }
    // [queue.empty.again] after both passes, whose reads acquire.
    return newest == NONE && memory.getOpaque(QueueLayout.WRITE_OFFSET_AT) == header;
  }

  /** Returns the slot of the newest entry, or {@link #NONE}. */
  int newest() {
    return newest;
  }

  /** Returns the length of the run that ends at the newest entry; 0 if there is no entry. */
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
