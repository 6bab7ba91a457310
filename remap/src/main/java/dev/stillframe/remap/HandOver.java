package dev.stillframe.remap;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A mapping of this process in the hands of a host, and of the next host when that one dies. A
 * thread waits for the host's death; it handles no fault, for it could not run while a collection
 * of garbage waits for a writer that waits for it.
 */
final class HandOver implements AutoCloseable {
  private static final long REGISTER_FOR_BARRIERS = 4;
  private static final long PAUSE_NANOS = 20_000_000;

  private final Path socket;
  private long address;
  private long length;
  private SocketChannel host;
  private boolean isClosed;

  private HandOver(Path socket) {
    this.socket = socket;
  }

  /**
   * Hands a mapping over, and waits until the host has it.
   *
   * @param socket where the host waits
   * @param address of the mapping
   * @param length of the mapping in bytes
   */
  static HandOver begin(Path socket, long address, long length) throws IOException {
    HandOver handOver = new HandOver(socket);
    handOver.move(address, length);
    Thread thread = new Thread(handOver::stay, "remap-hand-over");
    thread.setDaemon(true);
    thread.start();
    return handOver;
  }

  /** Hands another mapping over in the place of the last one, and waits until the host has it. */
  synchronized void move(long newAddress, long newLength) throws IOException {
    SocketChannel next = register(newAddress, newLength);
    address = newAddress;
    length = newLength;
    if (host != null) {
      close(host);
    }
    host = next;
  }

  /** The descriptor is closed here in any case: only the host's keeps the protection up. */
  private SocketChannel register(long start, long bytes) throws IOException {
    try (Userfault userfault = Userfault.open()) {
      Linux.call("membarrier", Linux.MEMBARRIER, REGISTER_FOR_BARRIERS, 0, 0);
      userfault.register(start, bytes);
      long pid = ProcessHandle.current().pid();
      return send(new Registration(pid, userfault.descriptor(), start, bytes));
    }
  }

  /** Connects when all is ready: a host sends away who has connected and says nothing. */
  private SocketChannel send(Registration registration) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    try {
      registration.send(channel);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void stay() {
    for (SocketChannel current = current(); current != null; current = current()) {
      awaitEnd(current);
      if (!isReplaced(current)) {
        // There is no host at present. Nothing tells when there is one again, so look for it.
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private synchronized SocketChannel current() {
    return isClosed ? null : host;
  }

  /** Goes to the next host, unless this mapping has been handed over again or given up. */
  private synchronized boolean isReplaced(SocketChannel ended) {
    if (isClosed || host != ended) {
      return true;
    }
    try {
      move(address, length);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void awaitEnd(SocketChannel current) {
    ByteBuffer nothing = ByteBuffer.allocate(1);
    try {
      while (current.read(nothing.clear()) >= 0) {
        continue; // A host says nothing more.
      }
    } catch (IOException e) {
      // Closed by this process, or by the death of the other.
      return;
    }
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    close(host);
  }

  static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It is closed all the same.
      return;
    }
  }
}
