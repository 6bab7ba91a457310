package dev.stillframe.remap;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.files.MemoryLock;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.RemapLayout;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * The client's side of remap capture: memory that is written by plain stores, as any other, while a
 * host takes snapshots of it. A store to a page that the host has yet to copy waits for that copy;
 * no other store does anything more than it says.
 *
 * <p>A snapshot is the memory at one instant, whatever thread wrote it. What belongs together is
 * written in a {@linkplain #transaction transaction}.
 *
 * <p>Only stores through {@link #data} are held up: another mapping of the file, {@code write} on
 * it, and a process that was forked go past the host.
 */
public final class RemapClient implements AutoCloseable {
  /** Writes what belongs together. */
  @FunctionalInterface
  public interface Transaction {
    /**
     * Writes. It must come to its end: what it has written cannot be taken back.
     *
     * @param data as {@link RemapClient#data}
     */
    void write(MemorySegment data);
  }

  private final MemoryLock lock;
  private final Path socket;
  private Arena arena;
  private MemorySegment memory;
  private BufferMemory words;
  private HandOver handOver;

  private RemapClient(MemoryLock lock, Path socket) {
    this.lock = lock;
    this.socket = socket;
  }

  /**
   * Opens a memory file and registers its mapping with a host; creates and configures what is
   * missing, with mode 0600 and links not followed. Returns when the host has answered, which it
   * does between two snapshots.
   *
   * @param file the memory file; it may be missing, or empty, or preallocated by a host
   * @param socket where the host waits for its client
   * @param size of the data in bytes, at least; all that the file has beyond is data too
   * @return an open client
   * @throws FormatException if the file is foreign, or a transaction in it was cut short
   * @throws IOException if another client has it open, or if the kernel, a privilege or the host is
   *     missing
   */
  public static RemapClient open(Path file, Path socket, long size) throws IOException {
    RemapClient client = new RemapClient(MemoryLock.openOrCreate(file), socket);
    try {
      client.map(size);
      client.configure();
      if (RemapWords.isWithinTransaction(client.words)) {
        throw new FormatException(
            Reason.RECORDS, file + " holds part of a transaction: restore the last snapshot");
      }
      return client;
    } catch (IOException | RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /** Maps the file, registers that, and gives up what was mapped before. */
  private void map(long size) throws IOException {
    BufferMemory.requireMappable(Math.addExact(RemapLayout.DATA_AT, size)); // Before it is written.
    long pages = (RemapLayout.DATA_AT + size + Userfault.PAGE - 1) / Userfault.PAGE;
    FileChannel channel = lock.channel();
    PrivateFiles.extend(channel, Math.max(channel.size(), pages * Userfault.PAGE));
    long length = channel.size() / Userfault.PAGE * Userfault.PAGE;
    BufferMemory.requireMappable(length);
    Arena mapped = Arena.ofShared();
    try {
      MemorySegment next = channel.map(MapMode.READ_WRITE, 0, length, mapped);
      if (handOver == null) {
        handOver = HandOver.begin(socket, next.address(), length);
      } else {
        handOver.move(next.address(), length);
        arena.close();
      }
      arena = mapped;
      memory = next;
      words = new BufferMemory(next.asByteBuffer());
    } catch (IOException | RuntimeException e) {
      mapped.close();
      throw e;
    }
  }

  private void configure() throws FormatException {
    try {
      RemapWords.require(words);
    } catch (FormatException e) {
      if (e.reason() != Reason.UNCONFIGURED) {
        throw e;
      }
      RemapWords.configure(words, new SecureRandom());
    }
  }

  /**
   * Returns the data.
   *
   * @return the memory behind its header; another one once the memory has {@linkplain #grow grown}
   */
  public synchronized MemorySegment data() {
    return memory.asSlice(RemapLayout.DATA_AT);
  }

  /**
   * Writes what belongs together: a snapshot holds all of it or nothing. One at a time; what other
   * threads write meanwhile belongs to none.
   *
   * @param transaction writes
   * @throws IllegalStateException if an earlier one did not come to its end
   */
  public synchronized void transaction(Transaction transaction) {
    long sequence = words.getOpaque(RemapLayout.SEQUENCE_AT);
    if (RemapLayout.isWithinTransaction(sequence)) {
      throw new IllegalStateException("a transaction did not come to its end: its part stays");
    }
    // [remap.sequence.begin] odd before any store of the transaction: without the fence a snapshot
    // with an even word may hold part of it (remap-sequence-order).
    words.setOpaque(RemapLayout.SEQUENCE_AT, sequence + 1);
    words.releaseFence();
    transaction.write(memory.asSlice(RemapLayout.DATA_AT));
    // [remap.sequence.end] release: even behind every store of the transaction.
    words.setRelease(RemapLayout.SEQUENCE_AT, sequence + 2);
  }

  /**
   * Makes the memory larger. The segments that {@link #data} gave before are closed: no thread may
   * use one while this runs.
   *
   * @param size of the data in bytes
   * @throws IOException if there is no room, or no host to register with
   */
  public synchronized void grow(long size) throws IOException {
    map(size);
  }

  /** Gives up the lock and the mapping; the memory stays as it is. */
  @Override
  public synchronized void close() throws IOException {
    if (handOver != null) {
      handOver.close();
      arena.close();
    }
    lock.close();
  }
}
