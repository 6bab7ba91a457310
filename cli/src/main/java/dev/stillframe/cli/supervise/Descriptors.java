package dev.stillframe.cli.supervise;

import dev.stillframe.files.FileKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The open descriptors of this process, whose numbers Java does not tell. */
public final class Descriptors {
  private static final Path OWN = Path.of("/proc/self/fd");

  private Descriptors() {}

  /**
   * Returns a path by which a child can open a file that this process has open, for as long as this
   * process lives.
   *
   * @param file which file
   * @return a path in {@code /proc}
   * @throws IOException if the descriptors cannot be listed
   */
  public static Path pathOf(FileKey file) throws IOException {
    List<Path> descriptors;
    try (Stream<Path> all = Files.list(OWN)) {
      descriptors = all.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause(); // What fails while a directory is read comes out of the stream like this.
    }
    for (Path descriptor : descriptors) {
      if (FileKey.following(descriptor).filter(file::equals).isPresent()) {
        return Path.of("/proc", self(), "fd", descriptor.getFileName().toString());
      }
    }
    throw new IllegalStateException("no descriptor of that memory is open: " + file);
  }

  /** The number of this process in /proc, which may be that of another PID namespace. */
  private static String self() throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/self")).toString();
  }
}
