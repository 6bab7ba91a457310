package dev.stillframe.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.READ;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivateFilesTest {
  private static final int SIZE = 1 << 20;

  @TempDir Path directory;

  @Test
  void aFileIsCreatedPrivate() throws IOException {
    Path file = directory.resolve("file");
    PrivateFiles.create(file).close();
    assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
  }

  /** Somebody else may have planted it, to read what is written or to have it written elsewhere. */
  @Test
  void nothingIsCreatedOverWhatIsThere() throws IOException {
    Path planted = Files.write(directory.resolve("planted"), new byte[] {1});
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("nowhere"));
    assertThrows(FileAlreadyExistsException.class, () -> PrivateFiles.create(planted));
    assertThrows(FileAlreadyExistsException.class, () -> PrivateFiles.create(link));
    assertArrayEquals(new byte[] {1}, Files.readAllBytes(planted));
    assertTrue(Files.notExists(directory.resolve("nowhere")));
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path file = Files.write(directory.resolve("file"), new byte[] {1});
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    assertThrows(FileSystemException.class, () -> PrivateFiles.open(link, READ));
    assertThrows(FileSystemException.class, () -> PrivateFiles.openOrCreate(link));
  }

  /** A store into a hole of a mapped file needs room, and kills the process if there is none. */
  @Test
  void aFileIsExtendedWithoutHoles() throws IOException, InterruptedException {
    Path file = directory.resolve("file");
    try (FileChannel channel = PrivateFiles.create(file)) {
      PrivateFiles.extend(channel, SIZE);
      channel.force(true); // What is not written yet may have no blocks.
    }
    String used = "du -k \"$1\" | cut -f 1";
    Process du = new ProcessBuilder("/bin/sh", "-c", used, "sh", file.toString()).start();
    String kilobytes = new String(du.getInputStream().readAllBytes(), US_ASCII).strip();
    assertEquals(0, du.waitFor());
    assertEquals(SIZE, Files.size(file));
    assertTrue(Long.parseLong(kilobytes) * 1024 >= SIZE, kilobytes + " KiB");
  }
}
