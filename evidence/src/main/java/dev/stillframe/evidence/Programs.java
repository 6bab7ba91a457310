package dev.stillframe.evidence;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks for the programs that checks start. */
public final class Programs {
  private Programs() {}

  /** Looks for a program along the PATH. */
  public static Optional<Path> find(String program) {
    return find(program, System.getenv("PATH"));
  }

  /**
   * Looks for a program.
   *
   * @param path directories, as in the environment; null for none
   */
  static Optional<Path> find(String program, String path) {
    return Stream.of((path == null ? "" : path).split(File.pathSeparator))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, program).toAbsolutePath())
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /**
   * Resolves the first word of a command that a check starts. A path is taken as it is. A bare name
   * must be that of a {@link Need}: no check may depend on a program that it has not looked for,
   * since it would fail where the program is missing and nowhere else.
   *
   * @throws IOException if the program is not here
   * @throws IllegalArgumentException if no need has this name
   */
  public static List<String> resolve(List<String> command) throws IOException {
    String program = command.get(0);
    if (program.contains(File.separator)) {
      return command;
    }
    Need need =
        Stream.of(Need.values())
            .filter(each -> each.label().equals(program) && each.apt().isPresent())
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("no " + Need.class + " names " + program));
    List<String> resolved = new ArrayList<>(command);
    resolved.set(0, need.find().orElseThrow(() -> new IOException(need.missing())).toString());
    return resolved;
  }
}
