package dev.stillframe.files;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another file gets the name of a memory while a client waits for its lock. */
final class ReplacedMemoryTest {
  @TempDir Path directory;

  /** What is opened then is not what was locked, and a second client would be let in. */
  @Test
  void aMemoryThatIsReplacedBeforeItIsLockedDoesNotCount() throws Exception {
    Path memory = directory.resolve("memory");
    MemoryLock.openOrCreate(memory).close();
    Process holder = Locks.holdInAnotherProcess(memory, MemoryLock.BYTE);
    FutureTask<MemoryLock> late = new FutureTask<>(() -> MemoryLock.open(memory));
    Thread thread = new Thread(late);
    thread.start();
    while (thread.isAlive() && !isOpen(memory)) {
      Thread.onSpinWait();
    }
    Files.move(memory, directory.resolve("moved"));
    PrivateFiles.create(memory).close();
    Locks.kill(holder);
    try (MemoryLock lock = late.get()) {
      assertNotNull(lock.channel());
      assertTrue(
          Locks.isHeldFromAnotherProcess(memory, MemoryLock.BYTE),
          "the file that has the name is not locked");
    }
  }

  private static boolean isOpen(Path file) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.anyMatch(descriptor -> isSame(descriptor, file));
    }
  }

  private static boolean isSame(Path descriptor, Path file) {
    try {
      return Files.isSameFile(descriptor, file);
    } catch (IOException e) {
      return false; // The listing's own, which is closed by now.
    }
  }
}
