package dev.stillframe.triple;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.record.RecordFormat;
import dev.stillframe.record.StateRecord;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The host's side of the triple buffer. To take a batch and to return it is one atomic instruction
 * each, whatever the client does.
 *
 * <pre>{@code
 * RecordBatch batch = new RecordBatch();
 * while (host.take()) {
 *   host.copyTo(batch);
 *   host.durable(journal.append(batch));
 *   host.giveBack();
 * }
 * }</pre>
 *
 * <p>Why each ordering is there, and what breaks without it:
 *
 * <ul>
 *   <li><i>take</i>, acquire: what is read in the buffer is what the client's offer released.
 *   <li><i>return</i>, release: what was read in the buffer was read before the client writes there
 *       again, and a client that sees the return sees A.
 * </ul>
 *
 * <p>One thread at a time, and one host for each memory.
 */
public final class TripleHost {
  private static final long FIRST_PAUSE = 1_000;
  private static final long LONGEST_PAUSE = 1_000_000;

  private final WordMemory memory;
  private final TripleLayout layout;
  private final RecordCursor records;
  private long durable;
  private long last;

  /** The control word as of the take; 0 while nothing is taken. */
  private long taken;

  /**
   * Takes up a memory, whoever was its host and wherever that was killed.
   *
   * @param memory a configured memory with no other host
   * @param durable number of the newest record that the store holds; 0 if there is none
   * @throws FormatException if the memory is not configured, foreign, impossible or truncated, or
   *     says that later records are durable than the store holds
   */
  public TripleHost(WordMemory memory, long durable) throws FormatException {
    this.memory = memory;
    this.layout = TripleLayout.read(memory);
    this.records = new RecordCursor(memory, layout);
    long before = durable(memory);
    if (before > durable) {
      throw new FormatException(
          Reason.RECORDS,
          String.format(
              Locale.ROOT,
              "the memory says that record %d is durable, the store ends with %d: is it the store"
                  + " of this memory?",
              before,
              durable));
    }
    this.durable = before;
    this.last = durable;
    durable(durable);
  }

  /** Reads A. */
  static long durable(WordMemory memory) throws FormatException {
    // [triple.durable.read] OpenDurable: by a client at its start, after C.
    long durable = memory.getOpaque(TripleLayout.DURABLE_AT);
    if (durable < 0 || durable > RecordFormat.MAX_NUMBER) {
      throw new FormatException(Reason.RECORDS, durable + " is no number of a durable record");
    }
    return durable;
  }

  /**
   * Takes what is offered, or takes up what a host that was killed, or this one, has taken and not
   * returned.
   *
   * @return false if nothing is offered
   * @throws FormatException if the control word or the buffer is damaged
   */
  public boolean take() throws FormatException {
    long control = control();
    if (Control.taken(control) == Control.NONE) {
      if (Control.offered(control) == Control.NONE) {
        return false;
      }
      long delta = Control.take(control);
      // [triple.take] Take: acquire. Relaxed, the records read may be older than the offer. The
      // value that it replaced counts: the client may have gone on since C was read.
      control = check(memory.getAndAddAcquire(TripleLayout.CONTROL_AT, delta) + delta);
      if (Control.taken(control) == Control.NONE) {
        throw new FormatException(
            Reason.CONTROL, "somebody has changed the half that this host was to take");
      }
    }
    records.open(control, Control.taken(control));
    last = durable;
    taken = control;
    return true;
  }

  /**
   * Copies the records of what is taken, those that {@link #next} has not given. Those that are
   * durable already are left out: a host that was killed had persisted them.
   *
   * @param batch is emptied first
   * @throws FormatException if the buffer is damaged, or records are missing
   */
  public void copyTo(RecordBatch batch) throws FormatException {
    batch.clear();
    while (advance()) {
      records.copyTo(batch);
    }
  }

  /**
   * Returns the next record of what is taken, as {@link #copyTo} copies them, in an array of its
   * own.
   *
   * @return empty behind the last
   * @throws FormatException if the buffer is damaged, or records are missing
   */
  public Optional<StateRecord> next() throws FormatException {
    return advance() ? Optional.of(records.record()) : Optional.empty();
  }

  /** Goes to the next record that is not durable yet, and returns false behind the last. */
  private boolean advance() throws FormatException {
    requireTaken();
    while (records.next()) {
      if (records.number() > durable) {
        if (!records.isBase() && records.number() != last + 1) {
          throw new FormatException(
              Reason.RECORDS,
              String.format(
                  Locale.ROOT,
                  "record %d is missing: after it comes %d",
                  last + 1,
                  records.number()));
        }
        last = records.number();
        return true;
      }
    }
    return false;
  }

  /**
   * Says that the store holds all records up to a number, and will after a crash.
   *
   * @param number of a record that was copied, not before an earlier one
   */
  public void durable(long number) {
    if (number < durable || number > last) {
      throw new IllegalArgumentException(
          "record " + number + " cannot become durable between " + durable + " and " + last);
    }
    durable = number;
    // [triple.durable.write] WriteDurable: before Return, which releases it.
    memory.setOpaque(TripleLayout.DURABLE_AT, number);
  }

  /**
   * Returns the buffer to the client. All its records must be durable.
   *
   * @throws FormatException if somebody else has changed what this host had taken
   */
  public void giveBack() throws FormatException {
    requireTaken();
    if (records.hasNext() || records.number() > durable) {
      throw new IllegalStateException("records of this buffer are not durable: they would be lost");
    }
    int half = Control.taken(taken);
    // [triple.return] Return: release. Relaxed, the client may write over what is still being read.
    long before = memory.getAndAddRelease(TripleLayout.CONTROL_AT, Control.giveBack(taken));
    boolean isOurs = Control.content(before, half) == Control.content(taken, half);
    taken = 0;
    if (!isOurs) {
      throw new FormatException(
          Reason.CONTROL, "somebody has changed the half that this host had taken");
    }
  }

  /**
   * Waits until something is offered. It looks again after pauses of at most a millisecond; W tells
   * a client meanwhile, and stays when the time is over, so that a host which often waits for a
   * short time does not disturb commits each time. A host that can sleep on the control word itself
   * asks with 0, and sleeps while its lower half is 0.
   *
   * @param nanos how long, in nanoseconds; 0 to look once
   * @return true if {@link #take} would take something
   * @throws FormatException if the control word is damaged
   * @throws InterruptedException if this thread is interrupted
   */
  public boolean await(long nanos) throws FormatException, InterruptedException {
    long start = System.nanoTime();
    long control = control();
    if (control == 0) {
      // [triple.wait] AddWaits: nothing is ordered by it; an offer that came before it is in the
      // value that it replaced. Not if W is set already: only this host sets it.
      control = check(memory.getAndAddOpaque(TripleLayout.CONTROL_AT, Control.WAITS));
    }
    long pause = FIRST_PAUSE;
    while (control == 0 || control == Control.WAITS) {
      if (System.nanoTime() - start >= nanos) {
        return false;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      control = control();
    }
    return true;
  }

  private long control() throws FormatException {
    // [triple.host.control] Look: in no order; the take acquires, and what a dead host had taken it
    // had acquired before it died.
    return check(memory.getOpaque(TripleLayout.CONTROL_AT));
  }

  private long check(long control) throws FormatException {
    return Control.check(control, layout.capacityWords());
  }

  private void requireTaken() {
    if (taken == 0) {
      throw new IllegalStateException("nothing is taken: call take first");
    }
  }

  /**
   * Returns how far the store has persisted.
   *
   * @return the number of a record
   */
  public long durable() {
    return durable;
  }
}
