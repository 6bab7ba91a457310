package dev.stillframe.modeltests.release;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The jars of a module, as Maven left them: which of what they must hold is not there. */
final class Jars {
  private static final String LICENSE = "META-INF/LICENSE";

  private final Path module;
  private final Path target;
  private final String name;
  private final List<String> missing = new ArrayList<>();

  /**
   * Prepares a look.
   *
   * @param module directory of the module
   * @param artifact its name
   * @param version that was built
   */
  Jars(Path module, String artifact, String version) {
    this.module = module;
    this.target = module.resolve("target");
    this.name = artifact + "-" + version;
  }

  /** The jar with the classes. */
  Path classes() {
    return target.resolve(name + ".jar");
  }

  /** Looks into classes, sources and Javadoc; returns what is missing. */
  List<String> missing() throws IOException {
    Path sources = target.resolve(name + "-sources.jar");
    Path javadoc = target.resolve(name + "-javadoc.jar");
    for (Path jar : List.of(classes(), sources, javadoc)) {
      if (Files.notExists(jar)) {
        missing.add(jar.getFileName().toString());
      }
    }
    if (missing.isEmpty()) {
      require(classes(), List.of(LICENSE, "module-info.class"));
      require(sources, List.of(LICENSE));
      require(sources, sources());
      require(javadoc, List.of("index.html"));
      require(javadoc, pages());
    }
    return missing;
  }

  private void require(Path jar, List<String> entries) throws IOException {
    Set<String> found = entries(jar);
    for (String entry : entries) {
      if (!found.contains(entry)) {
        missing.add(entry + " in " + jar.getFileName());
      }
    }
  }

  /** Returns the names of all that is in a jar. */
  static Set<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).collect(Collectors.toSet());
    }
  }

  private List<String> sources() throws IOException {
    Path directory = module.resolve("src/main/java");
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .toList();
    }
  }

  /** For each package that everybody may use, one page. */
  private List<String> pages() {
    ModuleDescriptor descriptor =
        ModuleFinder.of(classes()).findAll().iterator().next().descriptor();
    return descriptor.exports().stream()
        .filter(exported -> !exported.isQualified())
        .map(exported -> exported.source().replace('.', '/'))
        .map(page -> descriptor.name() + "/" + page + "/package-summary.html")
        .sorted()
        .toList();
  }
}
