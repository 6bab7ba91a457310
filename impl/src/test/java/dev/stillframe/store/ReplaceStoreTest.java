package dev.stillframe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.store.Snapshots.Found;
import dev.stillframe.store.Snapshots.Search;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplaceStoreTest {
  private static final int SIZE = 8192;

  @TempDir Path directory;
  private Path name;

  @BeforeEach
  void name() {
    name = directory.resolve("state");
  }

  @Test
  void whatWasPublishedIsFound() throws IOException {
    try (ReplaceStore store = open(2)) {
      assertTrue(store.recover().found().isEmpty());
      for (int i = 1; i <= 4; i++) {
        assertEquals(i, store.publish(image(i)));
        assertContent(i);
      }
    }
    assertEquals(Set.of("state", "state.3", "state.4", "state.lock"), names());
    assertTrue(Files.isSameFile(name, directory.resolve("state.4")));
    for (String file : names()) {
      Path path = directory.resolve(file);
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }
  }

  @Test
  void generationsGoOnAfterReopening() throws IOException {
    publish(3);
    try (ReplaceStore store = open(2)) {
      assertEquals(3, store.recover().found().orElseThrow().generation());
      assertEquals(4, store.publish(image(4)));
    }
  }

  @Test
  void aSecondHostIsRefusedWhileTheFirstLives() throws IOException {
    try (ReplaceStore store = open(2)) {
      IOException e = assertThrows(IOException.class, () -> open(2));
      assertTrue(e.getMessage().contains("in use by another host"), e.getMessage());
      store.publish(image(1));
    }
    open(2).close();
  }

  @Test
  void oneSnapshotHasOneLockWhicheverWayItIsNamed() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("elsewhere"), directory);
    try (ReplaceStore store = open(2)) {
      assertThrows(IOException.class, () -> ReplaceStore.open(link.resolve("state"), 2));
      store.recover();
    }
  }

  /** Every state in which a kill between two steps of publish leaves the directory. */
  @Test
  void whateverAKillLeavesIsRepaired() throws IOException {
    publish(2);
    byte[] next = sealed(3);
    // Killed while writing the temporary.
    Files.write(temporary(), new byte[100]);
    assertRecovered(2);
    // Killed after the temporary was synced: complete, but no generation yet.
    Files.write(temporary(), next);
    assertRecovered(2);
    // Killed between link and rename: the new generation is there, the name is the old one's.
    Files.write(temporary(), next);
    Files.createLink(directory.resolve("state.3"), temporary());
    assertRecovered(3);
    assertTrue(Files.isSameFile(name, directory.resolve("state.3")));
    // Killed in recovery: the temporary is one more name of the newest.
    Files.createLink(temporary(), name);
    assertRecovered(3);
    // The name is gone, the generation is not; and the other way round.
    Files.delete(name);
    assertRecovered(3);
    Files.delete(directory.resolve("state.3"));
    assertRecovered(3);
  }

  private void assertRecovered(int generation) throws IOException {
    try (ReplaceStore store = open(2)) {
      assertEquals(generation, store.recover().found().orElseThrow().generation());
    }
    assertContent(generation);
    assertTrue(Files.notExists(temporary()));
    assertTrue(Files.isSameFile(name, directory.resolve("state." + generation)));
  }

  /** Flips a bit in each sector, and cuts the file at each sector: the older one is found. */
  @Test
  void aDamagedSnapshotIsNeverTakenAndTheOneBeforeIs() throws IOException {
    publish(2);
    byte[] good = Files.readAllBytes(name);
    Path newest = directory.resolve("state.2");
    for (int at = 0; at < SIZE; at += 512) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = good.clone();
        flipped[at + 37 * bit] ^= (byte) (1 << bit);
        assertFallsBack(newest, flipped);
      }
      byte[] cut = new byte[at];
      System.arraycopy(good, 0, cut, 0, at);
      assertFallsBack(newest, cut);
    }
    for (int at = 32; at < 96; at++) { // identity and seal, byte by byte
      byte[] flipped = good.clone();
      flipped[at] ^= 0x10;
      assertFallsBack(newest, flipped);
    }
    assertFallsBack(newest, new byte[SIZE]);
    byte[] longer = new byte[SIZE + 1];
    System.arraycopy(good, 0, longer, 0, SIZE);
    assertFallsBack(newest, longer);
  }

  private void assertFallsBack(Path newest, byte[] bytes) throws IOException {
    Files.write(newest, bytes); // name is the same inode
    Search search = Snapshots.newest(name);
    assertEquals(1, search.found().orElseThrow().generation());
    Snapshots.load(search.found().get());
  }

  @Test
  void recoveryAfterDamageSaysWhyAndNeverUsesAGenerationTwice() throws IOException {
    publish(2);
    Path newest = directory.resolve("state.2");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[5000] ^= 1;
    Files.write(newest, bytes);
    try (ReplaceStore store = open(2)) {
      Search search = store.recover();
      assertEquals(1, search.found().orElseThrow().generation());
      assertEquals(1, search.rejected().size());
      assertTrue(search.rejected().get(0).why().contains("checksum"));
      assertContent(1);
      assertEquals(3, store.publish(image(3)));
      assertContent(3);
    }
  }

  @Test
  void aFileWithoutSealIsTakenOnlyWhereThereIsNothingElse() throws IOException {
    Files.write(name, new byte[SIZE]);
    Found found = Snapshots.newest(name).found().orElseThrow();
    assertEquals(0, found.generation());
    assertEquals(SIZE, Snapshots.load(found).capacity());
    Files.write(directory.resolve("state.1"), sealed(1));
    assertEquals(1, Snapshots.newest(name).found().orElseThrow().generation());
    byte[] broken = sealed(1);
    broken[4096] ^= 1;
    Files.write(directory.resolve("state.1"), broken);
    assertTrue(Snapshots.newest(name).found().isEmpty());
  }

  @Test
  void whatIsLeftOfANewerSnapshotIsNamed() throws IOException {
    publish(2);
    Files.write(directory.resolve("state.2"), new byte[79]);
    Search search = Snapshots.newest(name);
    assertEquals(1, search.found().orElseThrow().generation());
    assertTrue(search.rejected().get(0).why().contains("no seal"), search::toString);
  }

  @Test
  void aDamagedSealDoesNotPassForNone() throws IOException {
    publish(1);
    byte[] bytes = Files.readAllBytes(name);
    bytes[Seal.MAGIC_AT] ^= 1;
    Files.delete(directory.resolve("state.1"));
    Files.write(name, bytes);
    Search search = Snapshots.newest(name);
    assertTrue(search.found().isEmpty());
    assertTrue(search.rejected().get(0).why().contains("magic"), search::toString);
  }

  @Test
  void namesThatOnlyLookAlikeAreLeftAlone() throws IOException {
    for (String other : new String[] {"state.00", "state.01", "state.x", "state2", "xstate.1"}) {
      Files.write(directory.resolve(other), sealed(9));
    }
    assertTrue(Snapshots.newest(name).found().isEmpty());
    publish(3);
    assertEquals(3, Snapshots.newest(name).found().orElseThrow().generation());
    assertTrue(names().contains("state.01"));
  }

  @Test
  void aPublicationThatFailsLeavesTheLastOne() throws IOException {
    publish(1);
    try (ReplaceStore store = open(2)) {
      store.recover();
      Files.createDirectory(temporary()); // the temporary cannot be created
      assertThrows(IOException.class, () -> store.publish(image(2)));
      Files.deleteIfExists(temporary());
      assertContent(1);
      assertEquals(2, store.publish(image(2)));
    }
  }

  @Test
  void linksAndDirectoriesInThePlaceOfFilesAreRefused() throws IOException {
    Path target = directory.resolve("target");
    Files.write(target, sealed(1));
    Files.createSymbolicLink(name, target);
    assertThrows(IOException.class, () -> open(2));
    assertTrue(Snapshots.newest(name).found().isEmpty());
    Files.delete(name);
    Files.createDirectory(name);
    assertThrows(IOException.class, () -> open(2));
    Path missing = directory.resolve("none").resolve("state");
    assertThrows(IOException.class, () -> ReplaceStore.open(missing, 2));
    assertTrue(Files.exists(target, LinkOption.NOFOLLOW_LINKS));
  }

  private Path temporary() {
    return directory.resolve("state.tmp");
  }

  private ReplaceStore open(int keep) throws IOException {
    return ReplaceStore.open(name, keep);
  }

  private void publish(int generations) throws IOException {
    try (ReplaceStore store = open(generations)) {
      store.recover();
      for (int i = 1; i <= generations; i++) {
        store.publish(image(i));
      }
    }
  }

  private static ByteBuffer image(int content) {
    ByteBuffer image = ByteBuffer.allocateDirect(SIZE);
    for (int at = 4096; at < SIZE; at++) {
      image.put(at, (byte) content);
    }
    return image;
  }

  private static byte[] sealed(int generation) {
    ByteBuffer image = image(generation);
    Seal.stamp(image, generation);
    byte[] bytes = new byte[SIZE];
    image.get(0, bytes);
    return bytes;
  }

  private void assertContent(int content) throws IOException {
    Found found = Snapshots.newest(name).found().orElseThrow();
    assertEquals(content, found.generation());
    ByteBuffer image = Snapshots.load(found);
    for (int at = 4096; at < SIZE; at++) {
      assertEquals(content, image.get(at));
    }
  }

  private Set<String> names() {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
