package dev.stillframe.modeltests.orderings;

import dev.stillframe.modeltests.orderings.AccessSites.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where {@code docs/orderings.md}, the sources and the engines disagree. */
public final class Orderings {
  /** What the engines have: ids of negative configurations, of simulated rows, of stress rows. */
  record Engines(Set<String> negatives, Set<String> simulated, Set<String> stressed) {}

  /** A row of the table. */
  private record Row(
      String id,
      String mode,
      String step,
      List<String> without,
      List<String> simulated,
      List<String> stressed) {
    static Row of(String[] cells) {
      return new Row(cells[0], cells[3], cells[4], list(cells[6]), list(cells[8]), list(cells[9]));
    }

    private static List<String> list(String cell) {
      return cell.equals("-") ? List.of() : List.of(cell.split(", *"));
    }

    boolean isOrdered() {
      return Orderings.isOrdered(mode);
    }
  }

  private static final Pattern ROW = Pattern.compile("\\| [a-z]+\\.[a-z0-9.-]+ \\|.*");
  private static final int CELLS = 10;

  private final Path root;
  private final Map<String, String> modes;
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final List<String> complaints = new ArrayList<>();

  private Orderings(Path root, Map<String, String> modes) {
    this.root = root;
    this.modes = modes;
  }

  /**
   * One complaint for each disagreement.
   *
   * @param modes of the methods of the seam
   */
  static List<String> disagreements(Path root, Map<String, String> modes, Engines engines)
      throws IOException {
    Orderings orderings = new Orderings(root, modes);
    orderings.readTable();
    orderings.compareSources();
    for (Row row : orderings.rows.values()) {
      orderings.compare(row, engines);
    }
    return orderings.complaints;
  }

  /** Tells whether a mode is stronger than opaque. */
  public static boolean isOrdered(String mode) {
    return !mode.endsWith("opaque") && !mode.equals("plain");
  }

  /**
   * Returns the mode of each row of the table.
   *
   * @param root of the checkout
   */
  public static Map<String, String> modesOfRows(Path root) throws IOException {
    Orderings orderings = new Orderings(root, Map.of());
    orderings.readTable();
    Map<String, String> modes = new LinkedHashMap<>();
    orderings.rows.forEach((id, row) -> modes.put(id, row.mode()));
    return modes;
  }

  private void readTable() throws IOException {
    for (String line : Files.readAllLines(root.resolve("docs/orderings.md"))) {
      if (ROW.matcher(line).matches()) {
        String[] cells =
            Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toArray(String[]::new);
        if (cells.length != CELLS) {
          complaints.add(cells[0] + " has " + cells.length + " cells, not " + CELLS);
        } else if (rows.put(cells[0], Row.of(cells)) != null) {
          complaints.add(cells[0] + " has two rows");
        }
      }
    }
  }

  private void compareSources() throws IOException {
    Set<String> used = new HashSet<>();
    for (Site site : new AccessSites(modes).find(root.resolve("impl/src/main/java"))) {
      Row row = rows.get(site.id());
      if (site.id().isEmpty()) {
        complaints.add(site.place() + " has no id: " + site.mode());
      } else if (row == null) {
        complaints.add(site.place() + " has an id without a row: " + site.id());
      } else if (!row.mode().equals(site.mode())) {
        complaints.add(site.place() + " is " + site.mode() + ", its row says " + row.mode());
      }
      used.add(site.id());
    }
    for (String id : rows.keySet()) {
      require(used.contains(id), id, "is the row of no access");
    }
  }

  private void compare(Row row, Engines engines) throws IOException {
    requireAll(row, row.without(), engines.negatives(), "is no negative configuration");
    requireAll(row, row.simulated(), engines.simulated(), "is no row of the simulation");
    requireAll(row, row.stressed(), engines.stressed(), "is no row of jcstress");
    if (row.isOrdered()) {
      require(!row.without().isEmpty(), row.id(), "has no configuration without it");
      require(!row.simulated().isEmpty(), row.id(), "is not weakened in the simulation");
      require(!row.step().equals("-"), row.id(), "has no step in a spec");
    }
    if (!row.step().equals("-")) {
      require(isDefined(row.step()), row.id(), "has a step that no spec defines: " + row.step());
    }
  }

  private boolean isDefined(String step) throws IOException {
    String[] parts = step.replace("`", "").split("!");
    Path module = root.resolve("spec-tla").resolve(parts[0] + ".tla");
    if (parts.length != 2 || !Files.exists(module)) {
      return false;
    }
    Pattern definition = Pattern.compile(Pattern.quote(parts[1]) + "(\\([^)]*\\))? +==.*");
    try (Stream<String> lines = Files.lines(module)) {
      return lines.anyMatch(line -> definition.matcher(line).matches());
    }
  }

  private void requireAll(Row row, List<String> named, Set<String> there, String complaint) {
    for (String name : named) {
      require(there.contains(name), row.id(), "names " + name + ", which " + complaint);
    }
  }

  private void require(boolean condition, String id, String complaint) {
    if (!condition) {
      complaints.add(id + " " + complaint);
    }
  }
}
