package dev.stillframe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.files.SystemDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However often publications fail, no disk is filled: L5 of {@code Publication.tla}. */
final class BoundedImagesTest {
  private static final int KEEP = 2;
  private static final int TRIES = 10;

  @TempDir Path directory;
  private Path name;
  private String failing = "";

  @BeforeEach
  void name() throws IOException {
    name = directory.toRealPath().resolve("s");
  }

  private ReplaceStore open() throws IOException {
    HookedDisk.Hook hook =
        (what, file, bytes) -> {
          if (!failing.isEmpty() && (what + " " + file.getFileName()).matches(failing)) {
            throw new IOException("this operation fails for ever");
          }
        };
    return ReplaceStore.open(new HookedDisk(SystemDisk.INSTANCE, hook), name, KEEP);
  }

  private long images() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> all =
          files
              .filter(file -> file.getFileName().toString().matches("s(\\.tmp|\\.[0-9]+)?"))
              .toList();
      return all.stream().map(this::inode).distinct().count();
    }
  }

  private Object inode(Path file) {
    try {
      return SystemDisk.INSTANCE.inode(file).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name is immutable; the directory cannot be synced; nothing can be linked or written. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rename s",
        "syncDirectory .*",
        "link s\\..*",
        "sync s\\.tmp",
        "write s\\.tmp",
        "(rename s|unlink s\\.tmp)",
        "(rename s|unlink s\\.[0-9]+)",
        "(syncDirectory .*|unlink .*)",
      })
  void whateverFailsForEver(String operation) throws IOException {
    try (ReplaceStore store = open()) {
      store.recover();
      for (int i = 1; i <= KEEP + 1; i++) {
        store.publish(TestImage.of(i, 2));
      }
      failing = operation;
      for (int i = 0; i < TRIES; i++) {
        assertThrows(IOException.class, () -> store.publish(TestImage.of(10, 2)));
        assertTrue(images() <= KEEP + 1, () -> "after " + operation);
      }
      failing = "";
      store.publish(TestImage.of(11, 2));
      store.verify();
      assertEquals(KEEP, images());
    }
    assertEquals(11, TestImage.numberOf(Snapshots.load(Snapshots.newest(name).found().get())));
  }

  /** One that cannot be removed stays, and another one goes: what is new gets to disk. */
  @Test
  void aGenerationThatCannotBeRemoved() throws IOException {
    try (ReplaceStore store = open()) {
      store.recover();
      store.publish(TestImage.of(1, 2));
      failing = "unlink s\\.1";
      for (int i = 2; i <= TRIES; i++) {
        assertEquals(i, store.publish(TestImage.of(i, 2)));
        assertTrue(images() <= KEEP + 1);
      }
      store.verify();
    }
  }

  @Test
  void ifNoneCanBeRemovedItIsSaidWhichAndNothingIsWritten() throws IOException {
    try (ReplaceStore store = open()) {
      store.recover();
      failing = "unlink s\\.[0-9]+";
      for (int i = 1; i <= KEEP + 1; i++) {
        store.publish(TestImage.of(i, 2)); // What is published is published.
      }
      for (int i = 0; i < TRIES; i++) {
        IOException e = assertThrows(IOException.class, () -> store.publish(TestImage.of(10, 2)));
        assertTrue(e.getMessage().contains("cannot be removed"), e::toString);
      }
      assertEquals(KEEP + 1, images());
      store.verify();
    }
  }
}
