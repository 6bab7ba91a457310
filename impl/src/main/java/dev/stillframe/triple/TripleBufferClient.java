package dev.stillframe.triple;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.files.MemoryLock;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.record.StateRecord;
import dev.stillframe.store.JournalReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A client: one process that hands the increments of its state to a host by a memory file.
 *
 * <pre>{@code
 * try (TripleBufferClient client = TripleBufferClient.open(memory)) {
 *   client.rebuild(Handover.journal(System.getenv()).orElseThrow(), state::apply);
 *   if (!client.increment(change)) {
 *     client.base(state.bytes());    // The host is behind: the whole state takes its place.
 *   }
 * }
 * }</pre>
 *
 * <p>The memory is configured by a host, which alone knows how far its store has come. While the
 * client is open it holds exclusive locks on byte 0 of the file and of one beside it, whose name
 * ends in {@code .lock}, so that there is one client. One thread at a time.
 */
public final class TripleBufferClient implements AutoCloseable {
  private final MemoryLock lock;
  private final BufferMemory memory;
  private final TripleWriter writer;

  private TripleBufferClient(MemoryLock lock) throws IOException {
    this.lock = lock;
    this.memory = BufferMemory.mapAll(lock.channel());
    this.writer = new TripleWriter(memory);
  }

  /**
   * Opens a memory file and takes up the state that it holds; links are not followed.
   *
   * @param file the memory file, for instance {@code Handover.memory(System.getenv())}
   * @return an open client
   * @throws FormatException if no host has configured the file, or it is foreign or damaged
   * @throws IOException if there is none, if another client has it open, or if it cannot be opened,
   *     locked or mapped
   */
  public static TripleBufferClient open(Path file) throws IOException {
    MemoryLock lock = MemoryLock.open(file);
    try {
      return new TripleBufferClient(lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Goes through every record that makes up the state, in order; before the first commit only.
   *
   * @param journal opens the host's journal
   * @param state is given each record once
   * @throws FormatException if records are missing or buffers are damaged
   */
  public void rebuild(Supplier<Iterator<StateRecord>> journal, Consumer<StateRecord> state)
      throws FormatException {
    writer.rebuild(journal, state);
  }

  /**
   * Goes through every record that makes up the state, in order; before the first commit only. The
   * host may go on meanwhile.
   *
   * @param journal the file of the host's journal, as {@code Handover.journal(System.getenv())}
   *     gives it
   * @param state is given each record once
   * @throws FormatException if the journal is that of another memory, if records are missing, or if
   *     the journal or the buffers are damaged
   * @throws IOException if the journal cannot be read
   */
  public void rebuild(Path journal, Consumer<StateRecord> state) throws IOException {
    AtomicReference<JournalReader> open = new AtomicReference<>();
    try {
      writer.rebuild(() -> open(journal, open), state);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      if (open.get() != null) {
        open.get().close();
      }
    }
  }

  private Iterator<StateRecord> open(Path journal, AtomicReference<JournalReader> open) {
    try {
      JournalReader reader = JournalReader.openFile(journal);
      open.set(reader);
      if (!reader.identity().equals(TripleLayout.identity(memory))) {
        throw new FormatException(
            Reason.RECORDS,
            journal
                + " is the journal of another memory (identities differ): open the one that the host"
                + " names");
      }
      return reader;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Commits an increment: after this it is safe from a SIGKILL, and the host will persist it.
   *
   * @param bytes the increment
   * @return false if it was refused because the host is behind; nothing has changed then
   * @throws IllegalArgumentException if no buffer is large enough
   * @throws IllegalStateException while the state is rebuilt, and after {@link #close}
   * @throws FormatException if the memory is damaged
   */
  public boolean increment(byte[] bytes) throws FormatException {
    return writer.increment(bytes, 0, bytes.length);
  }

  /**
   * Commits a base, the whole state. It is never refused.
   *
   * @param bytes the state
   * @throws IllegalArgumentException if no buffer is large enough
   * @throws IllegalStateException while the state is rebuilt, and after {@link #close}
   * @throws FormatException if the memory is damaged
   */
  public void base(byte[] bytes) throws FormatException {
    writer.base(bytes, 0, bytes.length);
  }

  /**
   * Returns what commits parts of an array.
   *
   * @return the writer of this client
   */
  public TripleWriter writer() {
    return writer;
  }

  /**
   * Gives up the locks; the memory stays as it is. A commit after this is refused with an {@link
   * IllegalStateException}: another client may have the memory by then.
   */
  @Override
  public void close() throws IOException {
    writer.close();
    lock.close();
  }
}
