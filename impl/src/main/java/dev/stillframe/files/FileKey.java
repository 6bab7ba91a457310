package dev.stillframe.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which file a name leads to, in numbers that can be written down.
 *
 * @param device its file system
 * @param inode its number there
 */
public record FileKey(long device, long inode) {
  /** No file. */
  public static final FileKey NONE = new FileKey(0, 0);

  /**
   * Looks which file a name leads to; links are not followed.
   *
   * @param file its path
   * @return empty if there is no such name
   * @throws IOException if that cannot be found out
   */
  public static Optional<FileKey> of(Path file) throws IOException {
    return of(file, NOFOLLOW_LINKS);
  }

  /**
   * Looks which file a name, or a descriptor in {@code /proc}, leads to.
   *
   * @param file its path
   * @return empty if there is no such name
   * @throws IOException if that cannot be found out
   */
  public static Optional<FileKey> following(Path file) throws IOException {
    return of(file, new LinkOption[0]);
  }

  private static Optional<FileKey> of(Path file, LinkOption... options) throws IOException {
    try {
      Map<String, Object> found = Files.readAttributes(file, "unix:dev,ino", options);
      return Optional.of(new FileKey((Long) found.get("dev"), (Long) found.get("ino")));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
