package dev.stillframe.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The directory in which the files of all checks are. */
final class Scratch {
  private Scratch() {}

  /** In memory where there is one: the disk is not what is judged. */
  static Path create() throws IOException {
    Path shared = Path.of("/dev/shm");
    return Files.isWritable(shared)
        ? Files.createTempDirectory(shared, "stillframe-conform-")
        : Files.createTempDirectory("stillframe-conform-");
  }

  /** As far as it goes: a port may still be at work there, and all of it is removed at the end. */
  static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // It is in a directory for temporary files.
    }
  }
}
