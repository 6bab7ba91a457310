package dev.stillframe.modeltests.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for the files of this process, in memory where there is one; it goes at the end. */
public final class FuzzDirectory {
  private static final Path DIRECTORY = create();

  private FuzzDirectory() {}

  /** Returns its path. */
  public static Path path() {
    return DIRECTORY;
  }

  private static Path create() {
    Path shared = Path.of("/dev/shm");
    try {
      Path directory =
          Files.isWritable(shared)
              ? Files.createTempDirectory(shared, "stillframe-fuzz-")
              : Files.createTempDirectory("stillframe-fuzz-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      System.err.println("not all of " + directory + " could be deleted: " + e);
    }
  }
}
