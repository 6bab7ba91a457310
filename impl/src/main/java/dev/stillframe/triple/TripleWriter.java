package dev.stillframe.triple;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.record.RecordFormat;
import dev.stillframe.record.StateRecord;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The client's side of the triple buffer. A commit, or its refusal, takes at most {@link
 * #MAX_ATTEMPTS} rounds of own steps whatever the host does, allocates nothing and makes no system
 * call.
 *
 * <p>Why each ordering is there, and what breaks without it:
 *
 * <ul>
 *   <li><i>read of C</i>, acquire: who sees that the host has returned a buffer comes after all
 *       that the host read in it. Otherwise the host may read a record that is written over it.
 *   <li><i>offer</i>, release: who takes the buffer sees its first number and its records.
 * </ul>
 *
 * <p>One thread at a time, and one client for each memory.
 */
public final class TripleWriter {
  /**
   * The most times that a commit tries: between two changes of C by the client, the host makes at
   * most four (return, take, return, set W).
   */
  public static final int MAX_ATTEMPTS = 5;

  private static final long NOWHERE = -1;

  private static final String CLOSED = "this client is closed: open the memory again to commit";
  private static final String WITHIN =
      "the state is still being rebuilt: return from the callback first";

  private final WordMemory memory;
  private final TripleLayout layout;

  /** What C was when this client started; the buffers that it names stay until a commit. */
  private final long found;

  /** The last C that was checked, so that one which has not changed is not checked again. */
  private long seen;

  /** The half of {@link #seen} that the next offer goes in. */
  private int half;

  /** The buffer that this half offers; 0 if it offers none. */
  private int offered;

  /** Where the next record goes in that buffer. */
  private long next;

  /** How many words of that buffer are free. */
  private int free;

  private final int capacityWords;
  private long newest;
  private boolean hasCommitted;
  private boolean hostWaited;

  /** Why no commit and no rebuilding may begin now; null while one may. */
  private String refusal;

  /**
   * Takes up the state that a memory holds, whoever wrote it and wherever it was killed.
   *
   * @param memory a configured memory with no other client
   * @throws FormatException if it is not configured, foreign, impossible or truncated
   */
  public TripleWriter(WordMemory memory) throws FormatException {
    this.memory = memory;
    this.layout = TripleLayout.read(memory);
    capacityWords = layout.capacityWords();
    // [triple.restart.control] OpenControl: before A, acquire: if a buffer is no longer named, A
    // counts it.
    found = Control.check(memory.getAcquire(TripleLayout.CONTROL_AT), capacityWords);
    hostWaited = Control.waits(found);
    newest =
        Math.max(durable(), Math.max(last(Control.taken(found)), last(Control.offered(found))));
  }

  /** Returns the number of the last record in a half. */
  private long last(int half) throws FormatException {
    if (half == Control.NONE) {
      return 0;
    }
    RecordCursor records = new RecordCursor(memory, layout);
    records.open(found, half);
    while (records.next()) {
      // The number counts the lengths that were walked.
    }
    return records.number();
  }

  /**
   * Goes through every record that makes up the state at the start of this client, in order: those
   * of the journal, then those that are on their way there. Before the first commit only.
   *
   * @param journal opens the journal; it is called after the buffers were copied, because what the
   *     host persists and returns in between is only in the journal then
   * @param state is given each record once
   * @throws FormatException if records are missing or buffers are damaged
   * @throws IllegalStateException after a commit, from within {@code state}, and after the end
   */
  public void rebuild(Supplier<Iterator<StateRecord>> journal, Consumer<StateRecord> state)
      throws FormatException {
    requireReady();
    if (hasCommitted) {
      throw new IllegalStateException("the buffers have changed since: rebuild before committing");
    }
    refusal = WITHIN;
    try {
      RecordMerge merge = new RecordMerge(state);
      merge.keep(memory, layout, found, Control.taken(found));
      merge.keep(memory, layout, found, Control.offered(found));
      merge.run(journal.get(), newest);
    } finally {
      refusal = CLOSED.equals(refusal) ? CLOSED : null;
    }
  }

  private void requireReady() {
    if (refusal != null) {
      throw new IllegalStateException(refusal);
    }
  }

  /** Ends: nothing is committed any more. */
  void close() {
    refusal = CLOSED;
  }

  /**
   * Commits an increment.
   *
   * @param source where the bytes come from
   * @param from index of the first byte in {@code source}
   * @param length how many bytes
   * @return true if it was committed; false if the buffer that is offered has no room, because the
   *     host has not taken it: nothing has changed then, and a base would still be taken
   * @throws IllegalArgumentException if no buffer is large enough
   * @throws IllegalStateException while the state is rebuilt, and after the end
   * @throws FormatException if the control word is damaged
   */
  public boolean increment(byte[] source, int from, int length) throws FormatException {
    return commit(source, from, length, false);
  }

  /**
   * Commits a base, which holds the whole state: it replaces what is offered, and is never refused.
   *
   * @param source where the bytes come from
   * @param from index of the first byte in {@code source}
   * @param length how many bytes
   * @throws IllegalArgumentException if no buffer is large enough
   * @throws IllegalStateException while the state is rebuilt, and after the end
   * @throws FormatException if the control word is damaged
   */
  public void base(byte[] source, int from, int length) throws FormatException {
    commit(source, from, length, true);
  }

  private boolean commit(byte[] source, int from, int length, boolean isBase)
      throws FormatException {
    Objects.checkFromIndexSize(from, length, source.length);
    requireReady();
    int words = RecordFormat.words(length);
    if (words > capacityWords) {
      throw new IllegalArgumentException(
          "a record of " + length + " bytes does not fit a buffer of " + layout.capacity());
    }
    long written = NOWHERE;
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      // [triple.commit.control] ReadControl, acquire: the host's last read of a buffer that it has
      // returned comes before the first write to it here.
      long control = memory.getAcquire(TripleLayout.CONTROL_AT);
      if (control != seen) {
        see(control);
      }
      boolean isAppended = !isBase && offered != 0;
      int buffer = isAppended ? offered : Control.freeBuffer(control);
      long at = isAppended ? next : layout.recordAt(buffer, 0);
      int room = isAppended ? free : capacityWords;
      if (words > room) {
        return false;
      }
      if (at != written) {
        if (!isAppended) {
          // [triple.commit.first] Write: before Offer.
          memory.setOpaque(layout.firstNumberAt(buffer), newest + 1);
        }
        write(at, source, from, length, isBase);
        written = at;
      }
      // [triple.commit.offer] Offer: release. Relaxed, the host may take a buffer and not see what
      // is in it. It fails if the host has taken, returned or begun to wait, and changes nothing.
      long offer =
          isAppended
              ? Control.append(control, half, words)
              : Control.offer(control, half, buffer, words);
      if (memory.compareAndSetRelease(TripleLayout.CONTROL_AT, control, offer)) {
        seen = offer;
        offered = buffer;
        next = at + words * (long) Long.BYTES;
        free = room - words;
        newest++;
        hasCommitted = true;
        hostWaited = Control.waits(control);
        return true;
      }
    }
    throw new FormatException(
        Reason.CONTROL, "the control word has changed more often than one host can change it");
  }

  private void see(long control) throws FormatException {
    Control.check(control, capacityWords);
    half = Control.toOffer(control);
    boolean isOffered = Control.offered(control) == half;
    offered = isOffered ? Control.buffer(control, half) : 0;
    next = layout.recordAt(offered, Control.words(control, half));
    free = capacityWords - Control.words(control, half);
    seen = control;
  }

  private void write(long at, byte[] source, int from, int length, boolean isBase) {
    // [triple.commit.length] Write: before Offer.
    memory.setOpaque(at, RecordFormat.head(length, isBase));
    // [triple.commit.bytes] Write: before Offer.
    memory.putBytes(at + Long.BYTES, source, from, length);
  }

  /**
   * Returns the number of the newest record: the last one committed, here or before a restart.
   *
   * @return 0 if nothing was ever committed
   */
  public long newest() {
    return newest;
  }

  /**
   * Returns how far the host has persisted.
   *
   * @return the number of a record; all up to it are durable
   * @throws FormatException if the word is damaged
   */
  public long durable() throws FormatException {
    return TripleHost.durable(memory);
  }

  /**
   * Tells whether the last commit found the host waiting; before the first one, whether the start
   * did, because the client before may have been killed before it could wake the host. A host of
   * ours looks by itself; one that sleeps until it is woken is to be woken then.
   *
   * @return true if W was set in the control word that was found
   */
  public boolean hostWaited() {
    return hostWaited;
  }

  /**
   * Returns the layout of the memory.
   *
   * @return what the header said when this writer was created
   */
  public TripleLayout layout() {
    return layout;
  }
}
