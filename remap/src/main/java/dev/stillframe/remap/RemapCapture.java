package dev.stillframe.remap;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.PagedImage;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The host's side of remap capture, for one memory. {@code Remap.tla} has the protocol. One thread
 * at a time, which is also the one that serves faults: nobody waits for this process but during a
 * {@link #capture}, and snapshots never overlap.
 */
public final class RemapCapture implements AutoCloseable {
  /** How long writers wait for a host that hangs, until the kernel kills it. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Bytes that are copied before a look whether anybody waits. */
  private static final int BATCH = 1 << 20;

  private final FileChannel channel;
  private final Path socket;
  private final int batch;
  private final ServerSocketChannel server;
  private final Watchdog watchdog;
  private Peer peer;
  private BufferMemory memory;
  private PagedImage image;

  /** The client: what it registered, and the connection that ends with it. */
  private record Peer(SocketChannel connection, Registration registration, Userfault userfault) {
    void close() throws IOException {
      userfault.close();
      connection.close();
    }
  }

  private RemapCapture(
      FileChannel channel, Path socket, int batch, ServerSocketChannel server, Watchdog watchdog) {
    this.channel = channel;
    this.socket = socket;
    this.batch = batch;
    this.server = server;
    this.watchdog = watchdog;
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
    Linux.require();
    Userfault.open().close(); // Tells what is missing now, and not when a client comes.
    Files.deleteIfExists(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(socket));
      server.configureBlocking(false);
      return new RemapCapture(channel, socket, batch, server, new Watchdog(PATIENCE));
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Takes a snapshot, if there is a client, and it is between two transactions.
   *
   * @return the image, the same object as long as the memory keeps its size; empty if there is none
   *     this time
   * @throws IOException if the memory cannot be protected or mapped
   */
  public Optional<PagedImage> capture() throws IOException {
    acceptClients();
    if (peer == null) {
      return Optional.empty();
    }
    watchdog.begin();
    try {
      return snapshot();
    } finally {
      watchdog.end();
    }
  }

  private Optional<PagedImage> snapshot() throws IOException {
    Snapshot snapshot = begin();
    try {
      snapshot.protect();
      map();
      if (!isConfigured() || RemapLayout.isWithinTransaction(memory)) {
        snapshot.release();
        return Optional.empty();
      }
      snapshot.copy(memory, image);
      return Optional.of(image);
    } catch (Linux.Failure e) {
      drop();
      if (e.isGone()) {
        return Optional.empty(); // The client, before its memory was protected.
      }
      throw e;
    } catch (IOException | RuntimeException e) {
      drop(); // With the descriptor every page is given back.
      throw e;
    }
  }

  private void map() throws IOException {
    long size = channel.size();
    if (memory == null || memory.size() != size) {
      memory = BufferMemory.map(channel, MapMode.READ_ONLY, size);
      image = new PagedImage(ByteBuffer.allocateDirect((int) size));
    }
  }

  private boolean isConfigured() throws FormatException {
    try {
      RemapLayout.require(memory);
      return true;
    } catch (FormatException e) {
      if (e.reason() == Reason.UNCONFIGURED) {
        return false; // The client has not come so far yet.
      }
      throw e;
    }
  }

  /** Takes the newest client that has come; the one before has gone, or has mapped anew. */
  private void acceptClients() throws IOException {
    if (peer != null && hasGone(peer.connection())) {
      drop();
    }
    for (SocketChannel next = server.accept(); next != null; next = server.accept()) {
      drop();
      try {
        Registration registration = Registration.receive(next);
        Userfault userfault = registration.take();
        peer = new Peer(next, registration, userfault);
        Registration.answer(next);
        next.configureBlocking(false);
      } catch (IOException e) {
        if (peer == null) {
          next.close();
        }
        drop();
        throw e;
      }
    }
  }

  private static boolean hasGone(SocketChannel connection) {
    try {
      return connection.read(ByteBuffer.allocate(1)) < 0;
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

  private void drop() throws IOException {
    if (peer != null) {
      Peer gone = peer;
      peer = null;
      gone.close();
    }
  }

  @Override
  public void close() throws IOException {
    drop();
    server.close();
    watchdog.close();
    Files.deleteIfExists(socket);
  }
}
