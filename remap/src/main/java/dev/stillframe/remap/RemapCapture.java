package dev.stillframe.remap;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.ImageCapture;
import dev.stillframe.memory.PagedImage;
import dev.stillframe.memory.RemapLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The host's side of remap capture, for one memory. {@code Remap.tla} has the protocol. The thread
 * that takes a snapshot is also the one that serves faults: nobody waits for this process but
 * during a {@link #capture}, and snapshots never overlap. Clients are received by another one,
 * which answers them between two snapshots.
 */
public final class RemapCapture implements ImageCapture {
  /** How long writers wait for a host that hangs, until the kernel kills it. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Bytes that are copied before a look whether anybody waits. */
  private static final int BATCH = 1 << 20;

  /**
   * Nanoseconds that a transaction has to end before the memory is protected all the same: much
   * longer than a writer takes to wake up that an attempt before this one has held up.
   */
  private static final long TRANSACTION_NANOS = 2_000_000;

  /** Bytes that a client may send behind its registration before it is given up. */
  private static final int UNWANTED = 1 << 16;

  /** How long a client may take from its connection to the end of what it sends. */
  static final Duration REGISTRATION = Duration.ofSeconds(60);

  private final FileChannel channel;
  private final int batch;
  private final Watchdog watchdog;
  private Reception reception;
  private Peer peer;
  private IOException refused;
  private BufferMemory memory;
  private PagedImage image;

  /** The client: what it registered, and the connection that ends with it. */
  private record Peer(SocketChannel connection, Registration registration, Userfault userfault) {
    void close() {
      userfault.close();
      HandOver.close(connection);
    }
  }

  private RemapCapture(FileChannel channel, int batch, Watchdog watchdog) {
    this.channel = channel;
    this.batch = batch;
    this.watchdog = watchdog;
  }

  /**
   * Looks for all that a host needs of the system.
   *
   * @throws IOException that says what is missing
   */
  static void require() throws IOException {
    try (Userfault userfault = Userfault.open()) {
      long pid = ProcessHandle.current().pid();
      new Registration(pid, userfault.descriptor(), 0, 0).take().close();
    }
    try {
      Snapshot.passBarriers();
    } catch (Linux.Failure e) {
      throw new IOException(
          "remap capture needs membarrier of the kernel, Linux 4.16 or newer: " + e.getMessage(),
          e);
    }
  }

  /**
   * Begins to wait for a client.
   *
   * @param channel the memory, readable; it stays open
   * @param socket where clients come, in a directory that nobody else can enter; what a dead host
   *     has left there is removed
   * @return an open capture
   * @throws IOException if the system is not one for this, or the socket cannot be made
   */
  public static RemapCapture open(FileChannel channel, Path socket) throws IOException {
    return open(channel, socket, BATCH);
  }

  static RemapCapture open(FileChannel channel, Path socket, int batch) throws IOException {
    return open(channel, socket, batch, REGISTRATION);
  }

  static RemapCapture open(FileChannel channel, Path socket, int batch, Duration registration)
      throws IOException {
    require(); // Tells what is missing now, and not when a client comes.
    RemapCapture capture = new RemapCapture(channel, batch, new Watchdog(PATIENCE));
    try {
      capture.reception = Reception.open(socket, capture.new Desk(), registration);
      return capture;
    } catch (IOException | RuntimeException e) {
      capture.watchdog.close();
      throw e;
    }
  }

  @Override
  public synchronized Optional<PagedImage> capture() throws IOException {
    if (refused != null) {
      IOException why = refused;
      refused = null;
      throw why;
    }
    if (!hasClient()) {
      return Optional.empty();
    }
    map(); // While nobody waits: to make room for a large image takes seconds.
    if (!peer.registration().covers(memory.size())) {
      return Optional.empty(); // What it has not registered yet cannot be protected.
    }
    awaitPause();
    watchdog.begin();
    try {
      return snapshot();
    } finally {
      watchdog.end();
    }
  }

  /**
   * To protect the memory within a transaction is in vain, and holds it up page by page, so that
   * the next try would come within the same one. A guess: what counts is the look behind the
   * protection.
   */
  private void awaitPause() {
    long deadline = System.nanoTime() + TRANSACTION_NANOS;
    while (memory.size() >= RemapLayout.DATA_AT
        && RemapWords.isWithinTransaction(memory)
        && System.nanoTime() - deadline < 0) {
      Thread.onSpinWait();
    }
  }

  private Optional<PagedImage> snapshot() throws IOException {
    Snapshot snapshot = begin();
    boolean isReleased = false;
    try {
      snapshot.protect();
      boolean isBetweenTransactions =
          channel.size() == memory.size() // Or it has grown since it was mapped.
              && isConfigured()
              && !RemapWords.isWithinTransaction(memory);
      if (isBetweenTransactions) {
        snapshot.copy(memory, image);
      } else {
        snapshot.release();
      }
      isReleased = true;
      return isBetweenTransactions ? Optional.of(image) : Optional.empty();
    } catch (Linux.Failure e) {
      if (e.isGone()) {
        return Optional.empty(); // The client, before its memory was protected.
      }
      throw e;
    } finally {
      if (!isReleased) {
        drop(); // With the descriptor every page is given back, whatever went wrong.
      }
    }
  }

  private void map() throws IOException {
    long size = channel.size();
    if (memory == null || memory.size() != size) {
      memory = BufferMemory.map(channel, MapMode.READ_ONLY, size);
      image = PagedImage.allocate((int) size);
    }
  }

  private boolean isConfigured() throws FormatException {
    try {
      RemapWords.require(memory);
      return true;
    } catch (FormatException e) {
      if (e.reason() == Reason.UNCONFIGURED) {
        return false; // The client has not come so far yet.
      }
      throw e;
    }
  }

  @Override
  public synchronized boolean hasClient() {
    if (peer != null && hasGone(peer.connection())) {
      drop();
    }
    return peer != null;
  }

  /** Takes the newest client; the one before has gone, or has mapped anew. */
  private final class Desk implements Reception.Desk {
    @Override
    public void register(SocketChannel connection, ByteBuffer words) throws IOException {
      Registration registration = Registration.of(words);
      if (!registration.covers(channel.size())) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "a client registers %d bytes of a memory of %d, and what it writes elsewhere would"
                    + " be torn: register all of it",
                registration.length(),
                channel.size()));
      }
      Peer next;
      try {
        next = new Peer(connection, registration, registration.take());
      } catch (Linux.Failure gone) {
        connection.close();
        return;
      }
      take(next);
    }

    @Override
    public void refused(IOException why) {
      synchronized (RemapCapture.this) {
        refused = why;
      }
    }
  }

  private synchronized void take(Peer next) {
    try {
      // From here on the client writes through what it has registered now.
      Registration.answer(next.connection());
    } catch (IOException e) {
      next.close(); // It has gone meanwhile.
      return;
    }
    drop();
    peer = next;
  }

  /** What a client has sent besides, and nobody wants, stands before its end. */
  private static boolean hasGone(SocketChannel connection) {
    ByteBuffer unwanted = ByteBuffer.allocate(UNWANTED);
    try {
      int count = connection.read(unwanted);
      while (count > 0 && unwanted.hasRemaining()) {
        count = connection.read(unwanted);
      }
      return count != 0; // Who sends without end is no client of ours.
    } catch (IOException e) {
      return true;
    }
  }

  /** Begins a snapshot of the client that was registered last. */
  Snapshot begin() {
    return new Snapshot(peer.userfault(), peer.registration(), batch, watchdog);
  }

  /** Returns the client's descriptor. */
  Userfault userfault() {
    return peer.userfault();
  }

  /** Returns where the client has mapped the memory. */
  long address() {
    return peer.registration().address();
  }

  private void drop() {
    if (peer != null) {
      peer.close();
      peer = null;
    }
  }

  @Override
  public void close() throws IOException {
    reception.close();
    synchronized (this) {
      drop();
      watchdog.close();
    }
  }
}
