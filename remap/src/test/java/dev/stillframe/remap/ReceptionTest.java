package dev.stillframe.remap;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever connects to a host: it goes on with the client that it has, and waits for nobody. */
@Timeout(120)
class ReceptionTest {
  private static final int BATCH = 1 << 20;
  private static final long FCNTL = 72;
  private static final long SET_FLAGS = 4;

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

  /** A mapping of this process, in the hands of a host in the same: it is never protected. */
  private MemorySegment map(Arena arena) throws IOException {
    try (FileChannel writable = FileChannel.open(world.file, READ, WRITE)) {
      return writable.map(MapMode.READ_WRITE, 0, writable.size(), arena);
    }
  }

  private void assertRefused(RemapCapture capture, Userfault opened, long bytes, String why)
      throws Exception {
    // Closed in this order: with events, to unmap a range waits until somebody has read one.
    try (Arena arena = Arena.ofConfined();
        Userfault userfault = opened;
        SocketChannel stranger = connect()) {
      MemorySegment mapped = map(arena);
      userfault.register(mapped.address(), bytes);
      long pid = ProcessHandle.current().pid();
      Registration registration =
          new Registration(pid, userfault.descriptor(), mapped.address(), bytes);
      assertThrows(IOException.class, () -> registration.send(stranger));
    }
    IOException told = refusal(capture);
    assertTrue(told.getMessage().contains(why), told::getMessage);
    assertTrue(Images.isOneInstant(world.next(capture)));
  }

  @Test
  void whoRegistersLessThanTheMemoryIsRefused() throws Exception {
    try (RemapCapture capture = RemapCapture.open(channel, world.socket)) {
      world.start("order");
      world.next(capture);
      for (long bytes : new long[] {Userfault.PAGE, channel.size() / 2, channel.size() - 4096}) {
        long pages = bytes / Userfault.PAGE * Userfault.PAGE;
        assertRefused(capture, Userfault.open(), pages, "register all of it");
      }
    }
  }

  @Test
  void aDescriptorThatBlocksIsRefused() throws Exception {
    try (RemapCapture capture = RemapCapture.open(channel, world.socket)) {
      world.start("order");
      world.next(capture);
      Userfault userfault = Userfault.open();
      Linux.call("fcntl", FCNTL, userfault.descriptor(), SET_FLAGS, 0);
      assertRefused(capture, userfault, channel.size(), "open it with O_NONBLOCK");
    }
  }

  @Test
  void aDescriptorThatTellsEventsIsRefused() throws Exception {
    try (RemapCapture capture = RemapCapture.open(channel, world.socket)) {
      world.start("order");
      world.next(capture);
      for (long event : new long[] {1 << 1, 1 << 2, 1 << 3, 1 << 6}) { // fork to unmap
        assertRefused(capture, tellsEvents(event), channel.size(), "ask for none");
      }
    }
  }

  private static Userfault tellsEvents(long event) throws IOException {
    long closeOnExecNonBlocking = 0x80800;
    int descriptor = (int) Linux.call("userfaultfd", Linux.USERFAULTFD, closeOnExecNonBlocking);
    try (Arena arena = Arena.ofConfined()) {
      long features = event | 1L << 12 | 1L << 13 | 1;
      MemorySegment api = arena.allocateFrom(ValueLayout.JAVA_LONG, 0xAA, features, 0);
      Linux.call("ioctl", Linux.IOCTL, descriptor, 0xC018AA3FL, api.address());
    }
    return new Userfault(descriptor);
  }

  @Test
  void whatADeadClientHasSentBesidesDoesNotKeepItAlive() throws Exception {
    try (RemapCapture capture = RemapCapture.open(channel, world.socket)) {
      try (FileChannel writable = FileChannel.open(world.file, READ, WRITE)) {
        writable.write(ByteBuffer.allocate(1), 2 * Userfault.PAGE - 1);
      }
      for (int unread : new int[] {0, 1, 100, 10_000, 1 << 17}) {
        try (Arena arena = Arena.ofConfined();
            Userfault userfault = Userfault.open()) {
          MemorySegment mapped = map(arena);
          userfault.register(mapped.address(), mapped.byteSize());
          long pid = ProcessHandle.current().pid();
          try (SocketChannel dying = connect()) {
            new Registration(pid, userfault.descriptor(), mapped.address(), mapped.byteSize())
                .send(dying);
            dying.configureBlocking(false);
            dying.write(ByteBuffer.allocate(unread));
          }
          assertFalse(capture.hasClient(), unread + " bytes");
        }
      }
    }
  }

  @Test
  void moreConnectionsThanAnybodyNeedsAreSentAway() throws Exception {
    List<SocketChannel> all = new ArrayList<>();
    try (RemapCapture capture =
        RemapCapture.open(channel, world.socket, BATCH, Duration.ofSeconds(5))) {
      for (int i = 0; i < Reception.MOST_NEWCOMERS + 1; i++) {
        all.add(connect()); // One too many: each more would be told of by a capture of its own.
      }
      IOException told = refusal(capture);
      assertTrue(told.getMessage().contains("one was sent away"), told::getMessage);
      assertEquals(-1, all.get(all.size() - 1).read(ByteBuffer.allocate(1)));
      for (SocketChannel silent : all) {
        silent.close();
      }
      world.start("order");
      world.next(capture);
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
