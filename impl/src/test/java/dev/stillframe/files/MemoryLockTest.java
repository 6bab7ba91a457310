package dev.stillframe.files;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MemoryLockTest {
  /** What a process may do with a memory beside having it open as a client. */
  @FunctionalInterface
  private interface Deed {
    void run(Path memory) throws Exception;
  }

  @TempDir Path directory;
  private Path memory;

  @BeforeEach
  void name() {
    memory = directory.resolve("memory");
  }

  private static void isRefused(Path memory) {
    IOException e = assertThrows(IOException.class, () -> MemoryLock.openOrCreate(memory));
    assertTrue(e.getMessage().contains("in use by another client"), e.getMessage());
  }

  @Test
  void aSecondOneIsRefusedAndBothLocksStay() throws Exception {
    try (MemoryLock lock = MemoryLock.openOrCreate(memory)) {
      assertNotNull(lock.channel());
      for (int times = 0; times < 3; times++) {
        isRefused(memory);
        assertEquals(Optional.empty(), MemoryLock.take(memory));
      }
      assertTrue(Locks.isHeldFromAnotherProcess(MemoryLock.path(memory), MemoryLock.BYTE));
      assertTrue(Locks.isHeldFromAnotherProcess(memory, MemoryLock.BYTE));
    }
    MemoryLock.open(memory).close();
  }

  @Test
  void whateverElseItsProcessDoesItStays() throws Exception {
    Path other = directory.resolve("other");
    List<Deed> deeds =
        List.of(
            Files::readAllBytes,
            file -> Files.copy(file, directory.resolve("copy")),
            MemoryLockTest::map,
            MemoryLockTest::lockAndRelease,
            file -> isRefused(Files.createLink(other, file)),
            file -> Files.readAllBytes(other),
            file -> assertThrows(IOException.class, () -> MemoryLock.open(descriptorOf(file))),
            file -> Files.write(file, new byte[8]),
            MemoryLockTest::openByAnotherClassLoader);
    try (MemoryLock lock = MemoryLock.openOrCreate(memory)) {
      assertNotNull(lock.channel());
      for (int deed = 0; deed < deeds.size(); deed++) {
        deeds.get(deed).run(memory);
        assertTrue(
            Locks.isHeldFromAnotherProcess(MemoryLock.path(memory), MemoryLock.BYTE),
            "after deed " + deed);
        isRefused(memory);
      }
    }
    MemoryLock.open(memory).close();
  }

  private static void map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      channel.map(MapMode.READ_ONLY, 0, channel.size());
    }
  }

  private static void lockAndRelease(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ, WRITE);
        FileLock lock = channel.tryLock(100, 1, false)) {
      assertTrue(lock.isValid());
    }
  }

  /** As a container of applications does, each of which has the library. */
  private static void openByAnotherClassLoader(Path file) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(part).toUri().toURL());
    }
    try (URLClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]), null)) {
      Class<?> again = loader.loadClass(MemoryLock.class.getName());
      var open = again.getMethod("open", Path.class);
      var e = assertThrows(InvocationTargetException.class, () -> open.invoke(null, file));
      assertTrue(e.getCause() instanceof IOException, e.getCause()::toString);
    }
  }

  private static Path descriptorOf(Path file) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(path -> isSame(path, file)).findFirst().orElseThrow();
    }
  }

  private static boolean isSame(Path descriptor, Path file) {
    try {
      return Files.isSameFile(descriptor, file);
    } catch (IOException e) {
      return false; // The listing's own, which is closed by now.
    }
  }

  /** An interrupt closes the channel that is in use, and so drops all locks on its file. */
  @Test
  void anInterruptDropsNoLock() throws Exception {
    Path file = directory.resolve("locks");
    try (LockFile locks = LockFile.openOrCreate(file)) {
      locks.tryLock(0, false).orElseThrow();
      Thread.currentThread().interrupt();
      assertTrue(locks.tryLock(1, false).isPresent());
      assertTrue(locks.isHeld(1));
      assertTrue(locks.lock(1, LockFile.PATIENCE).isEmpty());
      assertTrue(Thread.interrupted());
      assertTrue(Locks.isHeldFromAnotherProcess(file, 0));
      assertTrue(Locks.isHeldFromAnotherProcess(file, 1));
    }
  }

  @Test
  void whoeverHoldsEitherLockHasTheMemory() throws Exception {
    MemoryLock.openOrCreate(memory).close();
    for (Path locked : List.of(memory, MemoryLock.path(memory))) {
      try (FileChannel readable = FileChannel.open(memory)) {
        assertFalse(MemoryLock.isHeld(memory, readable));
        Process holder = Locks.holdInAnotherProcess(locked, MemoryLock.BYTE);
        assertTrue(MemoryLock.isHeld(memory, readable));
        assertEquals(Optional.empty(), MemoryLock.take(memory));
        isRefused(memory);
        Locks.kill(holder);
        assertFalse(MemoryLock.isHeld(memory, readable));
      }
    }
    Files.delete(memory);
    Process holder = Locks.holdInAnotherProcess(MemoryLock.path(memory), MemoryLock.BYTE);
    assertTrue(MemoryLock.isHeld(memory, null), "its memory has lost its name");
    isRefused(memory);
    assertTrue(Files.notExists(memory));
    Locks.kill(holder);
  }

  /** A lock on a file without a name keeps nobody away. */
  @Test
  void aLockFileThatLosesItsNameBeforeItIsLockedDoesNotCount() throws Exception {
    MemoryLock.openOrCreate(memory).close();
    Process holder = Locks.holdInAnotherProcess(MemoryLock.path(memory), MemoryLock.BYTE);
    FutureTask<MemoryLock> late = new FutureTask<>(() -> MemoryLock.open(memory));
    Object before = Files.getAttribute(MemoryLock.path(memory), "unix:ino");
    Thread thread = new Thread(late);
    thread.start();
    while (thread.isAlive() && descriptors(MemoryLock.path(memory)) < 1) {
      Thread.onSpinWait();
    }
    // A second name keeps the number of the inode from being given out again.
    Files.createLink(directory.resolve("removed"), MemoryLock.path(memory));
    Files.delete(MemoryLock.path(memory));
    Locks.kill(holder);
    try (MemoryLock lock = late.get()) {
      assertNotNull(lock.channel());
      assertFalse(before.equals(Files.getAttribute(MemoryLock.path(memory), "unix:ino")));
      assertTrue(Locks.isHeldFromAnotherProcess(MemoryLock.path(memory), MemoryLock.BYTE));
    }
  }

  private static long descriptors(Path file) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(path -> isSame(path, file)).count();
    }
  }

  @Test
  void theLockFileIsPrivateAndNothingThatWasPlantedIsTaken() throws Exception {
    Path lockFile = MemoryLock.path(memory);
    MemoryLock.openOrCreate(memory).close();
    assertEquals(
        PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(lockFile));
    Path target = Files.write(directory.resolve("target"), new byte[] {1});
    for (Deed plant :
        List.<Deed>of(
            file -> Files.createSymbolicLink(file, target),
            file -> Files.createSymbolicLink(file, directory.resolve("nowhere")),
            Files::createDirectory,
            file ->
                new ProcessBuilder("/bin/sh", "-c", "mkfifo \"$1\"", "sh", file.toString())
                    .start()
                    .waitFor())) {
      Files.delete(lockFile);
      plant.run(lockFile);
      assertThrows(IOException.class, () -> MemoryLock.openOrCreate(memory));
      assertThrows(IOException.class, () -> MemoryLock.take(memory));
    }
    assertArrayEquals(new byte[] {1}, Files.readAllBytes(target));
    assertTrue(Files.notExists(directory.resolve("nowhere")));
  }

  @Test
  void bothFilesAreRemovedTogether() throws Exception {
    try (MemoryLock lock = MemoryLock.openOrCreate(memory)) {
      assertTrue(lock.discard());
    }
    assertTrue(isEmpty());
    // And where no memory is left, the lock file alone.
    try (MemoryLock lock = MemoryLock.take(memory).orElseThrow()) {
      assertNull(lock.channel());
      assertTrue(lock.discard());
    }
    assertThrows(NoSuchFileException.class, () -> MemoryLock.open(memory));
    assertTrue(isEmpty());
  }

  private boolean isEmpty() throws IOException {
    try (Stream<Path> left = Files.list(directory)) {
      return left.findAny().isEmpty();
    }
  }

  @Test
  void whatHasTakenTheNameOfAMemoryIsNotRemoved() throws Exception {
    Path lockFile = MemoryLock.path(memory);
    try (MemoryLock lock = MemoryLock.openOrCreate(memory)) {
      Files.move(memory, directory.resolve("moved"));
      Files.write(memory, new byte[] {1});
      assertFalse(lock.discard());
    }
    assertArrayEquals(new byte[] {1}, Files.readAllBytes(memory));
    assertTrue(Files.exists(lockFile));
    try (MemoryLock lock = MemoryLock.openOrCreate(memory)) {
      Files.move(lockFile, directory.resolve("moved lock"));
      Files.createFile(lockFile);
      assertTrue(lock.discard());
    }
    assertTrue(Files.notExists(memory));
    assertTrue(Files.exists(lockFile), "it may be locked by who came since");
  }

  @Test
  void aDescriptorIsLockedWithoutALockFile() throws Exception {
    try (FileChannel inherited = PrivateFiles.create(memory)) {
      Path descriptor = descriptorOf(memory);
      Files.delete(memory);
      try (MemoryLock lock = MemoryLock.open(descriptor)) {
        assertNotNull(lock.channel());
        assertTrue(MemoryLock.isHeld(descriptor, inherited));
        assertThrows(IOException.class, () -> MemoryLock.openOrCreate(descriptor));
        assertThrows(IllegalStateException.class, lock::discard);
      }
      assertTrue(isEmpty());
    }
  }
}
