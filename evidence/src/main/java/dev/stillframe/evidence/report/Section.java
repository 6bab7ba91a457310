package dev.stillframe.evidence.report;

import dev.stillframe.evidence.Kind;
import dev.stillframe.evidence.Part;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * One part of the run: an engine and its checks.
 *
 * @param id the name of its command
 * @param limits what its checks do not show; null if nothing is said of that
 */
public record Section(String id, String title, String about, String limits, Part part) {

  static Section of(Book book, Part part) {
    Book.Engine engine = book.engines().getOrDefault(part.name(), new Book.Engine(part.name(), ""));
    String title =
        engine.name().substring(0, 1).toUpperCase(Locale.ROOT) + engine.name().substring(1);
    return new Section(part.name(), title, engine.does(), book.limits().get(part.name()), part);
  }

  /** Its checks of a kind, those that need attention first. */
  public List<Row> rows(Kind kind) {
    return part.rows().stream()
        .filter(row -> row.kind() == kind)
        .sorted(Comparator.comparing(Row::verdict))
        .toList();
  }

  /** How many of its checks did not come out as expected. */
  public long unexpected() {
    return part.rows().stream().filter(row -> row.verdict() != Verdict.AS_EXPECTED).count();
  }

  /** Those that have a number to show, in any row: a column that is empty is left out. */
  public boolean has(String column) {
    return part.rows().stream()
        .anyMatch(
            row ->
                switch (column) {
                  case "bounds" -> row.bounds() != null;
                  case "seed" -> row.seed() != null;
                  case "seconds" -> row.seconds() != null;
                  case "outcomes" -> row.outcomes() != null;
                  case "explored" -> !Show.explored(row).isEmpty();
                  default -> throw new IllegalArgumentException("no column " + column);
                });
  }

  /** Whether it compares a model with hardware, outcome by outcome. */
  public boolean isLitmus() {
    return id.equals("litmus");
  }
}
