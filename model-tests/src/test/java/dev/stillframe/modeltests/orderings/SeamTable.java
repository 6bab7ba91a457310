package dev.stillframe.modeltests.orderings;

import dev.stillframe.modeltests.orderings.ByteCode.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What methods that reach memory have to do: a table of {@code docs/orderings.md}, one row for each
 * of them. A method is compared with its own row and no other.
 */
final class SeamTable {
  /** The table of {@code BufferMemory}. */
  static final String SEAM = "## The seam";

  /** The table of the module {@code remap}. */
  static final String REMAP = "## Remap capture";

  private static final String FILE = "docs/orderings.md";
  private static final int CELLS = 3;

  /** A row: the cell between the method and its steps, and the steps. */
  record Row(String about, String steps) {}

  private final Map<String, Row> rows;

  private SeamTable(Map<String, Row> rows) {
    this.rows = rows;
  }

  /**
   * Reads a table.
   *
   * @param root of the checkout
   * @param heading above it
   */
  static SeamTable read(Path root, String heading) throws IOException {
    List<String> lines = Files.readAllLines(root.resolve(FILE));
    return of(lines.stream().dropWhile(line -> !line.equals(heading)).skip(1).toList());
  }

  /** Reads the rows up to the next heading. */
  static SeamTable of(List<String> lines) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (String line : lines.stream().takeWhile(line -> !line.startsWith("## ")).toList()) {
      if (line.startsWith("| `")) {
        String[] cells =
            Arrays.stream(line.substring(1).split("\\|"))
                .map(cell -> cell.strip().replace("`", ""))
                .toArray(String[]::new);
        if (cells.length != CELLS || rows.put(cells[0], new Row(cells[1], cells[2])) != null) {
          throw new IllegalStateException("two rows, or not " + CELLS + " cells: " + line);
        }
      }
    }
    if (rows.isEmpty()) {
      throw new IllegalStateException("there is no such table in " + FILE);
    }
    return new SeamTable(rows);
  }

  Map<String, Row> rows() {
    return rows;
  }

  /** Returns the mode of each method that has one. */
  Map<String, String> modes() {
    return rows.entrySet().stream()
        .filter(row -> !row.getValue().about().equals("-"))
        .collect(Collectors.toMap(Map.Entry::getKey, row -> row.getValue().about()));
  }

  /** Returns the complaint about one method that has a row; null if there is none. */
  String complaint(String method, Map<String, List<Step>> methods) {
    Row row = rows.get(method);
    if (row == null) {
      return method + " has no row";
    }
    if (!methods.containsKey(method)) {
      return method + " has a row and is not there";
    }
    String done = text(methods.get(method));
    return done.equals(row.steps())
        ? null
        : method + " does: " + done + "; its row says: " + row.steps();
  }

  /**
   * Returns one complaint for each method that is not as its row, and for each that reaches memory
   * and has no row.
   */
  List<String> complaints(Map<String, List<Step>> methods, Predicate<Step> reachesMemory) {
    List<String> complaints = new ArrayList<>();
    for (String method : rows.keySet()) {
      String complaint = complaint(method, methods);
      if (complaint != null) {
        complaints.add(complaint);
      }
    }
    methods.forEach(
        (method, steps) -> {
          if (!rows.containsKey(method) && steps.stream().anyMatch(reachesMemory)) {
            complaints.add(method + " reaches memory and has no row: " + text(steps));
          }
        });
    return complaints;
  }

  private static String text(List<Step> steps) {
    return steps.stream().map(Step::toString).collect(Collectors.joining(" "));
  }
}
