package dev.stillframe.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What one part of the verification left behind.
 *
 * @param problem why the part cannot be trusted as a whole, whatever its rows say; null if it can
 */
record Part(String name, List<Row> rows, String problem) {

  /**
   * Reads the rows of a part, named as {@code NAME} or {@code NAME=STATUS} with the exit status of
   * the process that ran it.
   */
  static Part read(Path root, String argument) {
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    boolean exitedWell = equals < 0 || argument.substring(equals + 1).equals("0");
    Summary summary = Summary.of(root, name);
    try {
      List<Row> rows = summary.rows();
      return new Part(name, rows, problem(summary, rows, exitedWell));
    } catch (IOException e) {
      return new Part(name, List.of(), "its rows cannot be read: " + e.getMessage());
    }
  }

  private static String problem(Summary summary, List<Row> rows, boolean exitedWell)
      throws IOException {
    List<String> missing = summary.missing();
    if (rows.isEmpty()) {
      return "it wrote no rows";
    }
    if (summary.expected().isEmpty()) {
      return "it never said which checks it was going to run";
    }
    if (!missing.isEmpty()) {
      return "it promised %d rows and wrote %d; missing: %s"
          .formatted(rows.size() + missing.size(), rows.size(), String.join(", ", missing));
    }
    if (rows.stream().allMatch(row -> row.verdict() == Verdict.SKIPPED)) {
      return "it skipped everything";
    }
    if (!exitedWell && rows.stream().allMatch(row -> isFine(row.verdict()))) {
      return "its process failed although no row of it says why";
    }
    return null;
  }

  private static boolean isFine(Verdict verdict) {
    return verdict != Verdict.FELL_SHORT && verdict != Verdict.INCONCLUSIVE;
  }
}
