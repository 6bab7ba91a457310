package dev.stillframe.evidence.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of the page that stand elsewhere already: what is claimed and what each engine does, in
 * docs/claims.md, and what an engine does not show, in docs/limits.md.
 *
 * @param claims by id, in their order
 * @param engines what the part of that name does
 * @param limits of some of the parts
 */
public record Book(
    Map<String, String> claims, Map<String, Engine> engines, Map<String, String> limits) {

  /** An engine as docs/claims.md names it. */
  public record Engine(String name, String does) {}

  private static final Pattern CLAIM = Pattern.compile("(?m)^\\| ([A-Z]\\d) \\| ([^|]+) \\|");
  private static final Pattern ENGINE =
      Pattern.compile("(?m)^\\| ([^|]+) \\| `make ([a-z-]+)[^`|]*` \\| (.+) \\|$");
  private static final Pattern LIMIT =
      Pattern.compile("(?m)^- \\*\\*([^*]+)\\*\\*[^\\n]*+(?:\\n {2}[^\\n]*+)*+");
  private static final Pattern COMMAND = Pattern.compile("`make ([a-z-]+)`");

  /** Engines that docs/limits.md calls by their names. */
  private static final Map<String, String> PARTS =
      Map.of("TLC", "check", "jcstress", "stress", "Lincheck", "model-tests", "Chaos", "chaos");

  /** How far into an item of the limits the command of its engine may stand. */
  private static final int BEGINNING = 120;

  /** Reads them in a checkout; what is not there is left out. */
  public static Book read(Path root) throws IOException {
    Path docs = root.resolve("docs");
    String page = text(docs.resolve("claims.md"));
    Map<String, String> claims = new LinkedHashMap<>();
    for (Matcher row = CLAIM.matcher(page); row.find(); ) {
      claims.put(row.group(1), row.group(2).strip());
    }
    Map<String, Engine> engines = new LinkedHashMap<>();
    for (Matcher row = ENGINE.matcher(page); row.find(); ) {
      engines.put(row.group(2), new Engine(row.group(1), row.group(3)));
    }
    return new Book(claims, engines, limits(text(docs.resolve("limits.md"))));
  }

  private static Map<String, String> limits(String page) {
    Map<String, String> limits = new LinkedHashMap<>();
    for (Matcher item = LIMIT.matcher(page); item.find(); ) {
      String text = item.group().substring(2).replaceAll("\\s*\\n\\s*", " ");
      Matcher command = COMMAND.matcher(text.substring(0, Math.min(BEGINNING, text.length())));
      String part = PARTS.get(item.group(1));
      if (part != null || command.find()) {
        limits.putIfAbsent(part != null ? part : command.group(1), text);
      }
    }
    return limits;
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }
}
