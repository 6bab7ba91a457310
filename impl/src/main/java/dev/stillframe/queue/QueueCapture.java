package dev.stillframe.queue;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.PagedImage;
import dev.stillframe.memory.WordMemory;
import java.nio.ByteBuffer;

/**
 * The host's side of the queue protocol: copies a memory that its client goes on writing, and keeps
 * of the copy what was stable all the while. It needs no writable mapping and writes nothing to the
 * memory; nothing that stands in the memory is believed.
 *
 * <p>The newest entry comes first, so a capture fails only if the client overwrites that entry
 * between the first look and its second one; then the last image on disk stays the newest. If the
 * client pauses for the length of one capture, that capture succeeds.
 *
 * <p>A capture allocates nothing unless the memory has been configured anew. One thread at a time.
 */
public final class QueueCapture {
  /** How a capture ended. */
  public enum Outcome {
    /** The image holds the newest entry and those before it that were stable. */
    KEPT,
    /** The memory holds no entry; the image is not to be used. */
    EMPTY,
    /** The client overtook the capture; the image is not to be used. */
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
   * @param memory the client's memory; a read-only mapping will do
   */
  public QueueCapture(WordMemory memory) {
    this.memory = memory;
    this.image = new PagedImage(ByteBuffer.allocateDirect(Math.toIntExact(memory.size())));
  }

  /**
   * Returns the private copy, which is a file of format v1 after a capture that was {@link
   * Outcome#KEPT}.
   *
   * @return the same image for every capture
   */
  public PagedImage image() {
    return image;
  }

  /**
   * Returns the newest entry in the image.
   *
   * @return what the last capture that was kept ended with; null before the first
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
   * Tells whether there is an entry that the image does not end with. This looks only at the
   * descriptors, so that a host can afford it often.
   *
   * @return true if a capture is worth its while
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
   * @throws FormatException if the memory is not configured, foreign, impossible or truncated; the
   *     image is not to be used then
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

  /** First look: header words, once, then every descriptor. */
  private void look() throws FormatException {
    QueueLayout.requireHeader(memory);
    // [queue.header.masks] after the version, which says that they are there.
    long entryMask = memory.getOpaque(QueueLayout.ENTRY_MASK_AT);
    long dataMask = memory.getOpaque(QueueLayout.DATA_MASK_AT);
    if (scan == null || !scan.layout().hasMasks(entryMask, dataMask)) {
      scan = null;
      scan = new DescriptorScan(memory, QueueLayout.ofMasks(entryMask, dataMask, memory.size()));
      image.clear(0, image.size()); // What it held lay elsewhere.
    }
    scan.scan();
  }

  /** All of it, before any second look: no entry is whole without its words of the tail. */
  private void copyTail() {
    long at = scan.layout().tailAt();
    copyRange(at, (int) (memory.size() - at));
  }

  /**
   * Returns how many entries, back from the newest, were stable: each is copied and looked at again
   * on its own, the newest first, so that a client that laps the host costs older entries only. One
   * that was not ends the run, so that an image never goes back (Q3) and has no holes.
   */
  private int copyStable() {
    int stable = 0;
    while (stable < scan.run() && copyEntry(scan.slotBack(stable))) {
      stable++;
    }
    return stable;
  }

  /** Tells whether the bytes of the entry were stable while they were copied. */
  private boolean copyEntry(int slot) {
    QueueLayout layout = scan.layout();
    long offset = scan.offset(slot);
    int length = (int) scan.length(slot);
    int first = layout.beforeWrap(offset, length);
    copyRange(layout.dataAt() + layout.ringIndex(offset), first);
    copyRange(layout.dataAt(), length - first);
    // [queue.v2.fence] FenceRescan: without it the copy may be done after the second look.
    memory.acquireFence();
    return scan.unchanged(slot);
  }

  private void copyRange(long at, int length) {
    // [queue.copy] CopyWord: plain, between the two looks.
    image.copy(memory, at, length);
  }

  /** Makes the image a file of its own: header, the descriptors that are kept, the rest zero. */
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
