package dev.stillframe.modeltests.mutants;

import dev.stillframe.modeltests.mutants.Patch.PatchException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A copy of the library's sources in which one patch was applied, compiled. */
public final class Scratch {
  private static final String SOURCES = "impl/src/main/java";

  private Scratch() {}

  /**
   * Makes a mutant.
   *
   * @param root of the checkout
   * @param patch what to change
   * @param directory is emptied and filled
   * @return where the classes are
   * @throws PatchException if the patch does not apply, or what comes of it does not compile
   */
  public static Path compile(Path root, Path patch, Path directory) throws IOException {
    delete(directory);
    copy(root.resolve(SOURCES), directory.resolve(SOURCES));
    for (Map.Entry<String, String> changed : Patch.read(patch).changed(directory).entrySet()) {
      Files.writeString(directory.resolve(changed.getKey()), changed.getValue());
    }
    Path classes = Files.createDirectories(directory.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean isCompiled =
          compiler
              .getTask(
                  complaints,
                  files,
                  null,
                  List.of("-proc:none", "-nowarn", "-d", classes.toString()),
                  null,
                  files.getJavaFileObjectsFromPaths(sources(directory.resolve(SOURCES))))
              .call();
      if (!isCompiled) {
        throw new PatchException("does not compile any more: " + complaints);
      }
    }
    return classes;
  }

  /** Without the module's declaration: the tests are on the class path too. */
  private static List<Path> sources(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("module-info.java"))
          .toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  /** Deletes a directory with all that is in it, if there is one. */
  static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
