package dev.stillframe.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** The open descriptors of this process, whose numbers Java does not tell. */
final class Descriptors {
  private static final Path OWN = Path.of("/proc/self/fd");

  private Descriptors() {}

  /**
   * Returns a path by which a child can open a file that this process has open, for as long as this
   * process lives.
   */
  static Path pathOf(Path file) throws IOException {
    Object inode = inode(file);
    List<Path> descriptors;
    try (Stream<Path> all = Files.list(OWN)) {
      descriptors = all.toList();
    }
    for (Path descriptor : descriptors) {
      if (isInode(descriptor, inode)) {
        return Path.of(
            "/proc",
            Long.toString(ProcessHandle.current().pid()),
            "fd",
            descriptor.getFileName().toString());
      }
    }
    throw new IllegalStateException("no descriptor of " + file + " is open");
  }

  private static boolean isInode(Path descriptor, Object inode) throws IOException {
    try {
      return inode.equals(inode(descriptor));
    } catch (NoSuchFileException e) {
      return false; // Closed since it was listed, as the listing's own descriptor is; or a socket.
    }
  }

  private static Object inode(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }
}
