package dev.stillframe.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.files.SystemDisk;
import dev.stillframe.store.Snapshots.Search;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose names look like a store's: L1 and L4 of {@code Publication.tla}. */
final class FilesOfOthersTest {
  private static final UUID OURS = new UUID(1, 2);
  private static final UUID OTHER = new UUID(3, 4);
  private static final Boot BOOT = new Boot(7, 9);

  @TempDir Path directory;
  private Path name;

  @BeforeEach
  void name() throws IOException {
    name = directory.toRealPath().resolve("s");
  }

  private static ByteBuffer image(UUID identity, int content) {
    ByteBuffer image = ByteBuffer.allocateDirect(8192).order(ByteOrder.LITTLE_ENDIAN);
    image.putLong(32, identity.getMostSignificantBits());
    image.putLong(40, identity.getLeastSignificantBits());
    image.putLong(4096, content);
    return image;
  }

  private static byte[] sealed(UUID identity, long generation) {
    ByteBuffer image = image(identity, 99);
    Seal.stamp(image, generation);
    byte[] bytes = new byte[image.capacity()];
    image.get(0, bytes);
    return bytes;
  }

  private Path file(String suffix) {
    return name.resolveSibling(name.getFileName() + suffix);
  }

  private void publish(Path store, UUID identity, int images) throws IOException {
    try (ReplaceStore open = ReplaceStore.open(store, 2)) {
      open.recover();
      for (int i = 1; i <= images; i++) {
        open.publish(image(identity, i));
      }
      open.verify();
    }
  }

  private Search found() throws IOException {
    return Snapshots.newest(name);
  }

  @Test
  void copiesUnderNamesOfGenerationsAreLeftAloneAndNotCounted() throws IOException {
    publish(name, OURS, 3);
    List<String> copies = List.of(".20261130", ".1", ".999999999999999999", ".4");
    for (String copy : copies) {
      Files.copy(name, file(copy));
    }
    Files.write(file(".5"), "no image at all, but long enough".repeat(9).getBytes("US-ASCII"));
    Files.write(file(".6"), new byte[0]);
    byte[] before = Files.readAllBytes(name);
    publish(name, OURS, 5);
    for (String copy : copies) {
      assertArrayEquals(before, Files.readAllBytes(file(copy)), copy);
    }
    // 4, 5 and 6 are taken, so the five publications are 7 to 11.
    assertEquals(11, found().found().orElseThrow().generation());
    assertTrue(Files.exists(file(".10")));
    assertFalse(Files.exists(file(".9")));
    assertEquals(0, Files.size(file(".6")));
    assertEquals(6, found().others().size(), () -> "told");
  }

  @Test
  void snapshotsOfHostsWithSuchNamesAreLeftAlone() throws IOException {
    for (String other : List.of(".1", ".2", ".17")) {
      publish(file(other), new UUID(5, other.length()), other.equals(".1") ? 1 : 2);
    }
    Files.delete(file(".17.lock")); // Its name is one file with a generation of that name.
    assertTrue(found().found().isEmpty());
    assertTrue(found().rejected().isEmpty(), () -> "a fresh start is not refused");
    publish(name, OURS, 4);
    for (String other : List.of(".1", ".2", ".17")) {
      assertTrue(Snapshots.newest(file(other)).found().isPresent(), other);
    }
  }

  @Test
  void aGenerationOfAnotherStoreIsNeitherTakenNorRemoved() throws IOException {
    publish(name, OURS, 3);
    Files.write(file(".9"), sealed(OTHER, 9));
    assertEquals(3, found().found().orElseThrow().generation());
    try (ReplaceReader reader = ReplaceReader.open(name)) {
      reader.look();
      assertEquals(3, reader.generation());
    }
    publish(name, OURS, 9);
    assertArrayEquals(sealed(OTHER, 9), Files.readAllBytes(file(".9")));
  }

  @Test
  void whatTakesTheNameOfAGenerationMeanwhileIsNotRemoved() throws IOException {
    try (ReplaceStore store = ReplaceStore.open(name, 1)) {
      store.recover();
      store.publish(image(OURS, 1));
      Files.delete(file(".1"));
      Files.write(file(".1"), sealed(OTHER, 1));
      store.publish(image(OURS, 2));
      store.publish(image(OURS, 3));
    }
    assertArrayEquals(sealed(OTHER, 1), Files.readAllBytes(file(".1")));
  }

  @Test
  void whatIsPutUnderTheNameIsKeptAside() throws IOException {
    try (ReplaceStore store = ReplaceStore.open(name, 2)) {
      store.recover();
      store.publish(image(OURS, 1));
      Files.delete(name);
      Files.write(name, sealed(OTHER, 5));
      store.publish(image(OURS, 2));
      assertTrue(store.notices().toString().contains("s.kept-1"));
    }
    assertArrayEquals(sealed(OTHER, 5), Files.readAllBytes(file(".kept-1")));
  }

  @Test
  void theOriginalsFileIsLinkedAsideBeforeItIsReplaced() throws IOException {
    byte[] original = new byte[8192];
    original[0] = 1;
    Files.write(name, original);
    try (ReplaceStore store = ReplaceStore.open(name, 2)) {
      assertEquals(0, store.recover().found().orElseThrow().generation());
      store.recover();
      store.publish(image(OURS, 1));
    }
    assertArrayEquals(original, Files.readAllBytes(file(".kept-1")));
    assertFalse(Files.exists(file(".kept-2")));
    // With a generation there, such a file is not taken any more.
    Files.delete(name);
    Files.write(name, original);
    assertEquals(1, found().found().orElseThrow().generation());
    assertTrue(found().rejected().toString().contains("no seal"));
  }

  @Test
  void anOlderCopyPutBackIsToldAndKept() throws IOException {
    publish(name, OURS, 1);
    byte[] backup = Files.readAllBytes(name);
    publish(name, OURS, 3);
    Files.delete(name);
    Files.write(name, backup);
    Search search = found();
    assertEquals(4, search.found().orElseThrow().generation());
    assertTrue(search.rejected().toString().contains("it holds generation 1"), search::toString);
    publish(name, OURS, 0);
    assertArrayEquals(backup, Files.readAllBytes(file(".kept-1")));
  }

  @Test
  void anOlderCopyWrittenOverTheNewestIsToldWithNumbers() throws IOException {
    publish(name, OURS, 1);
    byte[] backup = Files.readAllBytes(name);
    publish(name, OURS, 3);
    Files.write(name, backup); // As cp does: the generation is the same file.
    Search search = found();
    assertEquals(3, search.found().orElseThrow().generation());
    assertEquals(4, search.givenUp());
  }

  @Test
  void toRollBackTheNewerOnesAreMovedAway() throws IOException {
    publish(name, OURS, 4);
    Files.delete(file(".4"));
    Files.delete(name);
    Search search = found();
    assertEquals(3, search.found().orElseThrow().generation());
    publish(name, OURS, 1);
    assertEquals(4, found().found().orElseThrow().generation());
  }

  @Test
  void anExpectedIdentityDecides() throws IOException {
    publish(name, OTHER, 2);
    try (ReplaceStore store = ReplaceStore.open(name, 2)) {
      Search search = store.recover(Optional.of(OURS), ImageCopy.NONE);
      assertTrue(search.found().isEmpty());
      assertTrue(search.rejected().toString().contains("identity " + OTHER), search::toString);
    }
    Path twin = directory.resolve("t");
    try (TwinStore store = TwinStore.open(SystemDisk.INSTANCE, twin, Duration.ZERO, BOOT)) {
      store.publish(image(OTHER, 1));
      assertThrows(IOException.class, () -> store.recover(Optional.of(OURS), ImageCopy.NONE));
    }
    try (Journal journal = Journal.open(directory.resolve("j"))) {
      journal.recover(OTHER);
      assertThrows(IOException.class, () -> journal.recover(OTHER, Optional.of(OURS)));
    }
  }

  @Test
  void anImageOfAnotherMemoryIsNotPublished() throws IOException {
    publish(name, OURS, 1);
    try (ReplaceStore store = ReplaceStore.open(name, 2)) {
      store.recover();
      assertThrows(IOException.class, () -> store.publish(image(OTHER, 2)));
    }
  }

  @Test
  void aTemporaryOfSomebodyElseIsLeftAndTheHostRefused() throws IOException {
    byte[] notes = "what somebody has written ".repeat(9).getBytes("US-ASCII");
    for (String suffix : List.of(".tmp", ".journal.tmp")) {
      Files.write(file(suffix), notes);
      IOException e =
          assertThrows(
              IOException.class,
              () -> {
                if (suffix.equals(".tmp")) {
                  publish(name, OURS, 1);
                } else {
                  try (Journal journal = Journal.open(name)) {
                    journal.recover(OURS);
                  }
                }
              });
      assertTrue(e.getMessage().contains("move it away"), e::toString);
      assertArrayEquals(notes, Files.readAllBytes(file(suffix)));
    }
  }

  @Test
  void imagesWithASecondNameOrOfAnotherHostAreRefused() throws IOException {
    publish(file(".0"), OTHER, 1);
    IOException e = assertThrows(IOException.class, this::twin);
    assertTrue(e.getMessage().contains("choose another name"), e::toString);
    Path linked = directory.resolve("l");
    try (TwinStore store = TwinStore.open(linked)) {
      store.publish(image(OURS, 1));
    }
    Files.createLink(directory.resolve("backup"), directory.resolve("l.0"));
    byte[] backup = Files.readAllBytes(directory.resolve("backup"));
    try (TwinStore store = TwinStore.open(linked)) {
      assertThrows(IOException.class, store::recover);
      assertThrows(IOException.class, () -> store.publish(image(OURS, 2)));
    }
    assertArrayEquals(backup, Files.readAllBytes(directory.resolve("backup")));
    Path foreign = directory.resolve("f");
    Files.write(directory.resolve("f.1"), "notes of somebody ".repeat(9).getBytes("US-ASCII"));
    try (TwinStore store = TwinStore.open(foreign)) {
      assertThrows(IOException.class, store::recover);
    }
  }

  /** Found by hosts and clients whose files somebody moved at random. */
  @Test
  void aFileThatTakesTheNameOfAnImageUnderALivingHostIsPutAside() throws IOException {
    byte[] letter = "what somebody has written ".repeat(9).getBytes("US-ASCII");
    try (TwinStore store = TwinStore.open(name)) {
      store.recover();
      for (int word = 1; word < 6; word++) {
        store.publish(image(OURS, word));
      }
      for (int image = 0; image < 2; image++) {
        Path draft = directory.resolve("letter-" + image);
        Files.write(draft, letter);
        Files.move(draft, file("." + image), StandardCopyOption.REPLACE_EXISTING);
        store.publish(image(OURS, 6 + image));
        assertArrayEquals(letter, Files.readAllBytes(file("." + image + ".kept-1")));
        assertTrue(store.notices().toString().contains("kept-1"));
        store.verify();
      }
    }
    try (TwinStore store = TwinStore.open(name)) {
      assertEquals(7, store.recover().found().orElseThrow().generation());
    }
  }

  private void twin() throws IOException {
    try (TwinStore store = TwinStore.open(name)) {
      store.recover();
    }
  }

  @Test
  void aReplaceStoreBesideAFileThatOnlyLooksLikeAnImageGoesOn() throws IOException {
    publish(file(".0"), OTHER, 2);
    publish(name, OURS, 2);
    assertEquals(2, Snapshots.newest(file(".0")).found().orElseThrow().generation());
  }
}
