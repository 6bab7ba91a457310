package dev.stillframe.examples;

import dev.stillframe.queue.Entry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;

/**
 * What {@link Records} promises of every state that it ever left, in memory or in a snapshot:
 * records that are whole, numbered without a gap, each with its number in the tail word of its
 * slot.
 */
public final class RecordLog {
  private RecordLog() {}

  /**
   * Checks a state.
   *
   * @param entries its entries, oldest first
   * @param payload gives the bytes of an entry
   * @param tail gives a word of the tail
   * @return the newest sequence number, 0 if there is no entry
   * @throws BrokenRecordException if the state is not one that was committed
   */
  public static long verify(
      List<Entry> entries, Function<Entry, Optional<byte[]>> payload, LongUnaryOperator tail) {
    long before = 0;
    for (Entry entry : entries) {
      byte[] bytes =
          payload
              .apply(entry)
              .orElseThrow(() -> new BrokenRecordException(entry + " cannot be read"));
      long sequence = RecordCodec.sequenceOf(bytes);
      if (before != 0 && sequence != before + 1) {
        throw new BrokenRecordException("record " + sequence + " follows record " + before);
      }
      long word = tail.applyAsLong(entry.slot());
      if (word != sequence) {
        throw new BrokenRecordException(
            String.format(
                Locale.ROOT,
                "record %d has tail word %d in slot %d",
                sequence,
                word,
                entry.slot()));
      }
      before = sequence;
    }
    return before;
  }
}
