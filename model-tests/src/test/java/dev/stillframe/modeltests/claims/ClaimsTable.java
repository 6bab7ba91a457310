package dev.stillframe.modeltests.claims;

import dev.stillframe.evidence.Kind;
import dev.stillframe.modeltests.claims.Claims.Killed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The table of claims in {@code docs/claims.md}: claim, engine, ablation, mutant. What a claim
 * says, and what the model calls it, is written by hand and stays; the rest of each row is written
 * anew.
 */
final class ClaimsTable {
  static final String FILE = "docs/claims.md";

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([A-Z]\\d) \\| ([^|]*) \\| ([^|]*) \\|.*$");

  private final Claims claims;

  ClaimsTable(Claims claims) {
    this.claims = claims;
  }

  /** Returns the page with its table as it should be. */
  String in(String page) {
    Matcher row = ROW.matcher(page);
    return row.replaceAll(
        found ->
            Matcher.quoteReplacement(
                String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s |",
                    found.group(1),
                    found.group(2),
                    found.group(3),
                    generated(found.group(1)))));
  }

  private String generated(String claim) {
    List<String> engines = new ArrayList<>();
    int ablations = 0;
    for (String engine : Claims.ENGINES) {
      int positive = claims.count(claim, engine, Kind.POSITIVE);
      int negative = claims.count(claim, engine, Kind.NEGATIVE);
      if (positive + negative > 0) {
        engines.add(String.format(Locale.ROOT, "%s %d/%d", engine, positive, negative));
      }
      ablations += claims.ablations(claim, engine).size();
    }
    Map<String, Long> killers =
        claims.mutants(claim).stream()
            .collect(Collectors.groupingBy(Killed::engine, TreeMap::new, Collectors.counting()));
    String killed =
        killers.entrySet().stream()
            .map(killer -> killer.getKey() + " " + killer.getValue())
            .collect(Collectors.joining(", "));
    String section = "evidence.md#" + claim.toLowerCase(Locale.ROOT);
    return String.format(
        Locale.ROOT,
        "%s | %s | [%d](%s) | [%d](%s): %s",
        claims.howFar(claim),
        String.join(", ", engines),
        ablations,
        section,
        claims.mutants(claim).size(),
        section,
        killed);
  }
}
