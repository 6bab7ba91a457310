package dev.stillframe.triple;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.record.StateRecord;
import dev.stillframe.store.Journal;
import dev.stillframe.store.JournalReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class TripleBufferClientTest {
  private static final TripleLayout LAYOUT = TripleLayout.of(32);

  @TempDir Path directory;
  private Path file;
  private BufferMemory memory;

  /** A mapping outlives its channel, and a channel must not be closed under the client's lock. */
  @BeforeEach
  void create() throws IOException {
    file = directory.resolve("memory");
    try (FileChannel channel = PrivateFiles.create(file)) {
      PrivateFiles.extend(channel, LAYOUT.size());
      memory = BufferMemory.map(channel, MapMode.READ_WRITE, LAYOUT.size());
    }
  }

  @Test
  void whatWasCommittedIsFoundAfterReopeningAndTakenByTheHost() throws IOException {
    LAYOUT.configure(memory, 0);
    try (TripleBufferClient client = TripleBufferClient.open(file)) {
      assertTrue(client.increment(new byte[] {1}));
      assertTrue(client.increment(new byte[] {2}));
      assertFalse(client.increment(new byte[] {3}));
      client.base(new byte[] {4});
    }
    try (TripleBufferClient client = TripleBufferClient.open(file)) {
      List<StateRecord> state = new ArrayList<>();
      client.rebuild(Collections::emptyIterator, state::add);
      assertEquals(1, state.size());
      assertArrayEquals(new byte[] {4}, state.get(0).bytes());
      assertEquals(3, client.writer().newest());
    }
    TripleHost host = new TripleHost(memory, 0);
    assertTrue(host.take());
    assertArrayEquals(new byte[] {4}, host.next().orElseThrow().bytes());
  }

  @Test
  void aSecondClientIsRefusedWhileTheFirstLives() throws IOException {
    LAYOUT.configure(memory, 0);
    try (TripleBufferClient first = TripleBufferClient.open(file)) {
      IOException e = assertThrows(IOException.class, () -> TripleBufferClient.open(file));
      assertTrue(e.getMessage().contains("in use by another client"), e.getMessage());
      assertTrue(first.increment(new byte[] {1}));
    }
    TripleBufferClient.open(file).close();
  }

  @Test
  void aClosedClientCommitsNothing() throws IOException {
    LAYOUT.configure(memory, 0);
    TripleBufferClient closed = TripleBufferClient.open(file);
    assertTrue(closed.increment(new byte[] {1}));
    closed.close();
    assertThrows(IllegalStateException.class, () -> closed.increment(new byte[] {2}));
    assertThrows(IllegalStateException.class, () -> closed.base(new byte[] {2}));
    byte[] bytes = {2};
    assertThrows(IllegalStateException.class, () -> closed.writer().increment(bytes, 0, 1));
    assertThrows(
        IllegalStateException.class, () -> closed.rebuild(Collections::emptyIterator, r -> {}));
    try (TripleBufferClient next = TripleBufferClient.open(file)) {
      assertEquals(1, next.writer().newest());
    }
  }

  /** What it would commit is not the whole state, nor does it follow from it. */
  @Test
  void nothingIsCommittedWhileTheStateIsRebuilt() throws IOException {
    LAYOUT.configure(memory, 0);
    try (TripleBufferClient client = TripleBufferClient.open(file)) {
      assertTrue(client.increment(new byte[] {1}));
    }
    try (TripleBufferClient client = TripleBufferClient.open(file)) {
      List<Consumer<StateRecord>> deeds =
          List.of(
              record -> assertRefused(() -> client.increment(new byte[] {2})),
              record -> assertRefused(() -> client.base(new byte[] {2})),
              record -> assertRefused(() -> client.rebuild(Collections::emptyIterator, r -> {})));
      for (Consumer<StateRecord> deed : deeds) {
        client.rebuild(Collections::emptyIterator, deed);
      }
      Consumer<StateRecord> throwing =
          record -> {
            throw new UnsupportedOperationException("own");
          };
      assertThrows(
          UnsupportedOperationException.class,
          () -> client.rebuild(Collections::emptyIterator, throwing));
      List<StateRecord> state = new ArrayList<>();
      client.rebuild(Collections::emptyIterator, state::add);
      assertEquals(1, state.size());
      assertTrue(client.increment(new byte[] {2}));
      assertEquals(2, client.writer().newest());
    }
  }

  private static void assertRefused(Executable deed) {
    var e = assertThrows(IllegalStateException.class, deed);
    assertTrue(e.getMessage().contains("still being rebuilt"), e.getMessage());
  }

  @Test
  void aMemoryThatNoHostHasConfiguredIsRefusedAndCanBeOpenedLater() throws IOException {
    FormatException e = assertThrows(FormatException.class, () -> TripleBufferClient.open(file));
    assertEquals(Reason.UNCONFIGURED, e.reason());
    LAYOUT.configure(memory, 0);
    TripleBufferClient.open(file).close();
  }

  @Test
  void missingFilesLinksAndDirectoriesAreRefused() throws IOException {
    LAYOUT.configure(memory, 0);
    Path missing = directory.resolve("missing");
    assertThrows(NoSuchFileException.class, () -> TripleBufferClient.open(missing));
    assertTrue(Files.notExists(missing));
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    assertThrows(IOException.class, () -> TripleBufferClient.open(link));
    assertThrows(IOException.class, () -> TripleBufferClient.open(directory));
    Path empty = Files.createFile(directory.resolve("empty"));
    FormatException e = assertThrows(FormatException.class, () -> TripleBufferClient.open(empty));
    assertEquals(Reason.TRUNCATED, e.reason());
  }

  @Test
  void theStateIsRebuiltFromTheJournalOfTheSameIdentity() throws IOException {
    UUID identity = new UUID(1, 2);
    LAYOUT.configure(memory, 1, identity);
    Path name = directory.resolve("state");
    try (Journal journal = Journal.open(name)) {
      journal.recover(identity);
      journal.append(List.of(new StateRecord(1, false, new byte[] {1})));
    }
    try (TripleBufferClient client = TripleBufferClient.open(file)) {
      client.increment(new byte[] {2});
    }
    Path journal = JournalReader.file(name);
    try (TripleBufferClient client = TripleBufferClient.open(file)) {
      List<StateRecord> state = new ArrayList<>();
      client.rebuild(journal, state::add);
      assertEquals(List.of(1L, 2L), state.stream().map(StateRecord::number).toList());
      Path missing = directory.resolve("missing");
      assertThrows(NoSuchFileException.class, () -> client.rebuild(missing, state::add));
    }
    memory.setOpaque(TripleLayout.IDENTITY_AT + 8, 3);
    try (TripleBufferClient client = TripleBufferClient.open(file)) {
      FormatException e =
          assertThrows(FormatException.class, () -> client.rebuild(journal, record -> {}));
      assertEquals(Reason.RECORDS, e.reason());
      assertTrue(e.getMessage().contains("identities differ"), e.getMessage());
    }
  }
}
