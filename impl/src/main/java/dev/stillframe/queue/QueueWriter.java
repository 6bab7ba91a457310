package dev.stillframe.queue;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.WordMemory;
import java.util.Locale;
import java.util.Objects;

/**
 * The client's side of the queue protocol. A commit takes a bounded number of own steps, reads
 * nothing from shared memory, allocates nothing and makes no system call.
 *
 * <p>Why each ordering is there, and what breaks without it:
 *
 * <ul>
 *   <li><i>Invalidate</i>, release, oldest first: a capture that sees a newer entry gone sees the
 *       older ones gone too. Otherwise a snapshot could go back to an older commit (Q3).
 *   <li>release fence: no byte of the new commit is seen before the entries that it overwrites are
 *       seen to be invalid. Otherwise a capture keeps torn bytes (Q1).
 *   <li><i>Publish</i>, release: who sees the length sees the offset, the bytes, the tail words and
 *       the write offset. Otherwise a capture keeps bytes that are not there yet (Q1).
 * </ul>
 *
 * <p>One thread at a time, and one writer for each memory (see {@link QueueClient}).
 */
public final class QueueWriter {
  /** Where a writer still takes up: no number of commits gets from here to an offset refused. */
  private static final long MAX_RESUME_OFFSET = QueueLayout.MAX_OFFSET / 2;

  private static final String CLOSED = "this client is closed: open the memory again to commit";
  private static final String WITHIN =
      "a commit from within the callback of another one: return from that first";

  private final WordMemory memory;
  private final QueueLayout layout;
  private final Reservation reservation;

  // The client's own picture of the descriptors. Commits use it alone, so that no other process
  // can lead them astray.
  private final long[] offsets;
  private long writeOffset;
  private long newestLength;
  private int next;
  private int valid;

  /** Why no commit may begin now; null while one may. */
  private String refusal;

  /**
   * Takes up the state that a memory holds, whoever wrote it and wherever it was killed.
   *
   * @param memory a configured memory that nobody else writes
   * @throws FormatException if it is not configured, foreign, impossible, truncated, or made for
   *     one entry alone
   */
  public QueueWriter(WordMemory memory) throws FormatException {
    this.memory = memory;
    this.layout = QueueLayout.read(memory);
    if (layout.entries() < 2) {
      throw new FormatException(
          Reason.GEOMETRY, "a memory with one entry cannot be written: each commit would drop it");
    }
    this.offsets = new long[layout.entries()];
    this.reservation = new Reservation(memory, layout, this);
    recover();
  }

  /**
   * RestartClient: the cursors come from the descriptors alone. The header's write offset counts
   * only where no entry is valid: it may be that of a commit which was never published, and commits
   * that start behind it would, kill after kill, invalidate all that is valid.
   */
  private void recover() throws FormatException {
    DescriptorScan scan = new DescriptorScan(memory, layout);
    scan.scan();
    valid = scan.run();
    if (valid == 0) {
      // [queue.recover.header] what the last client left: it is dead, all that it wrote is there.
      writeOffset = memory.getOpaque(QueueLayout.WRITE_OFFSET_AT);
    } else {
      Entry newest = scan.entry(scan.newest());
      writeOffset = newest.end();
      newestLength = newest.length();
      next = layout.next(newest.slot());
    }
    if (writeOffset < 0 || writeOffset > MAX_RESUME_OFFSET) {
      throw new FormatException(
          Reason.GEOMETRY,
          String.format(Locale.ROOT, "write offset %x is out of range", writeOffset));
    }
    for (int behind = 0; behind < layout.entries(); behind++) {
      int slot = (next + behind) & (layout.entries() - 1);
      offsets[slot] = scan.offset(slot);
      // [queue.recover.length] as the header above.
      if (behind < layout.entries() - valid && memory.getOpaque(layout.lengthAt(slot)) != 0) {
        // [queue.recover.clear] No client of ours leaves a length outside the run. What another
        // left has to go: commits invalidate only the run, and WriteOffset would lend such a length
        // a new offset. Opaque: the fence of the next commit comes before all that could overtake.
        memory.setOpaque(layout.lengthAt(slot), 0);
      }
    }
  }

  /**
   * Commits bytes.
   *
   * @param source where the bytes come from
   * @param from index of the first byte in {@code source}
   * @param length how many bytes, at least 1
   * @throws CommitRefusedException if {@code length} is 0 or more than {@link #room}; nothing has
   *     changed then
   */
  public void commit(byte[] source, int from, int length) {
    commit(source, from, length, null);
  }

  /**
   * Commits bytes together with words of the tail.
   *
   * @param source where the bytes come from
   * @param from index of the first byte in {@code source}
   * @param length how many bytes, at least 1
   * @param tail writes the tail words that belong to this commit; null for none
   * @return true if the commit was published, false if {@code tail} abandoned it; it is abandoned,
   *     too, if {@code tail} throws, and the next commit begins where this one did
   * @throws CommitRefusedException if {@code length} is 0 or more than {@link #room}; nothing has
   *     changed then
   * @throws IllegalStateException from within {@code tail}, which belongs to a commit that has
   *     begun, and after the end
   */
  public boolean commit(byte[] source, int from, int length, TailWriter tail) {
    Objects.checkFromIndexSize(from, length, source.length);
    requireReady();
    if (length == 0 || length > room()) {
      throw new CommitRefusedException(length, room(), layout.dataBytes());
    }
    invalidate(length);
    // [queue.commit.fence] FenceData, a release fence: without it, words of this commit may be seen
    // beside the descriptors that it has invalidated.
    memory.releaseFence();
    // [queue.commit.data] WriteData: plain, between the fence and the publication.
    int first = layout.beforeWrap(writeOffset, length);
    memory.putBytes(layout.dataAt() + layout.ringIndex(writeOffset), source, from, first);
    if (first < length) { // Else a bulk copy of nothing would cost a fifth of a small commit.
      memory.putBytes(layout.dataAt(), source, from + first, length - first);
    }
    if (tail != null && !writeTail(tail)) {
      return false;
    }
    publish(length);
    return true;
  }

  /** Invalidates the entry in the slot to be used and every entry whose bytes will be replaced. */
  private void invalidate(int length) {
    long firstKept = writeOffset + length - layout.dataBytes();
    while (valid > 0) {
      int oldest = (next - valid) & (layout.entries() - 1);
      if (valid < layout.entries() && offsets[oldest] >= firstKept) {
        break;
      }
      // [queue.commit.invalidate] Invalidate: release, oldest first. Relaxed, a capture may see a
      // newer entry gone and an older one not, and go back.
      memory.setRelease(layout.lengthAt(oldest), 0);
      valid--;
    }
  }

  private void requireReady() {
    if (refusal != null) {
      throw new IllegalStateException(refusal);
    }
  }

  private boolean writeTail(TailWriter tail) {
    refusal = WITHIN;
    reservation.open(true);
    boolean isWanted;
    try {
      isWanted = tail.write(reservation);
    } finally {
      // Abort: what was invalidated stays so, and the cursor is where it was.
      reservation.open(false);
      refusal = CLOSED.equals(refusal) ? CLOSED : null;
    }
    requireReady(); // It may have closed this writer, and another client have begun.
    return isWanted;
  }

  /** Ends: nothing is committed any more. */
  void close() {
    refusal = CLOSED;
  }

  private void publish(int length) {
    long offset = writeOffset;
    long end = offset + length;
    // [queue.commit.header] WriteHeader before Publish: after a kill the header is never behind a
    // valid entry.
    memory.setOpaque(QueueLayout.WRITE_OFFSET_AT, end);
    // [queue.commit.offset] WriteOffset before Publish: a valid length never stands beside the
    // slot's old offset.
    memory.setOpaque(layout.offsetAt(next), offset);
    // [queue.commit.publish] Publish: release. Relaxed, a capture may see the length before the
    // words.
    memory.setRelease(layout.lengthAt(next), length);
    offsets[next] = offset;
    writeOffset = end;
    newestLength = length;
    next = layout.next(next);
    valid++;
  }

  /**
   * Returns the largest payload that a commit would take now: what the ring has beside the newest
   * entry.
   *
   * @return bytes
   */
  public long room() {
    return layout.dataBytes() - newestLength;
  }

  /**
   * Returns the stream offset behind the newest commit.
   *
   * @return a stream offset
   */
  public long writeOffset() {
    return writeOffset;
  }

  /**
   * Returns the layout of the memory.
   *
   * @return what the header said when this writer was created
   */
  public QueueLayout layout() {
    return layout;
  }

  int nextSlot() {
    return next;
  }

  int validEntries() {
    return valid;
  }
}
