package dev.stillframe.modeltests.orderings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the sources of {@code impl} access words, and the id in the comment above. An id counts
 * from its comment on to the end of the method.
 */
final class AccessSites {
  /** One access; the id is empty if no comment gives one. */
  record Site(String place, String id, String mode) {}

  /** The package of the seam itself, which has the only accesses that are not through it. */
  private static final Path SEAM = Path.of("memory");

  private static final Pattern ID = Pattern.compile("// \\[([a-z0-9.-]+)]");

  /** A member begins, and what was said above it is over. */
  private static final Pattern MEMBER = Pattern.compile("^ {2}\\S.*");

  private static final Pattern BYPASS =
      Pattern.compile("\\bVarHandle\\b|\\bUnsafe\\b|\\bvolatile\\b|\\bMappedByteBuffer\\b");

  /** By method of the seam. */
  private final Map<String, String> modes;

  private final Pattern access;

  AccessSites(Map<String, String> modes) {
    this.modes = modes;
    this.access = Pattern.compile("\\.(" + String.join("|", modes.keySet()) + ")\\(");
  }

  /** Returns every access in the sources under a directory, the package of the seam left out. */
  List<Site> find(Path sources) throws IOException {
    List<Site> sites = new ArrayList<>();
    for (Path file : files(sources)) {
      find(sources.relativize(file).toString(), Files.readAllLines(file), sites);
    }
    return sites;
  }

  private static List<Path> files(Path sources) throws IOException {
    try (Stream<Path> all = Files.walk(sources)) {
      return all.filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.getParent().endsWith(SEAM))
          .sorted()
          .toList();
    }
  }

  private void find(String file, List<String> lines, List<Site> sites) {
    String id = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String place = file + ":" + (i + 1);
      if (MEMBER.matcher(line).matches()) {
        id = "";
      }
      Matcher comment = ID.matcher(line);
      if (comment.find()) {
        id = comment.group(1);
      }
      Matcher found = access.matcher(line);
      while (found.find()) {
        sites.add(new Site(place, id, modes.get(found.group(1))));
      }
      if (BYPASS.matcher(withoutComment(line)).find() && !line.startsWith("import ")) {
        sites.add(new Site(place, "", "beside the seam"));
      }
    }
  }

  private static String withoutComment(String line) {
    return line.replaceFirst("^\\s*(//|/?\\*).*", "");
  }
}
