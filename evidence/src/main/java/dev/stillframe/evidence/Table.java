package dev.stillframe.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows of all parts as plain text: what needs attention first, the rest by engine and claim.
 */
final class Table {
  private static final List<String> HEADINGS =
      List.of("id", "claim", "engine", "kind", "expected", "verdict", "explored", "seconds");
  private static final int SECONDS = HEADINGS.size() - 1;

  private final List<Row> rows;

  Table(List<Row> rows) {
    this.rows =
        rows.stream()
            .sorted(
                Comparator.comparing(Row::verdict)
                    .thenComparing(Row::engine)
                    .thenComparing(Row::kind)
                    .thenComparing(Row::claim)
                    .thenComparing(Row::id))
            .toList();
  }

  /** The table, line by line; the detail of a row that needs attention is on a line of its own. */
  List<String> lines() {
    List<List<String>> cells = rows.stream().map(Table::cells).toList();
    int[] widths =
        IntStream.range(0, HEADINGS.size()).map(column -> width(cells, column)).toArray();
    List<String> lines = new ArrayList<>();
    lines.add(line(HEADINGS, widths));
    Object group = null;
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      Object newGroup = List.of(row.verdict(), row.engine(), row.kind());
      if (!newGroup.equals(group)) {
        lines.add("");
        group = newGroup;
      }
      lines.add(line(cells.get(i), widths));
      if (row.verdict() != Verdict.AS_EXPECTED && row.detail() != null) {
        row.detail().lines().forEach(detail -> lines.add("    " + detail));
      }
    }
    return lines;
  }

  private static List<String> cells(Row row) {
    return List.of(
        row.id(),
        row.claim(),
        row.engine(),
        row.kind().toString(),
        row.expected(),
        row.verdict().toString(),
        explored(row),
        row.seconds() == null ? "" : String.format(Locale.ROOT, "%.1f", row.seconds()));
  }

  private static String explored(Row row) {
    List<String> parts = new ArrayList<>();
    count(parts, row.distinct(), "states");
    count(parts, row.depth(), "deep");
    count(parts, row.samples(), "samples");
    return String.join(", ", parts);
  }

  private static void count(List<String> parts, Long number, String what) {
    if (number != null) {
      parts.add(String.format(Locale.ROOT, "%,d %s", number, what));
    }
  }

  private static int width(List<List<String>> cells, int column) {
    int widest = cells.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    return Math.max(widest, HEADINGS.get(column).length());
  }

  private static String line(List<String> cells, int[] widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(column -> pad(cells.get(column), widths[column], column == SECONDS))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private static String pad(String text, int width, boolean right) {
    String blanks = " ".repeat(width - text.length());
    return right ? blanks + text : text + blanks;
  }
}
