package dev.stillframe.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.files.MemoryLock;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.QueueCapture.Outcome;
import dev.stillframe.store.ReplaceStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueClientTest {
  private static final QueueLayout LAYOUT = QueueLayout.of(8, 64);

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("memory");
  }

  @Test
  void whatWasCommittedIsFoundAfterReopening() throws IOException {
    try (QueueClient client = open()) {
      assertEquals(Optional.empty(), client.latest());
      client.commit(new byte[] {1, 2, 3});
      client.commit(new byte[] {4, 5}, 0, 2, tail -> putTail(tail));
    }
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (QueueClient client = open()) {
      assertArrayEquals(new byte[] {4, 5}, client.latest().orElseThrow());
      assertEquals(2, client.entries().size());
      assertArrayEquals(new byte[] {1, 2, 3}, client.read(client.entries().get(0)).orElseThrow());
      assertEquals(0x0706L, client.getTail(1));
      ByteBuffer tail = ByteBuffer.allocate(2);
      client.getTail(8, tail, 0, 2);
      assertArrayEquals(new byte[] {6, 7}, tail.array());
    }
  }

  private static boolean putTail(Reservation tail) {
    tail.putTail(8, new byte[] {0, 6, 7}, 1, 2);
    return true;
  }

  @Test
  void aSecondWriterIsRefusedWhileTheFirstLives() throws IOException {
    try (QueueClient first = open()) {
      IOException e = assertThrows(IOException.class, this::open);
      assertTrue(e.getMessage().contains("in use by another client"), e.getMessage());
      first.commit(new byte[] {1});
    }
    open().close();
  }

  @Test
  void aClosedClientCommitsNothingAndStillReads() throws IOException {
    QueueClient closed = open();
    closed.commit(new byte[] {1});
    closed.close();
    closed.close();
    assertThrows(IllegalStateException.class, () -> closed.commit(new byte[] {2}));
    assertThrows(
        IllegalStateException.class, () -> closed.commit(new byte[] {2}, 0, 1, tail -> true));
    try (QueueClient next = open()) {
      assertArrayEquals(new byte[] {1}, next.latest().orElseThrow());
      assertThrows(IllegalStateException.class, () -> closed.commit(new byte[] {2}));
      next.commit(new byte[] {3});
      assertArrayEquals(new byte[] {3}, closed.latest().orElseThrow());
    }
  }

  @Test
  void aMemoryThatIsRemovedBeforeItIsLockedIsNotUsed() throws Exception {
    Thread late = new Thread(() -> commit((byte) 7));
    try (FileChannel host = PrivateFiles.create(file)) {
      host.lock(MemoryLock.BYTE, 1, false);
      late.start();
      while (late.isAlive() && descriptors() < 2) {
        Thread.onSpinWait();
      }
      Files.delete(file);
    }
    late.join();
    try (QueueClient client = open()) {
      assertArrayEquals(new byte[] {7}, client.latest().orElseThrow());
    }
  }

  private void commit(byte state) {
    try (QueueClient client = open()) {
      client.commit(new byte[] {state});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many channels of this process are open on the file. */
  private long descriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(this::isOnFile).count();
    }
  }

  private boolean isOnFile(Path descriptor) {
    try {
      return Files.isSameFile(descriptor, file);
    } catch (IOException e) {
      return false; // Closed since it was listed, as the listing's own descriptor is.
    }
  }

  @Test
  void anotherGeometryIsRefusedAndNothingChanges() throws IOException {
    open().close();
    byte[] before = Files.readAllBytes(file);
    FormatException e =
        assertThrows(
            FormatException.class, () -> QueueClient.open(file, QueueLayout.of(16, 64), 64));
    assertEquals(Reason.GEOMETRY, e.reason());
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void foreignFilesLinksAndDirectoriesAreRefused() throws IOException {
    byte[] foreign = new byte[20_000];
    foreign[0] = 1;
    Files.write(file, foreign);
    assertEquals(Reason.FOREIGN, assertThrows(FormatException.class, this::open).reason());
    assertArrayEquals(foreign, Files.readAllBytes(file));
    Path target = directory.resolve("target");
    Files.write(target, new byte[0]);
    file = Files.createSymbolicLink(directory.resolve("link"), target);
    assertThrows(IOException.class, this::open);
    assertEquals(0, Files.size(target));
    file = directory;
    assertThrows(IOException.class, this::open);
  }

  @Test
  void whatOneMappingCannotHoldIsRefused() {
    IOException e = assertThrows(IOException.class, () -> QueueClient.open(file, LAYOUT, 1L << 31));
    assertTrue(e.getMessage().contains("2 GiB"), e.getMessage());
    assertTrue(Files.notExists(file));
    assertThrows(IllegalArgumentException.class, () -> QueueLayout.of(2, 1L << 31));
  }

  @Test
  void geometriesThatAreNoPowerOfTwoOrTooSmallAreRefused() {
    for (int entries : new int[] {-1, 0, 1, 3, 6, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertThrows(IllegalArgumentException.class, () -> QueueLayout.of(entries, 64));
    }
    for (long data : new long[] {-1, 0, 1, 3, 48, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThrows(IllegalArgumentException.class, () -> QueueLayout.of(8, data));
    }
  }

  @Test
  void aKilledConfigurationIsDoneAgain() throws IOException {
    open().close();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(8), QueueLayout.VERSION_AT);
    }
    try (QueueClient client = open()) {
      client.commit(new byte[] {9});
    }
    try (QueueClient client = open()) {
      assertArrayEquals(new byte[] {9}, client.latest().orElseThrow());
    }
  }

  @Test
  void theClientLearnsHowFarTheSnapshotIsBehind() throws IOException {
    Path snapshot = directory.resolve("snapshot");
    try (QueueClient client = open();
        ReplaceStore store = ReplaceStore.open(snapshot, 2)) {
      assertEquals(Optional.empty(), client.bytesBehind(snapshot));
      client.commit(new byte[5]);
      WordMemory memory = map();
      QueueCapture capture = new QueueCapture(memory);
      assertEquals(Outcome.KEPT, capture.capture());
      store.publish(capture.image());
      assertEquals(Optional.of(0L), client.bytesBehind(snapshot));
      client.commit(new byte[7]);
      assertEquals(Optional.of(7L), client.bytesBehind(snapshot));
      // The snapshot of another memory says nothing about this one.
      try (QueueClient other = QueueClient.open(directory.resolve("other"), LAYOUT, 64)) {
        assertEquals(Optional.empty(), other.bytesBehind(snapshot));
      }
    }
  }

  /** A read-only view of the file, without a channel of this file being closed meanwhile. */
  private WordMemory map() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return new BufferMemory(ByteBuffer.allocateDirect(bytes.length).put(bytes).clear());
  }

  @Test
  void aMappingOfAReadOnlyFileIsEnoughToCapture() throws IOException {
    try (QueueClient client = open()) {
      client.commit(new byte[] {1});
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      QueueCapture capture =
          new QueueCapture(BufferMemory.map(channel, MapMode.READ_ONLY, channel.size()));
      assertEquals(Outcome.KEPT, capture.capture());
    }
  }

  /** In a thread of its own: compiled code throws the error some time later, wherever that is. */
  @Test
  void aTruncatedMappingIsReportedAndTheMachineLives() throws Exception {
    try (QueueClient client = open()) {
      client.commit(new byte[] {1});
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      QueueCapture capture =
          new QueueCapture(BufferMemory.map(channel, MapMode.READ_ONLY, channel.size()));
      assertEquals(Outcome.KEPT, capture.capture());
      channel.truncate(0);
      FutureTask<Outcome> again = new FutureTask<>(capture::capture);
      AtomicReference<Throwable> late = new AtomicReference<>();
      Thread thread = new Thread(again);
      thread.setUncaughtExceptionHandler((ended, error) -> late.set(error));
      thread.start();
      thread.join();
      Throwable thrown =
          late.get() != null
              ? late.get()
              : assertThrows(ExecutionException.class, again::get).getCause();
      assertTrue(
          thrown instanceof InternalError
              || thrown instanceof FormatException e && e.reason() == Reason.TRUNCATED,
          thrown::toString);
    }
  }

  @Test
  void theHandoverIsUnderstoodAsListenFdsAre() {
    String pid = Long.toString(ProcessHandle.current().pid());
    assertEquals(Optional.of(Path.of("/a")), Handover.memory(Map.of(Handover.MEMORY, "/a")));
    Map<String, String> fds =
        Map.of("LISTEN_FDS", "2", "LISTEN_FDNAMES", "x:SHM_SHARED_FD", "LISTEN_PID", pid);
    assertEquals(Optional.of(Path.of("/proc/self/fd/4")), Handover.memory(fds));
    // Without names nothing is taken: the original took the wrong one.
    assertEquals(Optional.empty(), Handover.memory(Map.of("LISTEN_FDS", "2")));
    assertEquals(
        Optional.empty(),
        Handover.memory(Map.of("LISTEN_FDS", "1", "LISTEN_FDNAMES", "x:SHM_SHARED_FD")));
    assertEquals(
        Optional.empty(),
        Handover.memory(Map.of("LISTEN_FDS", "no", "LISTEN_FDNAMES", "SHM_SHARED_FD")));
    assertEquals(
        Optional.empty(),
        Handover.memory(
            Map.of("LISTEN_FDS", "1", "LISTEN_FDNAMES", "SHM_SHARED_FD", "LISTEN_PID", "1")));
  }

  private QueueClient open() throws IOException {
    return QueueClient.open(file, LAYOUT, 64);
  }
}
