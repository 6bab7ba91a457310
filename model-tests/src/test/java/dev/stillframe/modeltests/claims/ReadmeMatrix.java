package dev.stillframe.modeltests.claims;

import dev.stillframe.evidence.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The README's matrix: which claims of a protocol were proved, checked and sampled. What a row is
 * called is written by hand, with the letter of its claims; its cells are written anew.
 */
final class ReadmeMatrix {
  static final String FILE = "README.md";

  /** The columns, by the engines whose checks must hold. */
  private static final List<List<String>> COLUMNS =
      List.of(
          List.of("proof"),
          List.of("TLC"),
          List.of("explore", "simulate", "replay", "crash-points"),
          List.of("traces", "lincheck", "stress", "system-calls", "chaos"));

  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([a-z][^|]*), ([A-Z]) \\|.*$");

  private final Claims claims;

  ReadmeMatrix(Claims claims) {
    this.claims = claims;
  }

  /** Returns the README with its matrix as it should be. */
  String in(String readme) throws IOException {
    StringBuilder out = new StringBuilder();
    Matcher row = ROW.matcher(readme);
    while (row.find()) {
      String cells = cells(row.group(2));
      row.appendReplacement(
          out, Matcher.quoteReplacement("| " + row.group(1) + ", " + row.group(2) + " | " + cells));
    }
    return row.appendTail(out).toString();
  }

  private String cells(String letter) throws IOException {
    List<String> own = claims.all().stream().filter(claim -> claim.startsWith(letter)).toList();
    List<String> cells = new ArrayList<>();
    for (List<String> engines : COLUMNS) {
      cells.add(ranges(own.stream().filter(claim -> hasPositive(claim, engines)).toList()));
    }
    long mutants = own.stream().flatMap(claim -> claims.mutants(claim).stream()).distinct().count();
    cells.add(Long.toString(mutants));
    return String.join(" | ", cells) + " |";
  }

  private boolean hasPositive(String claim, List<String> engines) {
    return engines.stream().anyMatch(engine -> claims.count(claim, engine, Kind.POSITIVE) > 0);
  }

  /** Neighbours are told by the first and the last of them. */
  static String ranges(List<String> claims) {
    List<List<String>> runs = new ArrayList<>();
    for (String claim : claims) {
      List<String> last = runs.isEmpty() ? List.of() : runs.get(runs.size() - 1);
      if (!last.isEmpty() && number(claim) == number(last.get(last.size() - 1)) + 1) {
        last.add(claim);
      } else {
        runs.add(new ArrayList<>(List.of(claim)));
      }
    }
    String all = runs.stream().map(ReadmeMatrix::range).collect(Collectors.joining(", "));
    return all.isEmpty() ? "–" : all;
  }

  private static String range(List<String> run) {
    String first = run.get(0);
    String last = run.get(run.size() - 1);
    return switch (run.size()) {
      case 1 -> first;
      case 2 -> first + ", " + last;
      default -> String.format(Locale.ROOT, "%s–%s", first, last);
    };
  }

  private static int number(String claim) {
    return Integer.parseInt(claim.substring(1));
  }
}
