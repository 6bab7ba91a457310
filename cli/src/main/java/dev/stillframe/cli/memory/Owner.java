package dev.stillframe.cli.memory;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Users by their numbers: names are a matter of configuration. */
public final class Owner {
  private Owner() {}

  /**
   * Returns the user that this process runs as.
   *
   * @return its number
   * @throws IOException if the system does not tell
   */
  public static int current() throws IOException {
    return of(Path.of("/proc/self/task"));
  }

  /** Returns the user that a file, or a link itself, belongs to. */
  static int of(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:uid", NOFOLLOW_LINKS);
  }
}
