package dev.stillframe.modeltests.mutants;

import dev.stillframe.cli.processes.Program;
import dev.stillframe.evidence.Need;
import dev.stillframe.evidence.NewerJdk;
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

/** A copy of a module's sources in which one patch was applied, compiled. */
public final class Scratch {
  private static final String SOURCES = "src/main/java";
  private static final String LIBRARY = "impl";
  private static final List<String> NEWER_TESTS = List.of("RunsTest", "SystemCallsTest");

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
    Patch change = Patch.read(patch);
    Path module = directory.resolve(change.module());
    copy(root.resolve(change.module()).resolve("src"), module.resolve("src"));
    for (Map.Entry<String, String> changed : change.changed(directory).entrySet()) {
      // The copy of a file that may only be read may only be read too.
      Path file = directory.resolve(changed.getKey());
      Files.delete(file);
      Files.writeString(file, changed.getValue());
    }
    Path classes = Files.createDirectories(directory.resolve("classes"));
    if (change.module().equals(LIBRARY)) {
      compileLibrary(module, classes);
    } else {
      compileNewer(root, module, classes);
    }
    return classes;
  }

  /**
   * Compiles a module that needs a newer JDK, with its tests.
   *
   * @param module its directory
   * @throws PatchException if it does not compile
   */
  static void compileNewer(Path root, Path module, Path classes) throws IOException {
    NewerJdk jdk = NewerJdk.find(root).orElseThrow(() -> new IOException(Need.JDK_22.missing()));
    try {
      jdk.compile(module, NEWER_TESTS, Program.classPath(), classes);
    } catch (IOException e) {
      throw new PatchException("does not compile any more: " + e.getMessage());
    }
  }

  private static void compileLibrary(Path module, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean isCompiled =
          compiler
              .getTask(
                  complaints,
                  files,
                  null,
                  List.of("-proc:none", "-nowarn", "-encoding", "UTF-8", "-d", classes.toString()),
                  null,
                  files.getJavaFileObjectsFromPaths(sources(module.resolve(SOURCES))))
              .call();
      if (!isCompiled) {
        throw new PatchException("does not compile any more: " + complaints);
      }
    }
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
