package dev.stillframe.cli.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** bin/stillframe as it is installed, with the classes of these tests in place of the jar. */
public final class Launcher {
  /** Takes its own jar for the class path of the tests. */
  private static final String JAVA =
      """
      #!/bin/sh
      launcher=
      while [ "$1" != -jar ]; do
        case $1 in -D* | -Xrs | -XX:+Display*) launcher="$launcher $1" ;; esac
        shift
      done
      shift 2
      exec '%s' $launcher '%s' "$@"
      """;

  private final Path directory;

  /** Installs it in a directory. */
  public Launcher(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    for (String script : List.of("stillframe", "supervise")) {
      Files.copy(Path.of("../bin", script), directory.resolve(script));
      executable(directory.resolve(script));
    }
    Files.createFile(directory.resolve("stillframe.jar"));
    Path java = directory.resolve("jdk/bin/java");
    Files.createDirectories(java.getParent());
    List<String> real = Program.java("dev.stillframe.cli.command.Stillframe", List.of());
    Files.writeString(
        java,
        String.format(
            Locale.ROOT, JAVA, real.get(0), String.join("' '", real.subList(1, real.size()))));
    executable(java);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Changes the shell that supervises, to see that a test notices. */
  public Launcher with(String old, String replacement) throws IOException {
    Path supervise = directory.resolve("supervise");
    String text = Files.readString(supervise);
    if (!text.contains(old)) {
      throw new AssertionError("bin/supervise has no '" + old + "'");
    }
    Files.writeString(supervise, text.replace(old, replacement));
    return this;
  }

  /** Starts a host over a command, with the snapshot and the memory in a directory. */
  public Program start(
      Path world, List<String> prefix, Map<String, String> more, List<String> command)
      throws IOException {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("XDG_RUNTIME_DIR", world.toString());
    environment.put("JAVA_HOME", javaHome().toString());
    List<String> all = new ArrayList<>(prefix);
    all.addAll(List.of(path().toString(), "host", world.resolve("state.snap").toString(), "--"));
    all.addAll(command);
    return Program.start(world, environment, all);
  }

  /** Lets Java wait until a file is there, and make another when it has been started. */
  public Launcher waiting(Path started, Path goes) throws IOException {
    Path java = javaHome().resolve("bin/java");
    String wait = "#!/bin/sh\n: >'" + started + "'; until [ -e '" + goes + "' ]; do :; done\n";
    Files.writeString(java, Files.readString(java).replace("#!/bin/sh\n", wait));
    return this;
  }

  /** Returns the JAVA_HOME with which it runs. */
  public Path javaHome() {
    return directory.resolve("jdk");
  }

  /** Returns the launcher. */
  public Path path() {
    return directory.resolve("stillframe");
  }
}
