package dev.stillframe.modeltests.crash;

import dev.stillframe.evidence.Checkout;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A shipped class with another text in one place, compiled to take the place of the shipped one.
 */
final class MutatedClass {
  private MutatedClass() {}

  /**
   * Compiles it.
   *
   * @param name of the class, with its package
   * @param replaced pairs of what must be in its source, and what is to be there
   * @return a directory for the class path
   */
  static Path compile(String name, String... replaced) throws IOException {
    String path = name.replace('.', '/') + ".java";
    String source = Files.readString(source(path));
    for (int i = 0; i < replaced.length; i += 2) {
      if (!source.contains(replaced[i])) {
        throw new IllegalStateException(path + " has no longer: " + replaced[i]);
      }
      source = source.replace(replaced[i], replaced[i + 1]);
    }
    Path out = Files.createDirectories(Checkout.root().resolve("target/crash/" + name));
    Path file = out.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-d",
              out.toString(),
              "-cp",
              classPath(),
              "-proc:none",
              "-nowarn",
              "-encoding",
              "UTF-8");
      if (!compiler
          .getTask(said, files, null, options, null, files.getJavaFileObjects(file))
          .call()) {
        throw new IllegalStateException(said.toString());
      }
    }
    return out;
  }

  private static Path source(String path) {
    return Stream.of("impl", "cli")
        .map(module -> Checkout.root().resolve(module + "/src/main/java").resolve(path))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no longer a " + path));
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
