package dev.stillframe.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Getting, setting, and both while the file is mapped, in one process. */
final class MappedKeySetTest {
  private static final Map<String, String> SMALL =
      Map.of("", "empty", "a", "1", "ab", "", "b/c", "ä€😀");

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void file() {
    file = directory.resolve("keys");
  }

  @Test
  void whatWasSetIsGot() throws IOException {
    MappedKeySet.of(SMALL).set(file);
    try (MappedKeySet set = MappedKeySet.get(file)) {
      assertEquals(SMALL, set.toMap());
      assertEquals(SMALL.size(), set.size());
      for (String key : SMALL.keySet()) {
        assertEquals(Optional.of(SMALL.get(key)), set.value(key));
      }
      for (String other : List.of("0", "aa", "abc", "b", "z", "😀")) {
        assertEquals(Optional.empty(), set.value(other));
      }
    }
    MappedKeySet.of(Map.of()).set(file);
    try (MappedKeySet set = MappedKeySet.get(file)) {
      assertEquals(0, set.size());
      assertEquals(Optional.empty(), set.value(""));
    }
  }

  /** In the library before, this truncated the file that the set was mapped from. */
  @Test
  void aSetIsWrittenBackToTheFileThatItIsMappedFrom() throws IOException {
    MappedKeySet.of(SMALL).set(file);
    try (MappedKeySet mapped = MappedKeySet.get(file)) {
      for (int i = 0; i < 3; i++) {
        mapped.set(file);
        assertEquals(SMALL, mapped.toMap());
      }
      try (MappedKeySet again = MappedKeySet.get(file)) {
        assertEquals(SMALL, again.toMap());
        again.set(file);
        assertEquals(SMALL, again.toMap());
        assertEquals(SMALL, mapped.toMap());
      }
    }
  }

  @Test
  void aViewOutlivesAnyNumberOfSets() throws IOException {
    List<MappedKeySet> views = new ArrayList<>();
    MappedKeySet.of(Map.of("n", "0")).set(file);
    for (int i = 0; i < 20; i++) {
      views.add(MappedKeySet.get(file));
      views.add(MappedKeySet.get(file)); // twice, and the second one is set
      views.get(2 * i + 1).with("n", Integer.toString(i + 1)).with("m" + i, "").set(file);
    }
    assertEquals(List.of("keys", "keys.20", "keys.21", "keys.lock"), names());
    for (int i = 0; i < 20; i++) {
      for (MappedKeySet view : views.subList(2 * i, 2 * i + 2)) {
        assertEquals(Optional.of(Integer.toString(i)), view.value("n"));
        assertEquals(1 + i, view.size());
      }
    }
    views.get(0).set(file); // an old one, whose file has no name any more
    try (MappedKeySet old = MappedKeySet.get(file)) {
      assertEquals(Map.of("n", "0"), old.toMap());
    }
    for (MappedKeySet view : views) {
      view.close();
      assertThrows(IOException.class, () -> view.value("n"));
    }
  }

  @Test
  void aModificationCopies() throws IOException {
    MappedKeySet.of(SMALL).set(file);
    byte[] before = Files.readAllBytes(file);
    try (MappedKeySet mapped = MappedKeySet.get(file)) {
      MappedKeySet modified = mapped.with("a", "2").with("zz", "3");
      mapped.toMap().clear();
      assertEquals(Optional.of("2"), modified.value("a"));
      assertEquals(SMALL.size() + 1, modified.size());
      assertEquals(SMALL, mapped.toMap());
    }
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(file)));
  }

  /** The order in the file is that of bytes, which is another than that of strings. */
  @Test
  void keysAreFoundInAnyScript() throws IOException {
    Map<String, String> map =
        Map.of("\ufb01", "ligature", "😀", "surrogates", "é", "accent", "e", "plain");
    MappedKeySet.of(map).set(file);
    try (MappedKeySet mapped = MappedKeySet.get(file)) {
      assertEquals(map, mapped.toMap());
      for (String key : map.keySet()) {
        assertEquals(Optional.of(map.get(key)), mapped.value(key));
      }
    }
    assertThrows(IllegalArgumentException.class, () -> MappedKeySet.of(Map.of("\ud83d", "half")));
  }

  @Test
  void aTruncatedFileGivesAClearException() throws IOException {
    MappedKeySet.of(SMALL).set(file);
    long size = Files.size(file);
    for (long left : new long[] {size - 1, 4096, 100, 0}) {
      Files.deleteIfExists(directory.resolve("keys"));
      MappedKeySet.of(SMALL).set(file);
      try (MappedKeySet mapped = MappedKeySet.get(file)) {
        truncate(left);
        assertTruncated(() -> mapped.value("a"));
        assertTruncated(mapped::toMap);
        assertTruncated(() -> mapped.with("a", "2"));
        assertTruncated(() -> mapped.set(file));
        assertEquals(SMALL.size(), mapped.size());
      }
      FormatException e = assertThrows(FormatException.class, () -> MappedKeySet.get(file));
      assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
      MappedKeySet.of(SMALL).set(file); // and this repairs the name
      MappedKeySet.get(file).close();
    }
  }

  /** In a race that is: after the look has begun, before each of its two ends. */
  @Test
  void aTruncationDuringALookGivesAClearException() throws IOException {
    MappedKeySet.of(SMALL).set(file);
    long size = Files.size(file);
    byte[] good = Files.readAllBytes(file);
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      ByteBuffer mapping = open.getChannel().map(MapMode.READ_ONLY, 0, size);
      MappedKeySet.Look<Byte> early =
          () -> {
            truncate(0);
            return mapping.get(4096);
          };
      assertTruncated(() -> MappedKeySet.look(open, size, early));
      Files.write(file, good);
      MappedKeySet.Look<Byte> late =
          () -> {
            byte read = mapping.get(4096);
            truncate(0);
            return read;
          };
      assertTruncated(() -> MappedKeySet.look(open, size, late));
    }
  }

  private void truncate(long left) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(left);
    }
  }

  private static void assertTruncated(Executable look) {
    FormatException e = assertThrows(FormatException.class, look);
    assertEquals(Reason.TRUNCATED, e.reason());
    assertTrue(e.getMessage().contains("truncated"), e.getMessage());
  }

  @Test
  void anInterruptedThreadGoesOnLooking() throws IOException {
    MappedKeySet.of(SMALL).set(file);
    try (MappedKeySet mapped = MappedKeySet.get(file)) {
      Thread.currentThread().interrupt();
      assertEquals(Optional.of("1"), mapped.value("a"));
      assertTrue(Thread.interrupted());
      assertEquals(Optional.of("1"), mapped.value("a"));
    }
  }

  @Test
  void whatIsNoFileIsRefused() throws IOException {
    assertThrows(NoSuchFileException.class, () -> MappedKeySet.get(file));
    MappedKeySet.of(SMALL).set(directory.resolve("other"));
    Files.createSymbolicLink(file, directory.resolve("other"));
    assertThrows(FileSystemException.class, () -> MappedKeySet.get(file));
    assertThrows(IOException.class, () -> MappedKeySet.of(SMALL).set(file));
    Files.delete(file);
    Files.createDirectory(file);
    assertThrows(FileSystemException.class, () -> MappedKeySet.get(file));
  }

  @Test
  void nothingIsLeftOpen() throws IOException {
    MappedKeySet.of(SMALL).set(file);
    MappedKeySet mapped = MappedKeySet.get(file);
    assertEquals(1, openDescriptors());
    mapped.close();
    assertEquals(0, openDescriptors());
    Files.write(file, new byte[5000]);
    assertThrows(FormatException.class, () -> MappedKeySet.get(file));
    assertEquals(0, openDescriptors());
  }

  /** How often this process has the file open. */
  private long openDescriptors() throws IOException {
    long count = 0;
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        // Those of other threads may be gone again.
        if (Files.exists(descriptor) && Files.isSameFile(descriptor, file)) {
          count++;
        }
      }
    }
    return count;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
