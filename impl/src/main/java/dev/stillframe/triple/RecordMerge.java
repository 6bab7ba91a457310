package dev.stillframe.triple;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.record.StateRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Puts the records of the journal and those of the buffers in one row, each once. */
final class RecordMerge {
  private final Consumer<StateRecord> state;
  private final List<StateRecord> kept = new ArrayList<>();
  private long last;

  RecordMerge(Consumer<StateRecord> state) {
    this.state = state;
  }

  /** Copies the records of a half, if it is one. */
  void keep(WordMemory memory, TripleLayout layout, long control, int half) throws FormatException {
    if (half != Control.NONE) {
      RecordCursor records = new RecordCursor(memory, layout);
      records.open(control, half);
      while (records.next()) {
        kept.add(records.record());
      }
    }
  }

  /** Gives the records of the journal, then those kept that the journal did not have. */
  void run(Iterator<StateRecord> journal, long newest) throws FormatException {
    while (journal.hasNext()) {
      give(journal.next());
    }
    long inJournal = last;
    for (StateRecord record : kept) {
      if (record.number() > inJournal) {
        give(record);
      }
    }
    if (last != newest) {
      throw missing(last, newest);
    }
  }

  private void give(StateRecord record) throws FormatException {
    boolean follows = record.isBase() ? record.number() > last : record.number() == last + 1;
    if (!follows) {
      throw missing(last, record.number());
    }
    last = record.number();
    state.accept(record);
  }

  private static FormatException missing(long last, long found) {
    return new FormatException(
        Reason.RECORDS,
        String.format(
            Locale.ROOT,
            "behind record %d of journal and memory comes record %d: is the journal that of this"
                + " memory?",
            last,
            found));
  }
}
