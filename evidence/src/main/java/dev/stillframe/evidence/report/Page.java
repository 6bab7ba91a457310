package dev.stillframe.evidence.report;

import dev.stillframe.evidence.Kind;
import dev.stillframe.evidence.Part;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** All that the page shows. Every figure is counted from the rows. */
public record Page(Run run, List<Section> sections, Matrix matrix, Set<String> stories) {

  /** The checks of one verdict that somebody should look at. */
  public record Attention(Verdict verdict, List<Found> found) {}

  /** A check and the part that made it. */
  public record Found(String part, Row row) {}

  /**
   * The page of a run.
   *
   * @param stories the checks whose counterexample can be stepped through on the page beside it
   */
  public static Page of(Book book, Run run, List<Part> parts, Set<String> stories) {
    List<Section> sections = parts.stream().map(part -> Section.of(book, part)).toList();
    return new Page(run, sections, Matrix.of(book, sections), stories);
  }

  /** How many checks came out in a way; all of them if it is null. */
  public long count(Verdict verdict) {
    return rows().stream().filter(row -> verdict == null || row.verdict() == verdict).count();
  }

  /** How many checks had to fail. */
  public long negative() {
    return rows().stream().filter(row -> row.kind() == Kind.NEGATIVE).count();
  }

  /** How many claims there are with at least one check. */
  public long claims() {
    return matrix.lines().stream()
        .filter(line -> line.text() != null)
        .filter(line -> line.cells().stream().anyMatch(cell -> cell.worst() != null))
        .count();
  }

  /** How long all parts took together, in seconds; null if nobody measured. */
  public Double seconds() {
    List<Long> measured =
        sections.stream()
            .map(section -> section.part().seconds())
            .filter(Objects::nonNull)
            .toList();
    return measured.isEmpty() ? null : (double) measured.stream().mapToLong(Long::longValue).sum();
  }

  /** The parts that cannot be trusted as a whole. */
  public List<Part> problems() {
    return sections.stream().map(Section::part).filter(part -> part.problem() != null).toList();
  }

  /** What did not come out as expected, most urgent first. */
  public List<Attention> attention() {
    return Arrays.stream(Verdict.values())
        .filter(verdict -> verdict != Verdict.AS_EXPECTED)
        .map(verdict -> new Attention(verdict, found(verdict)))
        .filter(attention -> !attention.found().isEmpty())
        .toList();
  }

  private List<Found> found(Verdict verdict) {
    return sections.stream()
        .flatMap(
            section ->
                section.part().rows().stream()
                    .filter(row -> row.verdict() == verdict)
                    .map(row -> new Found(section.id(), row)))
        .toList();
  }

  private List<Row> rows() {
    return sections.stream().flatMap(section -> section.part().rows().stream()).toList();
  }

  /** A file that becomes a part of the page as it is. */
  public static String resource(String name) {
    try (InputStream file = Page.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
