package dev.stillframe.cli.supervise;

import dev.stillframe.cli.report.HostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Finds a command as a shell would, so that what is wrong with it is said before it starts. */
public final class Executable {
  private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

  private Executable() {}

  /**
   * Checks that a command can be executed. A name that Java may not have read as it is, is left to
   * the program that executes it, which has its bytes.
   *
   * @param command a path if it has a slash, else a name that is looked up
   * @param searchPath the value of PATH, or null
   * @throws HostException if it cannot, with the exit code for that
   */
  public static void require(String command, String searchPath) throws HostException {
    boolean isPath = command.contains("/");
    if (!isCertain(command) || !isPath && searchPath != null && !isCertain(searchPath)) {
      return;
    }
    if (isPath) {
      requireExecutable(Path.of(command));
      return;
    }
    Path denied = null;
    String directories = searchPath == null ? DEFAULT_PATH : searchPath;
    for (String directory : Pattern.compile(":").split(directories, -1)) {
      Path file = Path.of(directory).resolve(command);
      if (isExecutable(file)) {
        return;
      }
      if (Files.exists(file)) {
        denied = file;
      }
    }
    if (denied != null) {
      requireExecutable(denied);
    }
    throw new HostException(
        HostException.NOT_FOUND,
        command + ": no such command in PATH (" + directories + "): install it or give its path");
  }

  /** Java has one of these characters, as the locale has it, where bytes are no text. */
  private static boolean isCertain(String text) {
    return text.indexOf('\uFFFD') < 0 && text.indexOf('?') < 0;
  }

  private static boolean isExecutable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  private static void requireExecutable(Path file) throws HostException {
    if (!Files.exists(file)) {
      throw new HostException(HostException.NOT_FOUND, file + ": no such file to run");
    }
    if (!Files.isRegularFile(file)) {
      throw new HostException(
          HostException.NOT_EXECUTABLE, file + ": cannot be run, it is not a regular file");
    }
    if (!Files.isExecutable(file)) {
      throw new HostException(
          HostException.NOT_EXECUTABLE, file + ": not executable: run chmod +x on it");
    }
  }
}
