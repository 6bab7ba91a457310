package dev.stillframe.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Consecutive records, one behind the other in one private buffer, which is used again for the next
 * batch: once it is large enough, taking a batch allocates nothing.
 *
 * <p>What a host copies into it is out of its client's reach from then on. One thread at a time.
 */
public final class RecordBatch {
  /** Where the bytes of a record are. */
  @FunctionalInterface
  public interface Source {
    /**
     * Copies all bytes of the record.
     *
     * @param target where to
     * @param index of the first one there
     */
    void copyTo(ByteBuffer target, int index);
  }

  private static final int FIRST_CAPACITY = 1 << 12;
  private static final int MOST = Integer.MAX_VALUE - Long.BYTES;

  private ByteBuffer records;
  private ByteBuffer view;
  private int size;
  private long first;
  private int count;
  private long content;

  /** Makes an empty batch. */
  public RecordBatch() {
    use(ByteBuffer.allocate(FIRST_CAPACITY));
  }

  /**
   * Makes a batch of records.
   *
   * @param records consecutive; only the first may be a base
   * @return a batch that holds copies of them
   * @throws IllegalArgumentException if they are others, or exceed 2 GiB
   */
  public static RecordBatch of(List<StateRecord> records) {
    RecordBatch batch = new RecordBatch();
    records.forEach(batch::add);
    return batch;
  }

  private void use(ByteBuffer buffer) {
    records = buffer.order(ByteOrder.LITTLE_ENDIAN);
    view = buffer.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Drops all records; the room stays. */
  public void clear() {
    size = 0;
    first = 0;
    count = 0;
    content = 0;
  }

  private void add(StateRecord record) {
    byte[] bytes = record.bytes();
    add(
        record.number(),
        record.isBase(),
        bytes.length,
        (target, index) -> target.put(index, bytes));
  }

  /**
   * Appends a record.
   *
   * @param number that of the last record and 1
   * @param isBase whether it is a base, which only the first one may be
   * @param length in bytes
   * @param bytes copies them
   * @throws IllegalArgumentException if it does not follow the last record, or there are more than
   *     2 GiB
   */
  public void add(long number, boolean isBase, int length, Source bytes) {
    if (count > 0 && (isBase || number != last() + 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "record %d does not follow record %d in a batch", number, last()));
    }
    int at = size;
    long end = at + RecordFormat.bytes(length);
    reserve(end);
    records.putLong((int) end - Long.BYTES, 0); // What the bytes do not fill of their last word.
    records.putLong(at, RecordFormat.head(length, isBase));
    first = count == 0 ? number : first;
    size = (int) end;
    count++;
    content += length;
    bytes.copyTo(records, at + Long.BYTES);
  }

  private void reserve(long bytes) {
    if (bytes > MOST) {
      throw new IllegalArgumentException("a batch of " + bytes + " bytes: at most 2 GiB");
    }
    if (bytes > records.capacity()) {
      int capacity = (int) Math.min(MOST, Math.max(bytes, 2L * records.capacity()));
      use(ByteBuffer.allocate(capacity).put(0, records, 0, size));
    }
  }

  /**
   * Returns the records as they lie in a buffer of the memory and in a journal: each a word (its
   * length in bytes; bit 63: a base), its bytes, and zeros up to the next word.
   *
   * @return read-only, little-endian, from its position to its limit; the same for every batch, and
   *     what it shows changes with the batch
   */
  public ByteBuffer bytes() {
    return view.clear().limit(size);
  }

  /**
   * Tells whether there is no record.
   *
   * @return true after {@link #clear}
   */
  public boolean isEmpty() {
    return count == 0;
  }

  /**
   * Returns how many records there are.
   *
   * @return at least 0
   */
  public int count() {
    return count;
  }

  /**
   * Returns the number of the first record.
   *
   * @return 0 if there is none
   */
  public long first() {
    return first;
  }

  /**
   * Returns the number of the last record.
   *
   * @return 0 if there is none
   */
  public long last() {
    return count == 0 ? 0 : first + count - 1;
  }

  /**
   * Tells whether the first record is a base; no other one is.
   *
   * @return false if there is none
   */
  public boolean isBase() {
    return count > 0 && RecordFormat.isBase(records.getLong(0));
  }

  /**
   * Returns what the records take of a buffer of the memory.
   *
   * @return bytes, a multiple of 8
   */
  public int size() {
    return size;
  }

  /**
   * Returns how long the records are together.
   *
   * @return bytes
   */
  public long content() {
    return content;
  }

  /**
   * Copies the records.
   *
   * @return in order, each with an array of its own
   */
  public List<StateRecord> records() {
    List<StateRecord> all = new ArrayList<>(count);
    int at = 0;
    while (at < size) {
      long head = records.getLong(at);
      byte[] bytes = new byte[(int) RecordFormat.length(head)];
      records.get(at + Long.BYTES, bytes);
      all.add(new StateRecord(first + all.size(), RecordFormat.isBase(head), bytes));
      at += (int) RecordFormat.bytes(bytes.length);
    }
    return all;
  }
}
