package dev.stillframe.evidence.report;

import dev.stillframe.evidence.Kind;
import dev.stillframe.evidence.Part;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Verdict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was checked of which claim by which engine. */
public record Matrix(List<Section> sections, List<Line> lines) {

  /** One claim; what is claimed is null where docs/claims.md does not say. */
  public record Line(String claim, String text, List<Cell> cells) {}

  /**
   * One claim before one engine.
   *
   * @param worst the verdict that needs attention most; null if there is no check
   */
  public record Cell(String part, long positive, long negative, Verdict worst) {}

  static Matrix of(Book book, List<Section> sections) {
    Set<String> claims = new LinkedHashSet<>(book.claims().keySet());
    sections.stream()
        .flatMap(section -> section.part().rows().stream())
        .forEach(row -> claims.addAll(Show.claims(row)));
    List<Line> lines =
        claims.stream()
            .map(
                claim ->
                    new Line(
                        claim,
                        book.claims().get(claim),
                        sections.stream().map(section -> cell(claim, section.part())).toList()))
            .toList();
    return new Matrix(sections, lines);
  }

  private static Cell cell(String claim, Part part) {
    List<Row> rows = part.rows().stream().filter(row -> Show.claims(row).contains(claim)).toList();
    long negative = rows.stream().filter(row -> row.kind() == Kind.NEGATIVE).count();
    Verdict worst = rows.stream().map(Row::verdict).min(Verdict::compareTo).orElse(null);
    return new Cell(part.name(), rows.size() - negative, negative, worst);
  }
}
