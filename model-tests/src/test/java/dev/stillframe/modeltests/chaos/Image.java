package dev.stillframe.modeltests.chaos;

import dev.stillframe.FormatException;
import dev.stillframe.examples.BrokenRecordException;
import dev.stillframe.examples.RecordCodec;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.Entry;
import dev.stillframe.queue.QueueReader;
import java.util.List;

/** Judges the records in a memory that nobody writes, or in a snapshot. */
final class Image {
  private Image() {}

  /**
   * Checks every entry.
   *
   * @param memory what is to be judged
   * @param where its name, for people
   * @return the newest sequence number, 0 if there is no entry
   * @throws BrokenClaim if an entry is not what was committed, or does not follow the one before
   */
  static long verify(WordMemory memory, String where) {
    try {
      QueueReader reader = new QueueReader(memory);
      List<Entry> entries = reader.entries();
      if (entries.size() != reader.descriptors().size()) {
        throw new BrokenClaim("Q2", where + " has holes: " + reader.descriptors());
      }
      long before = 0;
      for (Entry entry : entries) {
        long sequence = sequence(reader, entry, where);
        if (before != 0 && sequence != before + 1) {
          throw new BrokenClaim("Q2", where + ": record " + sequence + " follows " + before);
        }
        long word = memory.getOpaque(reader.layout().tailAt() + entry.slot() * (long) Long.BYTES);
        if (word != sequence) {
          throw new BrokenClaim(
              "Q1", where + ": record " + sequence + " comes with tail word " + word);
        }
        before = sequence;
      }
      return before;
    } catch (FormatException e) {
      throw new BrokenClaim("Q1", where + ": " + e.getMessage());
    }
  }

  private static long sequence(QueueReader reader, Entry entry, String where) {
    try {
      return RecordCodec.sequenceOf(reader.read(entry).orElseThrow());
    } catch (BrokenRecordException e) {
      throw new BrokenClaim("Q1", where + ": " + e.getMessage());
    }
  }
}
