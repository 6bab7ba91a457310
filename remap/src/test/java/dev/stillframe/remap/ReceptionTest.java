package dev.stillframe.remap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever connects to a host: it goes on with the client that it has, and waits for nobody. */
@Timeout(120)
class ReceptionTest {
  private static final int BATCH = 1 << 20;

  private World world;
  private FileChannel channel;

  @BeforeAll
  static void requireKernel() {
    RunsTest.requireKernel();
  }

  @BeforeEach
  void setUp() throws IOException {
    world = new World();
    channel = world.open();
  }

  @AfterEach
  void close() throws IOException {
    channel.close();
    world.close();
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(world.socket));
  }

  @Test
  void aSilentClientHoldsNobodyUp() throws Exception {
    try (RemapCapture capture = RemapCapture.open(channel, world.socket);
        SocketChannel first = connect()) {
      world.start("order");
      world.next(capture);
      try (SocketChannel second = connect()) {
        second.write(ByteBuffer.allocate(1));
        assertTrue(Images.isOneInstant(world.next(capture)));
        assertTrue(capture.hasClient());
      }
      assertTrue(first.isConnected());
    }
  }

  @Test
  void aSilentClientIsSentAwayAndToldOf() throws Exception {
    try (RemapCapture capture =
            RemapCapture.open(channel, world.socket, BATCH, Duration.ofSeconds(1));
        SocketChannel silent = connect()) {
      assertEquals(-1, silent.read(ByteBuffer.allocate(1)));
      IOException told = refusal(capture);
      assertTrue(told.getMessage().contains("did not register within 1 s"), told::getMessage);
      world.start("order");
      world.next(capture);
    }
  }

  @Test
  void whoSendsNonsenseIsRefusedAndTheClientStays() throws Exception {
    try (RemapCapture capture = RemapCapture.open(channel, world.socket)) {
      world.start("order");
      world.next(capture);
      Userfault client = capture.userfault();
      try (SocketChannel stranger = connect()) {
        stranger.write(ByteBuffer.allocate(Registration.BYTES));
        assertEquals(-1, stranger.read(ByteBuffer.allocate(1)));
      }
      IOException told = refusal(capture);
      assertTrue(told.getMessage().contains("another version"), told::getMessage);
      assertTrue(Images.isOneInstant(world.next(capture)));
      assertSame(client, capture.userfault());
    }
  }

  /** What is wrong is told by one capture, some time after the stranger was sent away. */
  private static IOException refusal(RemapCapture capture) {
    return assertThrows(
        IOException.class,
        () -> {
          while (true) {
            capture.capture();
          }
        });
  }
}
