package dev.stillframe.stress.queue;

import dev.stillframe.FormatException;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.Entry;
import dev.stillframe.queue.QueueReader;
import dev.stillframe.queue.QueueWriter;
import dev.stillframe.queue.Reservation;
import dev.stillframe.queue.StampedPayload;
import java.util.Arrays;

/**
 * Makes commits that can be judged: the payload and the tail words of the slot, one group for each,
 * follow from the place in the stream.
 */
final class Client {
  private static final int TAIL_WORDS = 2;

  private final QueueWriter writer;

  Client(WordMemory memory) {
    try {
      writer = new QueueWriter(memory);
    } catch (FormatException e) {
      throw new IllegalStateException("the memory was not configured", e);
    }
  }

  static QueueReader reader(WordMemory memory) {
    try {
      return new QueueReader(memory);
    } catch (FormatException e) {
      throw new IllegalStateException("the memory was not configured", e);
    }
  }

  void commit(int words) {
    byte[] payload = StampedPayload.at(writer.writeOffset(), words);
    writer.commit(payload, 0, payload.length, this::writeTail);
  }

  private boolean writeTail(Reservation reservation) {
    for (int i = 0; i < TAIL_WORDS; i++) {
      reservation.setTail(tailIndex(reservation.slot(), i), tailWord(writer.writeOffset()));
    }
    return true;
  }

  /** Returns the stream offset behind the newest commit. */
  long end() {
    return writer.writeOffset();
  }

  /** Tells whether bytes are those of the commit at a stream offset. */
  static boolean isWhole(byte[] bytes, long offset, int words) {
    return Arrays.equals(bytes, StampedPayload.at(offset, words));
  }

  static boolean isWhole(byte[] bytes, Entry entry) {
    return isWhole(bytes, entry.offset(), (int) (entry.length() / Long.BYTES));
  }

  /** Tells whether all tail words of an entry's slot are its own. */
  static boolean hasTail(WordMemory memory, QueueReader reader, Entry entry) {
    for (int i = 0; i < TAIL_WORDS; i++) {
      long at = reader.layout().tailAt() + tailIndex(entry.slot(), i) * Long.BYTES;
      if (memory.getOpaque(at) != tailWord(entry.offset())) {
        return false;
      }
    }
    return true;
  }

  private static long tailIndex(int slot, int word) {
    return (long) slot * TAIL_WORDS + word;
  }

  private static long tailWord(long offset) {
    return offset + 1;
  }
}
