package dev.stillframe.triple;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.record.RecordFormat;
import dev.stillframe.record.StateRecord;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Goes through the records in the first words of a buffer, and reads nothing beyond. Nobody writes
 * there while the buffer is offered, taken by this host, or was when this client started; but the
 * words may be anything. Each is read once and checked.
 */
final class RecordCursor implements RecordBatch.Source {
  private final WordMemory memory;
  private final TripleLayout layout;
  private int buffer;
  private int words;
  private int position;
  private long number;
  private long length;
  private boolean isBase;

  RecordCursor(WordMemory memory, TripleLayout layout) {
    this.memory = memory;
    this.layout = layout;
  }

  /** Starts before the first record of a half of a control word that was checked. */
  void open(long control, int half) throws FormatException {
    buffer = Control.buffer(control, half);
    words = Control.words(control, half);
    position = 0;
    length = 0;
    // [triple.read.first] L: the take, or the read of C at a restart, has acquired it.
    long first = memory.getOpaque(layout.firstNumberAt(buffer));
    require(first >= 1 && first <= RecordFormat.MAX_NUMBER, "L is %d", first);
    number = first - 1;
  }

  /** Goes to the next record, and returns false if there is none. */
  boolean next() throws FormatException {
    if (!hasNext()) {
      return false;
    }
    // [triple.read.length] as L.
    long head = memory.getOpaque(layout.recordAt(buffer, position));
    isBase = RecordFormat.isBase(head);
    length = RecordFormat.length(head);
    require(length <= (words - position - 1L) * Long.BYTES, "a record has %d bytes", length);
    require(!isBase || position == 0, "a base is not the first record but at word %d", position);
    position += RecordFormat.words((int) length);
    number++;
    return true;
  }

  /** Tells whether there is another record. */
  boolean hasNext() {
    return position < words;
  }

  /** Returns the number of the record; before the first one, the number before it. */
  long number() {
    return number;
  }

  /** Tells whether the record is a base. */
  boolean isBase() {
    return isBase;
  }

  /** Copies the record into an array of its own. */
  StateRecord record() {
    byte[] bytes = new byte[(int) length];
    copyTo(ByteBuffer.wrap(bytes), 0);
    return new StateRecord(number, isBase, bytes);
  }

  /** Copies the record into a batch. */
  void copyTo(RecordBatch batch) {
    batch.add(number, isBase, (int) length, this);
  }

  /** Copies the bytes of the record. */
  @Override
  public void copyTo(ByteBuffer target, int index) {
    int first = position - RecordFormat.words((int) length) + 1;
    // [triple.read.bytes] as L.
    memory.getBytes(layout.recordAt(buffer, first), target, index, (int) length);
  }

  private void require(boolean condition, String what, long value) throws FormatException {
    if (!condition) {
      throw new FormatException(
          Reason.RECORDS,
          String.format(
              Locale.ROOT, "buffer %d, of which %d words are used: " + what, buffer, words, value));
    }
  }
}
