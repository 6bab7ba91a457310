package dev.stillframe.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The last lines of a run: what fell short, what could not run and why, and what was skipped. */
final class Ending {
  private static final Map<Integer, String> MEANINGS =
      Map.of(
          Merge.AS_EXPECTED, "as expected",
          Merge.FELL_SHORT, "a check fell short",
          Merge.NOT_SET_UP,
              "a part is missing, incomplete or could not be set up, or less was run than is"
                  + " required",
          Merge.INCONCLUSIVE, "a check was inconclusive");

  private Ending() {}

  static List<String> lines(List<Part> parts, List<Row> rows, Extent extent, int exitCode) {
    List<String> lines = new ArrayList<>();
    for (Part part : parts) {
      if (part.problem() != null) {
        lines.add("could not run: " + part.name() + ": " + part.problem());
      } else if (part.isSkipped()) {
        lines.add("could not run: " + part.name() + ": " + reasons(part));
      }
    }
    rows.stream()
        .filter(row -> row.verdict().isBad())
        .forEach(row -> lines.add(words(row.verdict()) + ": " + row.id() + ": " + firstLine(row)));
    List<String> skipped =
        rows.stream()
            .filter(row -> row.verdict() == Verdict.SKIPPED)
            .map(Ending::firstLine)
            .toList();
    lines.addAll(new Skips(skipped).lines());
    lines.addAll(extent.lines());
    lines.add("exit code " + exitCode + ": " + MEANINGS.get(exitCode));
    return lines;
  }

  private static String reasons(Part part) {
    return part.rows().stream().map(Ending::firstLine).distinct().collect(Collectors.joining(", "));
  }

  private static String words(Verdict verdict) {
    return verdict.toString().replace('-', ' ');
  }

  private static String firstLine(Row row) {
    return row.detail() == null ? "" : row.detail().lines().findFirst().orElse("");
  }
}
