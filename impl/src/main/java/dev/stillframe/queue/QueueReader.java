package dev.stillframe.queue;

import dev.stillframe.FormatException;
import dev.stillframe.memory.WordMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads committed entries from a memory while its client may commit. It writes nothing. The memory
 * is hostile input.
 *
 * <p>One thread at a time; any number of readers may read one memory.
 */
public final class QueueReader {
  private final WordMemory memory;
  private final DescriptorScan scan;

  /**
   * Creates a reader.
   *
   * @param memory a configured memory
   * @throws FormatException if it is not configured, foreign, impossible or truncated
   */
  public QueueReader(WordMemory memory) throws FormatException {
    this(memory, QueueLayout.read(memory));
  }

  QueueReader(WordMemory memory, QueueLayout layout) {
    this.memory = memory;
    this.scan = new DescriptorScan(memory, layout);
  }

  /**
   * Returns the layout of the memory.
   *
   * @return what the header said when this reader was created
   */
  public QueueLayout layout() {
    return scan.layout();
  }

  /**
   * Lists the consecutive entries that end at the newest one. While a client commits, each entry
   * was in its descriptor at some instant of this call, and the newest one may be missing.
   *
   * @return oldest first; empty if nothing was committed, or if the pass missed every entry
   */
  public List<Entry> entries() {
    scan.scan();
    List<Entry> entries = new ArrayList<>(scan.run());
    for (int back = scan.run() - 1; back >= 0; back--) {
      entries.add(scan.entry(scan.slotBack(back)));
    }
    return entries;
  }

  /**
   * Lists every descriptor that could be an entry, in the run or not. A client that follows the
   * protocol leaves none outside the run.
   *
   * @return by slot
   */
  public List<Entry> descriptors() {
    scan.scan();
    List<Entry> entries = new ArrayList<>();
    for (int slot = 0; slot < layout().entries(); slot++) {
      if (scan.length(slot) != 0) {
        entries.add(scan.entry(slot));
      }
    }
    return entries;
  }

  /**
   * Reads the bytes of an entry.
   *
   * @param entry from a listing of this memory
   * @return the bytes, or empty if the client invalidated the entry before the copy was complete
   */
  public Optional<byte[]> read(Entry entry) {
    Objects.checkIndex(entry.slot(), layout().entries());
    if (!layout().isEntry(entry.offset(), entry.length()) || !scan.scan(entry)) {
      return Optional.empty();
    }
    byte[] bytes = new byte[(int) entry.length()];
    copyEntry(memory, layout(), entry.offset(), entry.length(), ByteBuffer.wrap(bytes), 0);
    // [queue.v2.fence] FenceRescan: without it, the copy may happen after the second look.
    memory.acquireFence();
    return scan.unchanged(entry.slot()) ? Optional.of(bytes) : Optional.empty();
  }

  /**
   * Reads the newest committed entry, and tries again while the client overwrites it. This is
   * obstruction-free: a client that never pauses can starve it.
   *
   * @return the bytes, or empty if nothing was committed
   */
  public Optional<byte[]> latest() {
    while (true) {
      scan.scan();
      if (scan.newest() == DescriptorScan.NONE) {
        if (scan.sawNothing()) {
          return Optional.empty();
        }
      } else {
        Optional<byte[]> bytes = read(scan.entry(scan.newest()));
        if (bytes.isPresent()) {
          return bytes;
        }
      }
      Thread.onSpinWait();
    }
  }

  /** Copies the bytes of one entry out of the ring, in one or two pieces. */
  static void copyEntry(
      WordMemory memory, QueueLayout layout, long offset, long length, ByteBuffer to, int at) {
    int first = layout.beforeWrap(offset, length);
    // [queue.copy] CopyWord: plain, between the two looks.
    memory.getBytes(layout.dataAt() + layout.ringIndex(offset), to, at, first);
    memory.getBytes(layout.dataAt(), to, at + first, (int) length - first);
  }
}
