package dev.stillframe.triple;

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
    int at = append(record.number(), record.isBase(), record.bytes().length);
    records.put(at, record.bytes());
  }

  /** Appends a record but for its bytes, and returns where in {@link #buffer} they go. */
  int append(long number, boolean isBase, int length) {
    if (count > 0 && (isBase || number != last() + 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "record %d does not follow record %d in a batch", number, last()));
    }
    int at = size;
    long end = at + TripleLayout.recordBytes(length);
    reserve(end);
    records.putLong((int) end - Long.BYTES, 0); // What the bytes do not fill of their last word.
    records.putLong(at, isBase ? length | RecordCursor.BASE : length);
    first = count == 0 ? number : first;
    size = (int) end;
    count++;
    content += length;
    return at + Long.BYTES;
  }

  /** Returns where the records are; another one when there was not enough room. */
  ByteBuffer buffer() {
    return records;
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
    return count > 0 && records.getLong(0) < 0;
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
      byte[] bytes = new byte[(int) (head & ~RecordCursor.BASE)];
      records.get(at + Long.BYTES, bytes);
      all.add(new StateRecord(first + all.size(), head < 0, bytes));
      at += (int) TripleLayout.recordBytes(bytes.length);
    }
    return all;
  }
}
