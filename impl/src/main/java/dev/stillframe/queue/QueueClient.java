package dev.stillframe.queue;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.files.MemoryLock;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.store.Snapshots;
import dev.stillframe.store.Snapshots.Found;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A client: one process that keeps its state in a memory file.
 *
 * <pre>{@code
 * Path memory = Handover.memory(System.getenv()).orElse(Path.of("state.mem"));
 * try (QueueClient client = QueueClient.open(memory, QueueLayout.of(64, 1 << 16), 0)) {
 *   byte[] state = client.latest().orElse(new byte[8]);
 *   client.commit(state);
 * }
 * }</pre>
 *
 * <p>While it is open it holds exclusive locks on byte 0 of the file and of one beside it, {@code
 * state.mem.lock} here, so that there is one writer. One thread at a time.
 */
public final class QueueClient implements AutoCloseable {
  private final MemoryLock lock;
  private final BufferMemory memory;
  private final QueueWriter writer;
  private final QueueReader reader;

  private QueueClient(MemoryLock lock, BufferMemory memory) throws FormatException {
    this.lock = lock;
    this.memory = memory;
    this.writer = new QueueWriter(memory);
    this.reader = new QueueReader(memory);
  }

  /**
   * Opens a memory file and takes up the state that it holds; creates and configures what is
   * missing, with mode 0600 and links not followed.
   *
   * @param file the memory file; it may be missing, or empty, or preallocated by a host
   * @param layout the geometry; a file that has been configured must have just this one
   * @param tailBytes the least size of the tail in bytes, a multiple of 8; all that the file has
   *     beyond is tail too
   * @return an open client
   * @throws FormatException if the file is foreign, damaged, or of another geometry
   * @throws IOException if another client has it open, or if it cannot be opened, locked, extended
   *     or mapped
   */
  public static QueueClient open(Path file, QueueLayout layout, long tailBytes) throws IOException {
    if (tailBytes < 0 || tailBytes % Long.BYTES != 0) {
      throw new IllegalArgumentException(
          "tail bytes must be a multiple of 8 and not negative, not " + tailBytes);
    }
    long needed = Math.addExact(layout.tailAt(), tailBytes);
    BufferMemory.requireMappable(needed);
    MemoryLock lock = MemoryLock.openOrCreate(file);
    try {
      PrivateFiles.extend(lock.channel(), needed);
      BufferMemory memory = BufferMemory.mapAll(lock.channel());
      configure(file, memory, layout);
      return new QueueClient(lock, memory);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void configure(Path file, BufferMemory memory, QueueLayout wanted)
      throws FormatException {
    try {
      QueueLayout found = QueueLayout.read(memory);
      if (!found.hasMasks(wanted.entries() - 1, wanted.dataBytes() - 1)) {
        throw new FormatException(
            Reason.GEOMETRY,
            String.format(
                Locale.ROOT,
                "%s has %d entries and %d data bytes, not %d and %d as asked for: ask for what it"
                    + " has, or move it away to begin anew",
                file,
                found.entries(),
                found.dataBytes(),
                wanted.entries(),
                wanted.dataBytes()));
      }
    } catch (FormatException e) {
      if (e.reason() != Reason.UNCONFIGURED) {
        throw e;
      }
      identify(memory);
      wanted.configure(memory);
    }
  }

  /** Gives a memory an identity, unless a host has. */
  private static void identify(BufferMemory memory) {
    SecureRandom random = new SecureRandom();
    for (long at = QueueLayout.IDENTITY_AT;
        at < QueueLayout.IDENTITY_AT + QueueLayout.IDENTITY_BYTES;
        at += Long.BYTES) {
      // [queue.identity] before the version word, which a host reads first.
      if (memory.getOpaque(at) == 0) {
        memory.setOpaque(at, random.nextLong());
      }
    }
  }

  /**
   * Commits bytes: after this, they are what {@link #latest} gives, also after a SIGKILL.
   *
   * @param bytes the payload
   * @throws CommitRefusedException if there are none, or more than {@link #room}
   * @throws IllegalStateException after {@link #close}, and from within a {@link TailWriter}
   */
  public void commit(byte[] bytes) {
    writer.commit(bytes, 0, bytes.length);
  }

  /**
   * Commits bytes together with words of the tail.
   *
   * @param source where the bytes come from
   * @param from index of the first byte in {@code source}
   * @param length how many bytes, at least 1
   * @param tail writes the tail words that belong to this commit; null for none
   * @return true if the commit was published, false if {@code tail} abandoned it; it is abandoned,
   *     too, if {@code tail} throws
   * @throws CommitRefusedException if {@code length} is 0 or more than {@link #room}
   * @throws IllegalStateException after {@link #close}, and from within {@code tail}
   */
  public boolean commit(byte[] source, int from, int length, TailWriter tail) {
    return writer.commit(source, from, length, tail);
  }

  /**
   * Returns the largest payload that a commit would take now.
   *
   * @return bytes
   */
  public long room() {
    return writer.room();
  }

  /**
   * Returns the bytes of the newest commit.
   *
   * @return the bytes, or empty if nothing was committed yet
   */
  public Optional<byte[]> latest() {
    return reader.latest();
  }

  /**
   * Lists the entries that are still valid.
   *
   * @return oldest first
   */
  public List<Entry> entries() {
    return reader.entries();
  }

  /**
   * Reads the bytes of an entry.
   *
   * @param entry one of {@link #entries}
   * @return the bytes, or empty if later commits have replaced it
   */
  public Optional<byte[]> read(Entry entry) {
    return reader.read(entry);
  }

  /**
   * Returns the geometry.
   *
   * @return that of the file
   */
  public QueueLayout layout() {
    return writer.layout();
  }

  /**
   * Returns the size of the tail.
   *
   * @return bytes
   */
  public long tailBytes() {
    return memory.size() - layout().tailAt();
  }

  /**
   * Reads a word of the tail.
   *
   * @param index which word, from 0
   * @return its value
   */
  public long getTail(long index) {
    // [queue.tail.read] of the client's own process, or of one that is dead.
    return memory.getOpaque(Reservation.tailWordAddress(layout(), memory, index));
  }

  /**
   * Reads bytes of the tail.
   *
   * @param at index of the first byte in the tail
   * @param target where the bytes go
   * @param index where in {@code target} the first byte goes
   * @param length how many bytes
   */
  public void getTail(long at, ByteBuffer target, int index, int length) {
    // [queue.tail.read-bytes] as above.
    memory.getBytes(Reservation.tailAddress(layout(), memory, at, length), target, index, length);
  }

  /**
   * Looks at the last persisted snapshot and tells how far it is behind. This reads a file and may
   * wait for the disk: it is no part of a commit, and no commit depends on it.
   *
   * @param snapshot the snapshot's name, as the host was given it
   * @return how many bytes were committed since, 0 if the snapshot holds the newest commit; empty
   *     if there is no snapshot of this memory
   * @throws IOException if the files cannot be read
   */
  public Optional<Long> bytesBehind(Path snapshot) throws IOException {
    Optional<Found> found = Snapshots.newest(snapshot).found();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    BufferMemory image = new BufferMemory(Snapshots.load(found.get()));
    List<Entry> entries = new QueueReader(image).entries();
    if (entries.isEmpty() || !hasSameIdentity(image)) {
      return Optional.empty();
    }
    return Optional.of(writer.writeOffset() - entries.get(entries.size() - 1).end());
  }

  private boolean hasSameIdentity(BufferMemory other) {
    // [queue.identity] its own, and that of a file that nobody writes.
    return memory.getOpaque(QueueLayout.IDENTITY_AT) == other.getOpaque(QueueLayout.IDENTITY_AT)
        && memory.getOpaque(QueueLayout.IDENTITY_AT + Long.BYTES)
            == other.getOpaque(QueueLayout.IDENTITY_AT + Long.BYTES);
  }

  /**
   * Gives up the locks; the memory stays as it is. A commit after this is refused with an {@link
   * IllegalStateException}: another client may have the memory by then. What was committed can
   * still be read, because the mapping lasts as long as this object.
   */
  @Override
  public void close() throws IOException {
    writer.close();
    lock.close();
  }
}
