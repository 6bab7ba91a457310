package dev.stillframe.cli.processes;

import dev.stillframe.evidence.NewerJdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The class path of the tests with the module {@code remap} on it, and a JDK that can run it. */
public final class NewerJava {
  /** What the command needs of the module. */
  private static final String PROVIDER = "RemapProvider";

  private final NewerJdk jdk;
  private final String classPath;

  private NewerJava(NewerJdk jdk, String classPath) {
    this.jdk = jdk;
    this.classPath = classPath;
  }

  /**
   * Looks for such a JDK, and compiles the module with it, and programs among its tests.
   *
   * @param root of the checkout
   * @param classes where the classes go
   * @param programs names of classes
   * @return empty if there is none
   */
  public static Optional<NewerJava> find(Path root, Path classes, String... programs)
      throws IOException {
    Optional<NewerJdk> jdk = NewerJdk.find(root);
    if (jdk.isEmpty()) {
      return Optional.empty();
    }
    Path module = root.resolve("remap").toAbsolutePath();
    String path = Program.classPath();
    List<String> all = new ArrayList<>(List.of(programs));
    all.add(PROVIDER);
    jdk.get().compile(module, all, path, classes);
    String services = module.resolve("src/main/resources").toString();
    String classPath =
        String.join(File.pathSeparator, classes.toAbsolutePath().toString(), services, path);
    return Optional.of(new NewerJava(jdk.get(), classPath));
  }

  /** The command that runs a class of the module, or of the tests' own class path. */
  public List<String> command(String mainClass, String... arguments) {
    return command(Program.QUICK_START, mainClass, arguments);
  }

  /** The same with other options of the virtual machine. */
  public List<String> command(List<String> options, String mainClass, String... arguments) {
    List<String> command = new ArrayList<>(jdk.java());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(List.of(arguments));
    return command;
  }
}
