package dev.stillframe.files;

import static java.nio.file.StandardOpenOption.READ;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.files.HostLocks.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three files show that a store has a host: L2 of {@code Life.tla}. */
final class HostLocksTest {
  private static final long LOCK_BYTE = 0;

  @TempDir Path directory;
  private Path name;
  private Path memory;

  @BeforeEach
  void files() throws Exception {
    name = directory.toRealPath().resolve("s");
    memory = name.resolveSibling("memory");
    PrivateFiles.create(memory).close();
  }

  private Optional<HeldMemory> hold(FileKey key) throws Exception {
    return HeldMemory.lock(PrivateFiles.open(memory, READ), memory, key);
  }

  /** What a test does as the host of the store. */
  @FunctionalInterface
  private interface Deed {
    void run(HostLocks locks) throws Exception;
  }

  private void asHost(Deed deed) throws Exception {
    try (LockFile lock = LockFile.openOrCreate(ClientPresence.lockPath(name));
        RecordFile record = RecordFile.lock(name).orElseThrow();
        HeldMemory held = hold(FileKey.of(memory).orElseThrow()).orElseThrow()) {
      assertTrue(lock.tryLock(LOCK_BYTE, false).isPresent());
      HostLocks locks = new HostLocks(lock, record, held);
      assertEquals(List.of(), locks.look());
      deed.run(locks);
    }
  }

  @Test
  void aRecordHasOneHost() throws Exception {
    RecordFile.lock(name).orElseThrow().close();
    Process holder = Locks.holdInAnotherProcess(RecordFile.path(name), RecordFile.HOST_BYTE);
    assertTrue(RecordFile.lock(name).isEmpty(), "another process has locked it");
    Locks.kill(holder);
    try (RecordFile record = RecordFile.lock(name).orElseThrow()) {
      assertTrue(record.read().isEmpty());
      assertTrue(RecordFile.lock(name).isEmpty(), "this process has locked it");
    }
  }

  @Test
  void aMemoryHasOneHost() throws Exception {
    FileKey key = FileKey.of(memory).orElseThrow();
    Process holder = Locks.holdInAnotherProcess(memory, HeldMemory.HOST_BYTE);
    assertTrue(hold(key).isEmpty(), "another process has locked it");
    Locks.kill(holder);
    hold(key).orElseThrow().close();
  }

  @Test
  void aMemoryThatIsAnotherFileByNowIsNotHeld() throws Exception {
    FileKey key = FileKey.of(memory).orElseThrow();
    Files.move(memory, directory.resolve("moved"));
    PrivateFiles.create(memory).close();
    assertTrue(hold(key).isEmpty(), "its state is not the one that was looked at");
  }

  @Test
  void whatLosesItsNameIsMadeAnewAndIsLocked() throws Exception {
    asHost(
        locks -> {
          Path lock = ClientPresence.lockPath(name);
          Files.delete(lock);
          assertEquals(List.of(Finding.LOCK_RENEWED), locks.look());
          assertTrue(Locks.isHeldFromAnotherProcess(lock, LOCK_BYTE));
          Path record = RecordFile.path(name);
          Files.delete(record);
          assertEquals(List.of(Finding.RECORD_RENEWED), locks.look());
          assertTrue(Locks.isHeldFromAnotherProcess(record, RecordFile.HOST_BYTE));
          Files.delete(memory);
          assertEquals(List.of(Finding.MEMORY_NAMELESS), locks.look());
          Files.createFile(memory);
          assertEquals(List.of(Finding.MEMORY_REPLACED), locks.look());
          assertFalse(locks.isLost());
        });
  }

  @Test
  void whoFindsAllThreeNamesGoneIsLostForGood() throws Exception {
    asHost(
        locks -> {
          Path lock = ClientPresence.lockPath(name);
          for (Path file : List.of(lock, RecordFile.path(name), memory)) {
            Files.delete(file);
          }
          assertEquals(List.of(Finding.LOST), locks.look());
          assertTrue(Files.notExists(lock), "a host that came meanwhile would have made it");
          Files.createFile(lock);
          assertEquals(List.of(Finding.LOST), locks.look());
          assertTrue(locks.isLost());
        });
  }

  @Test
  void whoFindsTheLockFileOfAnotherHostIsLost() throws Exception {
    asHost(
        locks -> {
          Path lock = ClientPresence.lockPath(name);
          Files.move(lock, directory.resolve("moved"));
          PrivateFiles.create(lock).close();
          Process other = Locks.holdInAnotherProcess(lock, LOCK_BYTE);
          assertEquals(List.of(Finding.LOST), locks.look());
          Locks.kill(other);
          assertTrue(locks.isLost());
        });
  }
}
