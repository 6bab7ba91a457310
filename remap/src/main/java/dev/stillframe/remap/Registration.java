package dev.stillframe.remap;

import dev.stillframe.memory.RemapLayout;
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
  /** How long it is when it is sent. */
  static final int BYTES = 5 * Long.BYTES;

  private static final long DONE = 1;

  /** Sends this, and waits until the host has the descriptor. */
  void send(SocketChannel host) throws IOException {
    ByteBuffer words = words(BYTES);
    words.putLong(RemapLayout.VERSION).putLong(pid).putLong(descriptor);
    write(host, words.putLong(address).putLong(length).flip());
    if (readAnswer(host) != DONE) {
      throw new IOException("the host refuses this client: see what it says");
    }
  }

  /**
   * Reads what a client has sent; each word is checked.
   *
   * @param bytes as many as a registration has
   * @throws IOException if it is no registration
   */
  static Registration of(ByteBuffer bytes) throws IOException {
    ByteBuffer words = bytes.order(ByteOrder.LITTLE_ENDIAN);
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

  /**
   * Tells whether all pages of a memory are registered that a client can have mapped.
   *
   * @param size of the memory in bytes; of a page at its end that the file has in part nothing is
   *     said
   */
  boolean covers(long size) {
    return length >= size / Userfault.PAGE * Userfault.PAGE;
  }

  static void answer(SocketChannel client) throws IOException {
    write(client, words(Long.BYTES).putLong(DONE).flip());
  }

  /**
   * Takes a copy of the client's descriptor.
   *
   * @throws Linux.Failure if the client has gone
   * @throws IOException if this process may not, or if it is something else than a userfaultfd
   */
  Userfault take() throws IOException {
    int process = openProcess();
    Userfault taken;
    try {
      taken =
          new Userfault((int) Linux.call("pidfd_getfd", Linux.PIDFD_GETFD, process, descriptor));
    } catch (Linux.Failure e) {
      throw whyNotTaken(e);
    } finally {
      Linux.close(process);
    }
    Path own = Path.of("/proc/self/fd", Integer.toString(taken.descriptor()));
    if (!Files.readSymbolicLink(own).toString().equals("anon_inode:[userfaultfd]")) {
      taken.close();
      throw new IOException("the client's descriptor is no userfaultfd");
    }
    try {
      taken.requireUsable();
    } catch (IOException e) {
      taken.close();
      throw e;
    }
    return taken;
  }

  private int openProcess() throws IOException {
    try {
      return (int) Linux.call("pidfd_open", Linux.PIDFD_OPEN, pid);
    } catch (Linux.Failure e) {
      throw whyNotTaken(e);
    }
  }

  private static IOException whyNotTaken(Linux.Failure e) {
    if (e.isGone()) {
      return e;
    }
    String what =
        e.errno() == Linux.ENOSYS
            ? "remap capture needs pidfd_getfd of the kernel, Linux 5.6 or newer: "
            : "the host may not take the client's descriptor (it takes the right to trace it): ";
    return new IOException(what + e.getMessage(), e);
  }

  private static ByteBuffer words(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static long readAnswer(SocketChannel host) throws IOException {
    ByteBuffer answer = words(Long.BYTES);
    while (answer.hasRemaining()) {
      if (host.read(answer) < 0) {
        throw new EOFException("the host has gone, or refuses this client: see what it says");
      }
    }
    return answer.getLong(0);
  }
}
