package dev.stillframe.cli.capture;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.cli.memory.Isolation;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.triple.TripleHost;
import dev.stillframe.triple.TripleLayout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.UUID;

/**
 * The triple buffer in a memory file whose client may do anything to it, also truncate it: so it is
 * read and written in a thread of its own, and nothing else is touched there ({@link Isolation}).
 */
final class TripleView {
  private final FileChannel memory;
  private final UUID identity;

  /** Null while the memory is not usable. */
  private TripleHost host;

  private BufferMemory words;
  private TripleLayout layout;
  private long mapped;

  /**
   * Creates a view.
   *
   * @param memory its file, open for reading and writing
   * @param identity of the journal; a memory with another one is never taken from
   */
  TripleView(FileChannel memory, UUID identity) {
    this.memory = memory;
    this.identity = identity;
  }

  /**
   * Maps the memory, unless it is mapped.
   *
   * @param durable number of the newest record that is durable
   */
  void requireOpen(long durable) throws IOException {
    if (host != null) {
      return;
    }
    long size = memory.size();
    BufferMemory words = BufferMemory.map(memory, MapMode.READ_WRITE, size);
    mapped = size;
    layout = Isolation.call(() -> layout(words));
    host = Isolation.call(() -> new TripleHost(words, durable));
    this.words = words;
  }

  /** Bytes of one buffer of a memory that was mapped. */
  long capacity() {
    return layout.capacity();
  }

  /**
   * Takes what is offered, or what was taken and not given back.
   *
   * @param batch is given a copy of it
   * @param durable number of the newest record that is durable
   * @return false if nothing is offered
   */
  boolean take(RecordBatch batch, long durable) throws IOException {
    return at(
        () -> {
          requireOurs(words);
          boolean isTaken = host.take();
          if (isTaken) {
            host.copyTo(batch);
          }
          return isTaken;
        },
        durable);
  }

  /**
   * Gives the buffer back.
   *
   * @param durable number of the newest record that is durable
   */
  void giveBack(long durable) throws IOException {
    at(
        () -> {
          host.durable(durable);
          host.giveBack();
          return true; // A look has a result.
        },
        durable);
  }

  private <T> T at(Isolation.Look<T> look, long durable) throws IOException {
    requireOpen(durable);
    try {
      T result = Isolation.call(look);
      if (memory.size() < mapped) {
        // Its error may never have arrived, and what was read behind the end is nothing.
        throw new FormatException(Reason.TRUNCATED, "the memory was truncated while it was read");
      }
      return result;
    } catch (IOException e) {
      host = null; // What it has taken, the next one takes up.
      throw e;
    }
  }

  private TripleLayout layout(BufferMemory words) throws FormatException {
    TripleLayout read = TripleLayout.read(words);
    requireOurs(words);
    return read;
  }

  /** Looked at before each batch: another program may have got hold of the same memory. */
  private void requireOurs(BufferMemory words) throws FormatException {
    if (!TripleLayout.identity(words).equals(identity)) {
      throw new FormatException(
          Reason.RECORDS, "the memory belongs to another journal: identities differ");
    }
  }
}
