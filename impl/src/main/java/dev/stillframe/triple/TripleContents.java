package dev.stillframe.triple;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.record.StateRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a memory of a triple buffer holds, looked at without changing anything: for people, and for
 * a host that has to know whether a memory is the one of its store.
 *
 * @param layout where things lie
 * @param identity names this line of states; zero if unknown
 * @param control the control word
 * @param hostWaits whether W is set in it
 * @param durable A, the number of the newest record that is durable; 0 if there is none
 * @param buffers those that the control word names: the one taken, then the one offered
 */
public record TripleContents(
    TripleLayout layout,
    UUID identity,
    long control,
    boolean hostWaits,
    long durable,
    List<Buffer> buffers) {

  /**
   * A buffer that the control word names.
   *
   * @param number of the buffer, from 1 to 3
   * @param isTaken whether the host has taken it; it is offered otherwise
   * @param bytes of its capacity that are used
   * @param records what is in it; empty if client and host changed it as often as it was read
   */
  public record Buffer(int number, boolean isTaken, long bytes, Optional<Records> records) {}

  /**
   * The records of a buffer.
   *
   * @param first number of the first one
   * @param last number of the last one
   * @param beginsWithBase whether the first one is a base
   */
  public record Records(long first, long last, boolean beginsWithBase) {}

  /** How many buffers a memory has; they are numbered from 1. */
  public static final int BUFFERS = Control.BUFFERS;

  /** How often a memory is looked at again that changes meanwhile. */
  private static final int TRIES = 100;

  /**
   * Looks at a memory. Nobody is disturbed, and no word is believed; what is changed meanwhile is
   * looked at again.
   *
   * @param memory any memory, also a hostile one
   * @return what it holds
   * @throws FormatException if it is not configured, foreign, impossible, truncated or damaged
   */
  public static TripleContents of(WordMemory memory) throws FormatException {
    TripleLayout layout = TripleLayout.read(memory);
    for (int tries = 1; ; tries++) {
      long control = control(memory, layout);
      boolean isLast = tries == TRIES;
      try {
        List<Buffer> buffers = buffers(memory, layout, control, isLast);
        if (isLast || isStill(memory, layout, control, buffers)) {
          return new TripleContents(
              layout,
              TripleLayout.identity(memory),
              control,
              Control.waits(control),
              TripleHost.durable(memory),
              buffers);
        }
      } catch (FormatException e) {
        if (control == control(memory, layout)) {
          throw e; // Nobody was writing there.
        }
      }
    }
  }

  private static long control(WordMemory memory, TripleLayout layout) throws FormatException {
    // [triple.view.control] in no order: what is read under a word that has changed is dropped, and
    // nobody relies on a look at a memory that is in use.
    return Control.check(memory.getOpaque(TripleLayout.CONTROL_AT), layout.capacityWords());
  }

  /** A buffer that was offered again meanwhile begins with another number, whatever C is. */
  private static boolean isStill(
      WordMemory memory, TripleLayout layout, long control, List<Buffer> buffers)
      throws FormatException {
    for (Buffer buffer : buffers) {
      // [triple.view.first] as C.
      long first = memory.getOpaque(layout.firstNumberAt(buffer.number()));
      if (first != buffer.records().orElseThrow().first()) {
        return false;
      }
    }
    return control == control(memory, layout);
  }

  private static List<Buffer> buffers(
      WordMemory memory, TripleLayout layout, long control, boolean isWithoutRecords)
      throws FormatException {
    List<Buffer> buffers = new ArrayList<>();
    for (int half : new int[] {Control.taken(control), Control.offered(control)}) {
      if (half != Control.NONE) {
        buffers.add(
            new Buffer(
                Control.buffer(control, half),
                half == Control.taken(control),
                Control.words(control, half) * (long) Long.BYTES,
                isWithoutRecords
                    ? Optional.empty()
                    : Optional.of(records(memory, layout, control, half))));
      }
    }
    return buffers;
  }

  private static Records records(WordMemory memory, TripleLayout layout, long control, int half)
      throws FormatException {
    RecordCursor cursor = new RecordCursor(memory, layout);
    cursor.open(control, half);
    cursor.next();
    long first = cursor.number();
    boolean beginsWithBase = cursor.isBase();
    while (cursor.next()) {
      // Goes to the last.
    }
    return new Records(first, cursor.number(), beginsWithBase);
  }

  /**
   * Copies the records from the last base on: they are the whole state, whatever was before.
   *
   * @param memory any memory that nobody else uses
   * @return in order, the base first; empty if the memory holds no base
   * @throws FormatException if it is not configured, foreign, impossible, truncated or damaged, or
   *     if records are missing behind the base
   */
  public static List<StateRecord> fromBase(WordMemory memory) throws FormatException {
    TripleLayout layout = TripleLayout.read(memory);
    long control = control(memory, layout);
    List<StateRecord> records = new ArrayList<>();
    for (int half : new int[] {Control.taken(control), Control.offered(control)}) {
      if (half != Control.NONE) {
        RecordCursor cursor = new RecordCursor(memory, layout);
        cursor.open(control, half);
        while (cursor.next()) {
          add(cursor.record(), records);
        }
      }
    }
    return records;
  }

  private static void add(StateRecord record, List<StateRecord> records) throws FormatException {
    if (record.isBase()) {
      records.clear();
    } else if (records.isEmpty()) {
      return;
    } else if (record.number() != records.get(records.size() - 1).number() + 1) {
      throw new FormatException(
          Reason.RECORDS, "records are missing before record " + record.number());
    }
    records.add(record);
  }

  /**
   * Returns the number of the newest record, durable or not.
   *
   * @return 0 if there is none
   */
  public long newest() {
    long newest = durable;
    for (Buffer buffer : buffers) {
      newest = Math.max(newest, buffer.records().map(Records::last).orElse(0L));
    }
    return newest;
  }
}
