package dev.stillframe.evidence;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JDK that the module {@code remap} can be compiled and run with: this build may be made with one
 * that is too old for it.
 *
 * @param home where it is
 */
public record NewerJdk(Path home) {
  private static final String RELEASE = "22";

  /**
   * Looks for one, as the gate does.
   *
   * @param root of the checkout
   * @return what {@code bin/newer-jdk} finds
   * @throws IOException if that cannot be run
   */
  public static Optional<NewerJdk> find(Path root) throws IOException {
    String home = run(List.of(root.resolve("bin/newer-jdk").toString())).said().strip();
    return home.isEmpty() ? Optional.empty() : Optional.of(new NewerJdk(Path.of(home)));
  }

  /**
   * Compiles programs or tests of the module, with all of it that they need.
   *
   * @param module its directory
   * @param programs the names of classes
   * @param classPath what the module depends on
   * @param classes for what is compiled
   * @throws IOException if it does not compile; the message is the compiler's
   */
  public void compile(Path module, List<String> programs, String classPath, Path classes)
      throws IOException {
    List<Path> roots = List.of(module.resolve("src/main/java"), module.resolve("src/test/java"));
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/javac").toString());
    command.addAll(List.of("-encoding", "UTF-8", "--release", RELEASE, "-proc:none", "-nowarn"));
    command.addAll(List.of("-cp", classPath, "-d", classes.toString()));
    command.addAll(List.of("-sourcepath", roots.get(0) + File.pathSeparator + roots.get(1)));
    for (String program : programs) {
      roots.stream()
          .map(root -> root.resolve("dev/stillframe/remap/" + program + ".java"))
          .filter(Files::exists)
          .forEach(file -> command.add(file.toString()));
    }
    Ended compiler = run(command);
    if (compiler.code() != 0) {
      throw new IOException(compiler.said());
    }
  }

  /**
   * Returns how a program is started that may call what it finds in the system's libraries.
   *
   * @return the first words of a command
   */
  public List<String> java() {
    return List.of(home.resolve("bin/java").toString(), "--enable-native-access=ALL-UNNAMED");
  }

  private record Ended(int code, String said) {}

  private static Ended run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(Programs.resolve(command)).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.onExit().join().exitValue(), said);
  }
}
