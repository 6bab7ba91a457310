package dev.stillframe.modeltests.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page in Markdown, taken apart.
 *
 * @param file where it is
 * @param prose its text without blocks of code
 * @param blocks its blocks of code, by language; none is the empty text
 */
record Page(Path file, String prose, List<Block> blocks) {
  /** A block of code: what stands behind its fence, and its lines. */
  record Block(String language, String text) {}

  private static final Pattern FENCE = Pattern.compile(" *```(\\w*).*");
  private static final Pattern SPAN = Pattern.compile("`((?:[^`\\n]++|\\n(?!\\n))++)`");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*?) *$");

  static Page read(Path file) throws IOException {
    StringBuilder prose = new StringBuilder();
    StringBuilder code = null;
    String language = "";
    List<Block> blocks = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      var fence = FENCE.matcher(line);
      if (fence.matches()) {
        if (code == null) {
          language = fence.group(1);
          code = new StringBuilder();
        } else {
          blocks.add(new Block(language, code.toString()));
          code = null;
        }
      } else {
        (code == null ? prose : code).append(line).append('\n');
      }
    }
    if (code != null) {
      blocks.add(new Block(language, code.toString()));
    }
    return new Page(file, prose.toString(), List.copyOf(blocks));
  }

  /** All pages below a directory, but for what was built. */
  static List<Page> all(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      List<Page> pages = new ArrayList<>();
      for (Path file : files.filter(Page::isPage).sorted().toList()) {
        String inside = root.relativize(file).toString();
        if (!inside.startsWith(".git/") && !("/" + inside).contains("/target/")) {
          pages.add(read(file));
        }
      }
      return pages;
    }
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".md") && Files.isRegularFile(file);
  }

  /** What its links lead to, as it is written. */
  List<String> links() {
    return find(LINK, SPAN.matcher(prose).replaceAll("code"));
  }

  /** What stands in backticks within a line. */
  List<String> spans() {
    return spans(prose);
  }

  static List<String> spans(String text) {
    return find(SPAN, text).stream().map(span -> span.replace('\n', ' ')).toList();
  }

  private static List<String> find(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** The anchors of its headings, as GitHub makes them. */
  List<String> anchors() {
    Map<String, Integer> seen = new HashMap<>();
    List<String> anchors = new ArrayList<>();
    for (String heading : find(HEADING, prose)) {
      String anchor =
          heading
              .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N}_ -]", "")
              .replace(' ', '-');
      int again = seen.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(again == 0 ? anchor : anchor + "-" + again);
    }
    return anchors;
  }

  /** The tables of a text, row by row, each row as its cells. */
  static List<List<String>> rows(String text) {
    return text.lines()
        .filter(line -> line.startsWith("| ") && line.endsWith("|"))
        .map(line -> List.of(line.substring(1, line.length() - 1).split("\\|", -1)))
        .map(cells -> cells.stream().map(String::strip).toList())
        .toList();
  }

  /** Its parts from one heading of the second level to the next, with the heading. */
  List<String> sections() {
    List<Integer> starts =
        new ArrayList<>(
            Pattern.compile("(?m)^## ").matcher(prose).results().map(MatchResult::start).toList());
    starts.add(prose.length());
    List<String> sections = new ArrayList<>();
    for (int i = 0; i + 1 < starts.size(); i++) {
      sections.add(prose.substring(starts.get(i), starts.get(i + 1)));
    }
    return sections;
  }
}
