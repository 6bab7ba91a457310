package dev.stillframe.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client is seen beside its store, wherever its memory is: L2 of {@code Life.tla}. */
final class ClientPresenceTest {
  @TempDir Path directory;
  private Path name;

  @BeforeEach
  void files() throws Exception {
    name = directory.resolve("s");
    PrivateFiles.create(ClientPresence.lockPath(name)).close();
    PrivateFiles.create(RecordFile.path(name)).close();
  }

  private Optional<String> find() throws IOException {
    try (LockFile lock = LockFile.open(ClientPresence.lockPath(name));
        LockFile record = LockFile.open(RecordFile.path(name))) {
      return ClientPresence.find(lock, record);
    }
  }

  private void isRefused() {
    IOException e = assertThrows(IOException.class, () -> ClientPresence.show(name));
    assertTrue(e.getMessage().contains("one client at a time"), e.getMessage());
  }

  @Test
  void aSecondClientOfTheStoreIsRefused() throws Exception {
    assertEquals(Optional.empty(), find());
    try (ClientPresence first = ClientPresence.show(name)) {
      assertTrue(find().isPresent(), first::toString);
      isRefused();
      assertTrue(find().isPresent(), "who was refused has dropped the lock of the first");
    }
    assertEquals(Optional.empty(), find());
    ClientPresence.show(name).close();
  }

  @Test
  void aClientIsSeenFromAnotherProcess() throws Exception {
    Path lock = ClientPresence.lockPath(name);
    Path record = RecordFile.path(name);
    try (ClientPresence first = ClientPresence.show(name)) {
      assertTrue(Locks.isHeldFromAnotherProcess(lock, ClientPresence.LOCK_BYTE), first::toString);
      assertTrue(Locks.isHeldFromAnotherProcess(record, ClientPresence.RECORD_BYTE));
    }
  }

  @Test
  void oneFileThatKeepsItsNameIsEnough() throws Exception {
    Map<Path, Long> bytes =
        Map.of(
            ClientPresence.lockPath(name),
            ClientPresence.LOCK_BYTE,
            RecordFile.path(name),
            ClientPresence.RECORD_BYTE);
    for (Path lost : bytes.keySet()) {
      try (ClientPresence first = ClientPresence.show(name)) {
        Files.move(lost, directory.resolve("moved"));
        PrivateFiles.create(lost).close();
        assertTrue(find().isPresent(), () -> lost + " was replaced, " + first);
        isRefused();
      }
      Files.delete(directory.resolve("moved"));
      assertEquals(Optional.empty(), find());
    }
    for (Map.Entry<Path, Long> file : bytes.entrySet()) {
      Process client = Locks.holdInAnotherProcess(file.getKey(), file.getValue());
      assertTrue(find().isPresent(), () -> file.getKey() + " is locked");
      isRefused();
      Locks.kill(client);
    }
  }
}
