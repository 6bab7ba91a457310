package dev.stillframe.modeltests.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the names that the glossary gives to a term are where it says: in the specs, in the Java
 * sources and on the pages about the format.
 */
final class Glossary {
  private static final List<String> FORMAT = List.of("docs/format.md", "docs/porting.md");
  private static final int COLUMNS = 5;

  private final Path root;
  private final String specs;
  private final String library;
  private final Map<String, String> classes;
  private final String format;

  private Glossary(Path root) throws IOException {
    this.root = root;
    this.specs = String.join("\n", sources(root.resolve("spec-tla"), ".tla").values());
    Map<String, String> shipped = new HashMap<>();
    for (String module : List.of("remap", "impl", "cli", "conformance", "evidence")) {
      shipped.putAll(sources(root.resolve(module + "/src/main/java"), ".java"));
    }
    this.library = String.join("\n", shipped.values());
    this.classes = new HashMap<>(shipped);
    classes.putAll(sources(root.resolve("model-tests/src/test/java"), ".java"));
    StringBuilder pages = new StringBuilder();
    for (String page : FORMAT) {
      pages.append(Files.readString(root.resolve(page)).replaceAll("\\s+", " "));
    }
    this.format = pages.toString();
  }

  static List<String> complaints(Path root, Page page) throws IOException {
    return new Glossary(root).complaints(page);
  }

  /** Files by their names without the ending. */
  private static Map<String, String> sources(Path directory, String ending) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Map.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .collect(Collectors.toMap(file -> name(file, ending), Glossary::read, String::concat));
    }
  }

  private static String name(Path file, String ending) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ending.length());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> complaints(Page page) {
    List<String> complaints = new ArrayList<>();
    List<String> terms = new ArrayList<>();
    for (List<String> row : Page.rows(page.prose())) {
      if (row.size() != COLUMNS || row.get(0).equals("term")) {
        continue;
      }
      String term = row.get(0);
      if (terms.contains(term)) {
        complaints.add(term + " is there twice");
      }
      terms.add(term);
      for (String name : Page.spans(row.get(2))) {
        require(isWordOf(name, specs), term, name, "spec-tla", complaints);
      }
      for (String name : Page.spans(row.get(3))) {
        require(isJava(name), term, name, "the Java sources", complaints);
      }
      for (String name : Page.spans(row.get(4))) {
        require(isWordOf(name, format), term, name, String.join(", ", FORMAT), complaints);
      }
    }
    if (terms.isEmpty()) {
      complaints.add(root.relativize(page.file()) + " has no terms");
    }
    return complaints;
  }

  private static void require(
      boolean isThere, String term, String name, String where, List<String> complaints) {
    if (!isThere) {
      complaints.add(String.format(Locale.ROOT, "%s: there is no %s in %s", term, name, where));
    }
  }

  private static boolean isWordOf(String name, String text) {
    return Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)").matcher(text).find();
  }

  /** A class, a member of one, or a name anywhere in what is shipped. */
  private boolean isJava(String name) {
    if (classes.containsKey(name)) {
      return true;
    }
    int dot = name.indexOf('.');
    return dot > 0
        ? isWordOf(name.substring(dot + 1), classes.getOrDefault(name.substring(0, dot), ""))
        : isWordOf(name, library);
  }
}
