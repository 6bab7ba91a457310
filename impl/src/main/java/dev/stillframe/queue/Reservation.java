package dev.stillframe.queue;

import dev.stillframe.memory.WordMemory;
import java.util.Objects;

/**
 * A commit between reservation and publication: its bytes are in the ring, its descriptor is not
 * valid yet. Here the client writes the tail words that belong to it.
 *
 * <p>A tail word that belongs to an entry which is still valid must be left alone: a snapshot may
 * hold that entry. The usual arrangement is a group of tail words for each slot; those of {@link
 * #slot} are free, because the entry that had them is no longer valid.
 */
public final class Reservation {
  private final WordMemory memory;
  private final QueueLayout layout;
  private final QueueWriter writer;
  private boolean open;

  Reservation(WordMemory memory, QueueLayout layout, QueueWriter writer) {
    this.memory = memory;
    this.layout = layout;
    this.writer = writer;
  }

  void open(boolean nowOpen) {
    open = nowOpen;
  }

  /**
   * Returns the slot that this commit will have.
   *
   * @return from 0 to entries - 1
   */
  public int slot() {
    return writer.nextSlot();
  }

  /**
   * Returns how many older entries are still valid: those in the slots before {@link #slot},
   * cyclically.
   *
   * @return from 0 to entries - 1
   */
  public int validEntries() {
    return writer.validEntries();
  }

  /**
   * Tells whether the entry in a slot is still valid, so that its tail words must be left alone.
   *
   * @param slot from 0 to entries - 1
   * @return true if a snapshot may still hold it
   */
  public boolean isValid(int slot) {
    Objects.checkIndex(slot, layout.entries());
    int back = (slot() - slot) & (layout.entries() - 1);
    return back > 0 && back <= validEntries();
  }

  /**
   * Writes a word of the tail, in opaque mode.
   *
   * @param index which word, from 0
   * @param word its value
   */
  public void setTail(long index, long word) {
    requireOpen();
    // [queue.commit.tail] WriteTail: the fence before the data and Publish order it.
    memory.setOpaque(tailWordAddress(layout, memory, index), word);
  }

  /**
   * Writes bytes of the tail.
   *
   * @param at index of the first byte in the tail
   * @param source where the bytes come from
   * @param from index of the first byte in {@code source}
   * @param length how many bytes
   */
  public void putTail(long at, byte[] source, int from, int length) {
    requireOpen();
    // [queue.commit.tail-bytes] WriteTail, as above.
    memory.putBytes(tailAddress(layout, memory, at, length), source, from, length);
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("the tail may be written only during a commit's callback");
    }
  }

  /** Turns the index of a word into its address; the tail must hold all of it. */
  static long tailWordAddress(QueueLayout layout, WordMemory memory, long index) {
    long words = (memory.size() - layout.tailAt()) / Long.BYTES;
    return layout.tailAt() + Objects.checkIndex(index, words) * Long.BYTES;
  }

  /** Turns an index in the tail into an address; the tail must hold all of {@code length} bytes. */
  static long tailAddress(QueueLayout layout, WordMemory memory, long at, long length) {
    return layout.tailAt()
        + Objects.checkFromIndexSize(at, length, memory.size() - layout.tailAt());
  }
}
