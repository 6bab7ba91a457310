package dev.stillframe.modeltests.release;

import dev.stillframe.evidence.Programs;
import dev.stillframe.modeltests.LimitedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A project outside the build, which knows of the library only what is published. */
final class Outside {
  private static final long PATIENCE = 300;

  private static final String GROUP = "dev";
  private static final String OURS = "stillframe";

  private final Path directory;
  private final Path repository;

  /** How a program ended, and what it printed. */
  record Ended(OptionalInt code, String printed) {}

  /**
   * Copies a project.
   *
   * @param project to be copied
   * @param directory where the copy is to be; not there yet
   * @param repository that Maven is to use in place of the user's
   */
  Outside(Path project, Path directory, Path repository) throws IOException {
    this.directory = directory;
    this.repository = repository;
    try (Stream<Path> files = Files.walk(project.resolve("src"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copy(file, directory.resolve(project.relativize(file)));
      }
    }
    copy(project.resolve("pom.xml"), directory.resolve("pom.xml"));
  }

  /**
   * Lays out a repository for Maven: the user's own, by links, except for what is ours. Of that it
   * holds what is published, and nothing that the user may have installed.
   */
  static Path repository(Path directory) throws IOException {
    Path own = Path.of(System.getProperty("user.home"), ".m2", "repository");
    Files.createDirectories(directory.resolve(GROUP));
    link(own, directory, GROUP);
    link(own.resolve(GROUP), directory.resolve(GROUP), OURS);
    return directory;
  }

  private static void link(Path from, Path to, String except) throws IOException {
    if (Files.isDirectory(from)) {
      try (Stream<Path> entries = Files.list(from)) {
        for (Path entry : entries.toList()) {
          if (!entry.getFileName().toString().equals(except)) {
            Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
          }
        }
      }
    }
  }

  /**
   * Puts a pom, and a jar if there is one, into a repository.
   *
   * @param jar null for a pom without one
   */
  static void publish(Path repository, String artifact, String version, Path pom, Path jar)
      throws IOException {
    Path place = repository.resolve(GROUP).resolve(OURS).resolve(artifact).resolve(version);
    copy(pom, place.resolve(artifact + "-" + version + ".pom"));
    if (jar != null) {
      copy(jar, place.resolve(artifact + "-" + version + ".jar"));
    }
  }

  /** Changes a source file of the copy. */
  void replace(String file, String old, String replacement) throws IOException {
    Path source = directory.resolve(file);
    String text = Files.readString(source).replace(old, replacement);
    Files.delete(source); // It may be read-only, as the file that it is a copy of.
    Files.writeString(source, text);
  }

  /** Lets Maven compile the copy. */
  Ended compile() throws IOException {
    String name = System.getenv().getOrDefault("MVN", "mvn");
    String maven = Programs.find(name).map(Path::toString).orElse(name);
    return run(
        List.of(
            maven,
            "-B",
            "-q",
            "-Dstyle.color=never",
            "-Dmaven.repo.local=" + repository,
            "compile"));
  }

  /** The command that runs its program, as a module beside that of the library. */
  List<String> program(Path library, String limit) {
    return List.of(
        java(),
        "-p",
        directory.resolve("target/classes") + ":" + library,
        "-m",
        "com.example.counter/com.example.Counter",
        limit);
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Runs a program in the directory of the copy. */
  Ended run(List<String> command) throws IOException {
    Path printed = Files.createTempFile(directory, "printed", ".txt");
    try {
      OptionalInt code = LimitedProcess.run(command, directory, printed, PATIENCE);
      return new Ended(code, Files.readString(printed));
    } catch (InterruptedException e) {
      throw new IOException("interrupted: " + command, e);
    }
  }

  /** Runs a program and kills it as SIGKILL does when it has printed some lines; returns these. */
  List<String> runAndKill(List<String> command, int lines) throws IOException {
    Process process =
        new ProcessBuilder(Programs.resolve(command))
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> printed = new ArrayList<>();
    try (BufferedReader reader = process.inputReader()) {
      String line = reader.readLine();
      while (line != null && printed.size() < lines) {
        printed.add(line);
        line = reader.readLine();
      }
    } finally {
      process.destroyForcibly().onExit().join();
    }
    return printed;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to);
  }
}
