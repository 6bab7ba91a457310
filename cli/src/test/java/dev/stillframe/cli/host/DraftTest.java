package dev.stillframe.cli.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.memory.OwnMemory;
import dev.stillframe.cli.memory.State;
import dev.stillframe.cli.processes.Images;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.store.ReplaceStore;
import dev.stillframe.store.Store;
import dev.stillframe.store.TwinStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot is copied to a memory while it is verified: nobody sees one that is not whole. */
final class DraftTest {
  @TempDir Path directory;
  private final Reports reports =
      new Reports(new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
  private Path snapshot;
  private Path file;
  private OwnMemory memory;

  @BeforeEach
  void setUp() throws IOException {
    snapshot = directory.resolve("state.snap");
    file = Files.createDirectory(directory.resolve("runtime")).resolve("memory");
    memory = new OwnMemory(file, true);
  }

  private Restoration recover() throws IOException {
    try (Store store = ReplaceStore.open(snapshot, 2)) {
      return Snapshot.recover(store, State::of, memory, 0, reports);
    }
  }

  private void prepare(Restoration recovered) throws HostException, IOException {
    try (Restoration restoration = recovered) {
      Memories.prepare(memory, restoration, reports);
    }
  }

  /** What is there beside the lock file, which stands where the memory stands. */
  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.equals("memory.lock"))
          .collect(Collectors.toSet());
    }
  }

  private static byte[] damagedAtItsEnd(Path snapshot) throws IOException {
    byte[] bytes = Files.readAllBytes(snapshot);
    bytes[bytes.length - 1] ^= 1;
    Files.write(snapshot, bytes);
    return bytes;
  }

  private void publishLonger() throws IOException {
    ByteBuffer longer = ByteBuffer.allocateDirect(1 << 20).put(Images.memory(1, 5)).clear();
    try (Store store = ReplaceStore.open(snapshot, 2)) {
      store.recover();
      store.publish(longer);
    }
  }

  @Test
  void aNewMemoryHoldsTheImageAndNothingElse() throws Exception {
    publishLonger();
    byte[] image = Arrays.copyOf(Images.memory(1, 5), 1 << 20);
    prepare(recover());
    assertArrayEquals(image, Files.readAllBytes(file));
    assertEquals(Set.of("memory"), names());
  }

  @Test
  void nothingIsLeftOfANewerSnapshotThatIsNotWhole() throws Exception {
    Images.publish(snapshot, 1, 3);
    publishLonger();
    damagedAtItsEnd(snapshot);
    prepare(recover());
    assertArrayEquals(Images.memory(1, 3), Files.readAllBytes(file));
    assertEquals(Set.of("memory"), names());
  }

  @Test
  void noMemoryIsMadeOfASnapshotThatIsNotWhole() throws Exception {
    publishLonger();
    Files.delete(directory.resolve("state.snap.1"));
    byte[] damaged = damagedAtItsEnd(snapshot);
    Restoration restoration = recover();
    assertEquals(Set.of(), names());
    assertThrows(HostException.class, () -> prepare(restoration));
    assertEquals(Set.of(), names());
    assertArrayEquals(damaged, Files.readAllBytes(snapshot));
  }

  @Test
  void aSnapshotWithoutAnEntryLeavesNoMemory() throws Exception {
    Images.publish(snapshot, 1, 3);
    Files.delete(directory.resolve("state.snap.1"));
    Files.write(snapshot, Images.memory(1, 0));
    Restoration restoration = recover();
    assertEquals(Set.of(), names());
    assertThrows(HostException.class, () -> prepare(restoration));
  }

  /** It was not there when the snapshot was copied: what counts is what is there now. */
  @Test
  void aMemoryThatHasAppearedMeanwhileIsKeptIfItIsNotOlder() throws Exception {
    Images.publish(snapshot, 1, 3);
    for (int commits : new int[] {5, 2}) {
      Files.deleteIfExists(file);
      Restoration restoration = recover();
      assertEquals(Set.of("memory.new"), names());
      Files.write(file, Images.memory(1, commits));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      prepare(restoration);
      assertArrayEquals(Images.memory(1, Math.max(commits, 3)), Files.readAllBytes(file));
      assertEquals(commits == 5 ? Set.of("memory") : Set.of("memory", "memory.1.aside"), names());
    }
  }

  /** In the boot in which it was synced its mark is believed, but not by who restores it. */
  @Test
  void aTwinImageIsVerifiedWhereverItMayBeRestored() throws Exception {
    try (TwinStore store = TwinStore.open(snapshot)) {
      Images.publish(store, 1, 3);
    }
    damagedAtItsEnd(directory.resolve("state.snap.0"));
    byte[] empty = new byte[Images.memory(1, 0).length];
    for (boolean isThere : new boolean[] {false, true}) {
      if (isThere) {
        Files.write(file, empty);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
      try (TwinStore store = TwinStore.open(snapshot);
          Restoration restoration = Snapshot.recover(store, State::of, memory, 0, reports)) {
        HostException refused =
            assertThrows(HostException.class, () -> Memories.prepare(memory, restoration, reports));
        assertTrue(refused.getMessage().contains("nothing to go on with"), refused::toString);
      }
      assertEquals(isThere ? Set.of("memory") : Set.of(), names());
    }
    assertArrayEquals(empty, Files.readAllBytes(file));
  }
}
