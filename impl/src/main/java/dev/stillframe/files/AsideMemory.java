package dev.stillframe.files;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memories that were put aside, as {@code MEMORY.1.aside}: no host takes them up, and none removes
 * them.
 */
public final class AsideMemory {
  private static final Pattern NAME = Pattern.compile("(.+)\\.[1-9][0-9]{0,8}\\.aside");

  private AsideMemory() {}

  /**
   * Moves a memory out of the way. The caller holds its locks.
   *
   * @param memory its path
   * @return where it is now
   * @throws IOException if it cannot be moved
   */
  public static Path move(Path memory) throws IOException {
    Path aside = reserve(memory);
    Files.move(memory, aside, ATOMIC_MOVE);
    return aside;
  }

  /**
   * Copies a memory that has lost its name.
   *
   * @param channel open on it
   * @param memory the path that it had
   * @return where the copy is
   * @throws IOException if it cannot be copied
   */
  public static Path copy(FileChannel channel, Path memory) throws IOException {
    Path aside = reserve(memory);
    try (FileChannel copy = PrivateFiles.open(aside, WRITE)) {
      long at = 0;
      for (long size = channel.size(); at < size; ) {
        long copied = channel.transferTo(at, size - at, copy);
        if (copied <= 0) {
          throw new IOException(
              memory + " was cut at byte " + at + " while it was copied to " + aside);
        }
        at += copied;
      }
    }
    return aside;
  }

  /** Makes a file under a name that nobody has; what is put there has it for good. */
  private static Path reserve(Path memory) throws IOException {
    for (int number = 1; ; number++) {
      String name = String.format(Locale.ROOT, "%s.%d.aside", memory.getFileName(), number);
      try {
        PrivateFiles.create(memory.resolveSibling(name)).close();
        return memory.resolveSibling(name);
      } catch (FileAlreadyExistsException e) {
        continue; // The next number.
      }
    }
  }

  /**
   * Returns the memory that was put aside under a name.
   *
   * @param aside a path
   * @return the path that it had; empty if this is no such name
   */
  public static Optional<Path> memoryOf(Path aside) {
    Matcher matcher = NAME.matcher(aside.getFileName().toString());
    return matcher.matches()
        ? Optional.of(aside.resolveSibling(matcher.group(1)))
        : Optional.empty();
  }
}
