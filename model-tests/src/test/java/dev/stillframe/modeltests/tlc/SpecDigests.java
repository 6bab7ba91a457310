package dev.stillframe.modeltests.tlc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which specs were checked: SHA-256 of each, and one of them all. */
final class SpecDigests {
  /** The name under which the digest of all stands. */
  static final String ALL = "specs";

  private SpecDigests() {}

  /**
   * Returns the digest of each module by its path, and of all files that decide what TLC does: that
   * of the lines that {@code sha256sum} prints of the modules, the configurations and the manifest,
   * in the order of their paths.
   */
  static Map<String, String> of(Path specs) throws IOException {
    Map<String, String> modules = new TreeMap<>();
    StringBuilder lines = new StringBuilder();
    for (String name : names(specs)) {
      String digest = sha256(Files.readAllBytes(specs.resolve(name)));
      lines.append(digest).append("  ").append(name).append('\n');
      if (name.endsWith(".tla")) {
        modules.put(name, digest);
      }
    }
    modules.put(ALL, sha256(lines.toString().getBytes(StandardCharsets.UTF_8)));
    return modules;
  }

  private static List<String> names(Path specs) throws IOException {
    try (Stream<Path> files = Files.walk(specs)) {
      return files
          .map(file -> specs.relativize(file).toString())
          .filter(name -> name.matches(".*\\.(tla|cfg)|manifest\\.json"))
          .sorted()
          .toList();
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }
}
