package dev.stillframe.queue;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.PagedImage;
import dev.stillframe.memory.WordMemory;

/**
 * The host's side of the queue protocol. It copies a memory while the client writes it, and keeps
 * the entries that were stable during the copy. It only reads the memory, so a read-only mapping is
 * enough. The memory is hostile input.
 *
 * <p>A capture copies the newest entry first. It fails only if the client overwrites that entry
 * between the two looks at it; the previous image on disk then stays the newest. If the client
 * pauses for the length of one capture, that capture succeeds.
 *
 * <p>A capture allocates nothing unless the geometry has changed. One thread at a time.
 */
public final class QueueCapture {
  /** How a capture ended. */
  public enum Outcome {
    /** The image holds the newest entry and the stable entries before it. */
    KEPT,
    /** The memory holds no entry; do not use the image. */
    EMPTY,
    /** The client overwrote the newest entry during the capture; do not use the image. */
    LAPPED
  }

  private final WordMemory memory;
  private final PagedImage image;
  private DescriptorScan scan;
  private int capturedSlot = DescriptorScan.NONE;
  private long capturedOffset;
  private long capturedLength;
  private int kept;

  /**
   * Creates a capture with an image as large as the memory.
   *
   * @param memory the client's memory; a read-only mapping is enough
   */
  public QueueCapture(WordMemory memory) {
    this.memory = memory;
    this.image = PagedImage.allocate(Math.toIntExact(memory.size()));
  }

  /**
   * Returns the private copy. After a capture that was {@link Outcome#KEPT} it is a file of format
   * v1.
   *
   * @return the same image for every capture
   */
  public PagedImage image() {
    return image;
  }

  /**
   * Returns the newest entry in the image.
   *
   * @return the newest entry of the last capture that was kept; null before the first
   */
  public Entry captured() {
    return kept == 0 ? null : new Entry(capturedSlot, capturedOffset, capturedLength);
  }

  /**
   * Returns how many consecutive entries the image holds.
   *
   * @return at least 1 after a capture that was kept
   */
  public int kept() {
    return kept;
  }

  /**
   * Returns true if the newest entry is not the newest one in the image. It reads only the
   * descriptors, so a host can call it often.
   *
   * @return true if a capture would bring news
   * @throws FormatException if the memory is not configured, foreign, impossible or truncated
   */
  public boolean hasNews() throws FormatException {
    try {
      look();
    } catch (InternalError e) {
      throw truncated(e);
    }
    int newest = scan.newest();
    return newest != DescriptorScan.NONE
        && (newest != capturedSlot
            || scan.offset(newest) != capturedOffset
            || scan.length(newest) != capturedLength);
  }

  /**
   * Copies the memory into the image.
   *
   * @return how it ended
   * @throws FormatException if the memory is not configured, foreign, impossible or truncated; do
   *     not use the image then
   */
  public Outcome capture() throws FormatException {
    try {
      look();
      if (scan.newest() == DescriptorScan.NONE) {
        return scan.sawNothing() ? Outcome.EMPTY : Outcome.LAPPED;
      }
      copyTail();
      int stable = copyStable();
      if (stable == 0) {
        return Outcome.LAPPED;
      }
      finish(stable);
      return Outcome.KEPT;
    } catch (InternalError e) {
      throw truncated(e);
    }
  }

  /** First look: reads each header word once, then every descriptor. */
  private void look() throws FormatException {
    QueueLayout.requireHeader(memory);
    // [queue.header.masks] after the version, which says that they are there.
    long entryMask = memory.getOpaque(QueueLayout.ENTRY_MASK_AT);
    long dataMask = memory.getOpaque(QueueLayout.DATA_MASK_AT);
    if (scan == null || !scan.layout().hasMasks(entryMask, dataMask)) {
      scan = null;
      scan = new DescriptorScan(memory, QueueLayout.ofMasks(entryMask, dataMask, memory.size()));
      image.clear(0, image.size()); // Its contents follow the old geometry.
    }
    scan.scan();
  }

  /** Copies the whole tail before any second look: each entry needs its tail words. */
  private void copyTail() {
    long at = scan.layout().tailAt();
    copyRange(at, (int) (memory.size() - at));
  }

  /**
   * Copies entries back from the newest, and returns how many were stable. Each entry gets its
   * second look right after its copy, so a client that laps the host costs only older entries. The
   * first unstable entry ends the run: an image never goes back (Q3) and has no holes.
   */
  private int copyStable() {
    int stable = 0;
    while (stable < scan.run() && copyEntry(scan.slotBack(stable))) {
      stable++;
    }
    return stable;
  }

  /** Copies one entry. Returns true if its bytes were stable meanwhile. */
  private boolean copyEntry(int slot) {
    QueueLayout layout = scan.layout();
    long offset = scan.offset(slot);
    int length = (int) scan.length(slot);
    int first = layout.beforeWrap(offset, length);
    copyRange(layout.dataAt() + layout.ringIndex(offset), first);
    copyRange(layout.dataAt(), length - first);
    // [queue.v2.fence] FenceRescan: without it, the copy may happen after the second look.
    memory.acquireFence();
    return scan.unchanged(slot);
  }

  private void copyRange(long at, int length) {
    // [queue.copy] CopyWord: plain, between the two looks.
    image.copy(memory, at, length);
  }

  /** Completes the image as a file: header, kept descriptors, and zeros everywhere else. */
  private void finish(int stable) {
    QueueLayout layout = scan.layout();
    int newest = scan.newest();
    long end = scan.offset(newest) + scan.length(newest);
    image.putWord(QueueLayout.VERSION_AT, QueueLayout.VERSION);
    image.putWord(QueueLayout.ENTRY_MASK_AT, layout.entries() - 1);
    image.putWord(QueueLayout.DATA_MASK_AT, layout.dataBytes() - 1);
    image.putWord(QueueLayout.WRITE_OFFSET_AT, end);
    for (long at = QueueLayout.IDENTITY_AT;
        at < QueueLayout.IDENTITY_AT + QueueLayout.IDENTITY_BYTES;
        at += Long.BYTES) {
      // [queue.identity] written before the version word.
      image.putWord(at, memory.getOpaque(at));
    }
    long bytes = 0;
    for (int back = 0; back < layout.entries(); back++) {
      int slot = scan.slotBack(back);
      boolean isKept = back < stable;
      image.putWord(layout.offsetAt(slot), isKept ? scan.offset(slot) : 0);
      image.putWord(layout.lengthAt(slot), isKept ? scan.length(slot) : 0);
      bytes += isKept ? scan.length(slot) : 0;
    }
    long unused = layout.dataBytes() - bytes;
    int first = layout.beforeWrap(end, unused);
    image.clear(layout.dataAt() + layout.ringIndex(end), first);
    image.clear(layout.dataAt(), (int) unused - first);
    capturedSlot = newest;
    capturedOffset = scan.offset(newest);
    capturedLength = scan.length(newest);
    kept = stable;
  }

  private FormatException truncated(InternalError cause) {
    FormatException e =
        new FormatException(
            Reason.TRUNCATED,
            "the memory was truncated below " + memory.size() + " bytes while it was mapped");
    e.initCause(cause);
    return e;
  }
}
