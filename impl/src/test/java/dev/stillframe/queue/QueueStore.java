package dev.stillframe.queue;

/** The stores of a commit, told apart by where they go and what they store. */
public enum QueueStore {
  INVALIDATE,
  DATA,
  TAIL,
  HEADER,
  OFFSET,
  PUBLISH;

  /** Returns which store of a commit puts {@code value} at {@code at}. */
  public static QueueStore of(QueueLayout layout, long at, long value) {
    if (at >= layout.tailAt()) {
      return TAIL;
    }
    if (at >= layout.dataAt()) {
      return DATA;
    }
    if (at == QueueLayout.WRITE_OFFSET_AT) {
      return HEADER;
    }
    if (at < layout.offsetAt(0)) {
      throw new IllegalArgumentException("a commit stores nothing at byte address " + at);
    }
    if ((at - layout.offsetAt(0)) % QueueLayout.DESCRIPTOR_BYTES == 0) {
      return OFFSET;
    }
    return value == 0 ? INVALIDATE : PUBLISH;
  }
}
