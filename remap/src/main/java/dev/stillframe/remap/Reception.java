package dev.stillframe.remap;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Where clients come: a thread of its own, so that none waits for the next snapshot. It never waits
 * for one of them: who says nothing keeps nobody else from registering, and is sent away.
 */
final class Reception implements AutoCloseable {
  /** Who takes what has come. */
  interface Desk {
    /** Takes a client that has sent as many bytes as a registration has, and its connection. */
    void register(SocketChannel connection, ByteBuffer words) throws IOException;

    /** Is told of a client that was sent away. */
    void refused(IOException why);
  }

  /** What has come of a registration, and when there must be all of it. */
  private record Newcomer(ByteBuffer words, long deadline) {}

  /** Clients that may be about to register at once: a memory has one, and a few may be dying. */
  static final int MOST_NEWCOMERS = 16;

  private final Path socket;
  private final Desk desk;
  private final Duration patience;
  private final ServerSocketChannel server;
  private final Selector selector;
  private final Thread thread;
  private volatile boolean isClosed;

  private Reception(
      Path socket, Desk desk, Duration patience, ServerSocketChannel server, Selector selector) {
    this.socket = socket;
    this.desk = desk;
    this.patience = patience;
    this.server = server;
    this.selector = selector;
    this.thread = new Thread(this::run, "remap-reception");
  }

  /**
   * Begins to wait for clients.
   *
   * @param socket where; what is there is removed
   * @param desk takes them, in another thread
   * @param patience how long one may take to say what it has to
   */
  static Reception open(Path socket, Desk desk, Duration patience) throws IOException {
    Files.deleteIfExists(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(socket));
      server.configureBlocking(false);
      Selector selector = Selector.open();
      server.register(selector, SelectionKey.OP_ACCEPT);
      Reception reception = new Reception(socket, desk, patience, server, selector);
      reception.thread.setDaemon(true);
      reception.thread.start();
      return reception;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void run() {
    while (!isClosed) {
      try {
        selector.select(this::look, patience.toMillis());
        sendSilentOnesAway();
      } catch (IOException e) {
        desk.refused(e);
      }
    }
  }

  private void look(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else {
        read(key, (SocketChannel) key.channel(), ((Newcomer) key.attachment()).words());
      }
    } catch (IOException e) {
      desk.refused(e);
    }
  }

  private void accept() throws IOException {
    SocketChannel next = server.accept();
    if (next != null && selector.keys().size() > MOST_NEWCOMERS) {
      next.close();
      throw new IOException(
          "more than " + MOST_NEWCOMERS + " clients wait to be registered: one was sent away");
    }
    if (next != null) {
      next.configureBlocking(false);
      ByteBuffer words = ByteBuffer.allocate(Registration.BYTES);
      Newcomer newcomer = new Newcomer(words, System.nanoTime() + patience.toNanos());
      next.register(selector, SelectionKey.OP_READ, newcomer);
    }
  }

  private void read(SelectionKey key, SocketChannel connection, ByteBuffer words)
      throws IOException {
    if (hasLeft(connection, words)) {
      connection.close();
    } else if (!words.hasRemaining()) {
      key.cancel();
      try {
        desk.register(connection, words.flip());
      } catch (IOException e) {
        connection.close();
        throw e;
      }
    }
  }

  private static boolean hasLeft(SocketChannel connection, ByteBuffer words) {
    try {
      return connection.read(words) < 0;
    } catch (IOException e) {
      return true;
    }
  }

  private void sendSilentOnesAway() throws IOException {
    for (SelectionKey key : selector.keys()) {
      boolean isLate =
          key.isValid()
              && key.attachment() instanceof Newcomer newcomer
              && System.nanoTime() - newcomer.deadline() > 0;
      if (isLate) {
        key.channel().close();
        desk.refused(
            new IOException(
                String.format(
                    Locale.ROOT,
                    "a client connected and did not register within %d s: it was sent away",
                    patience.toSeconds())));
      }
    }
  }

  /** Ends; who has come and not registered is sent away. */
  @Override
  public void close() throws IOException {
    isClosed = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the last client was received", e);
    }
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
    Files.deleteIfExists(socket);
  }
}
