package dev.stillframe.remap;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a client tells its host, by a socket in a directory of their own: five words, answered by
 * one. The client waits for the answer, closes its copy of the descriptor, and only then writes.
 *
 * @param pid of the client
 * @param descriptor of a userfaultfd in that process
 * @param address where it has mapped the memory, the whole range that can be protected
 * @param length of that range in bytes
 */
record Registration(long pid, long descriptor, long address, long length) {
  private static final int WORDS = 5;
  private static final long DONE = 1;

  /** Sends this, and waits until the host has the descriptor. */
  void send(SocketChannel host) throws IOException {
    ByteBuffer words = words(WORDS);
    words.putLong(RemapLayout.VERSION).putLong(pid).putLong(descriptor);
    write(host, words.putLong(address).putLong(length).flip());
    if (read(host, 1).getLong() != DONE) {
      throw new IOException("the host refuses this client: see what it says");
    }
  }

  /**
   * Receives what a client sends; each word is checked.
   *
   * @throws IOException if it is no registration
   */
  static Registration receive(SocketChannel client) throws IOException {
    ByteBuffer words = read(client, WORDS);
    if (words.getLong() != RemapLayout.VERSION) {
      throw new IOException("a client that speaks another version of the hand-over");
    }
    Registration sent =
        new Registration(words.getLong(), words.getLong(), words.getLong(), words.getLong());
    long page = Userfault.PAGE;
    if (sent.pid <= 0
        || sent.pid > Integer.MAX_VALUE
        || sent.descriptor < 0
        || sent.descriptor > Integer.MAX_VALUE
        || sent.address <= 0
        || sent.address % page != 0
        || sent.length <= 0
        || sent.length % page != 0
        || sent.length > Long.MAX_VALUE - sent.address) {
      throw new IOException("a client that sends what cannot be: " + sent);
    }
    return sent;
  }

  static void answer(SocketChannel client) throws IOException {
    write(client, words(1).putLong(DONE).flip());
  }

  /**
   * Takes a copy of the client's descriptor.
   *
   * @throws IOException if this process may not, or if it is something else than a userfaultfd
   */
  Userfault take() throws IOException {
    int process = (int) Linux.call("pidfd_open", Linux.PIDFD_OPEN, pid);
    Userfault taken;
    try {
      taken =
          new Userfault((int) Linux.call("pidfd_getfd", Linux.PIDFD_GETFD, process, descriptor));
    } catch (Linux.Failure e) {
      throw new IOException(
          "the host may not take the client's descriptor (it takes the right to trace it): "
              + e.getMessage(),
          e);
    } finally {
      Linux.close(process);
    }
    Path own = Path.of("/proc/self/fd", Integer.toString(taken.descriptor()));
    if (!Files.readSymbolicLink(own).toString().equals("anon_inode:[userfaultfd]")) {
      taken.close();
      throw new IOException("the client's descriptor is no userfaultfd");
    }
    return taken;
  }

  private static ByteBuffer words(int count) {
    return ByteBuffer.allocate(count * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static ByteBuffer read(SocketChannel channel, int count) throws IOException {
    ByteBuffer bytes = words(count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the other side of the hand-over has gone");
      }
    }
    return bytes.flip();
  }
}
