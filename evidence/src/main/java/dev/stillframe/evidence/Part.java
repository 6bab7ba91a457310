package dev.stillframe.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one part of the verification left behind.
 *
 * @param seconds how long it ran; null if nobody measured
 * @param problem why the part cannot be trusted as a whole, whatever its rows say; null if it can
 */
public record Part(String name, List<Row> rows, Long seconds, String problem) {
  private static final Pattern ARGUMENT = Pattern.compile("([^=@]+)(?:=(\\d+))?(?:@(\\d+))?");

  public Part {
    rows = List.copyOf(rows);
  }

  /**
   * Reads the rows of a part, named as {@code NAME[=STATUS][@SECONDS]}: with the exit status of the
   * process that ran it, and the seconds that it took.
   *
   * @throws IllegalArgumentException if the argument is not of this form
   */
  static Part read(Path root, String argument) {
    Matcher parts = ARGUMENT.matcher(argument);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not NAME[=STATUS][@SECONDS]: " + argument);
    }
    String name = parts.group(1);
    boolean exitedWell = parts.group(2) == null || parts.group(2).equals("0");
    Long seconds = parts.group(3) == null ? null : Long.valueOf(parts.group(3));
    Summary summary = Summary.of(root, name);
    try {
      List<Row> rows = summary.rows();
      return new Part(name, rows, seconds, problem(summary, rows, exitedWell));
    } catch (IOException e) {
      return new Part(name, List.of(), seconds, "its rows cannot be read: " + e.getMessage());
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
      return String.format(
          Locale.ROOT,
          "it promised %d rows and wrote %d; missing: %s",
          rows.size() + missing.size(),
          rows.size(),
          String.join(", ", missing));
    }
    // Its process fails where it executes nothing, and here each row says why.
    if (isSkipped(rows)) {
      return null;
    }
    if (!exitedWell && rows.stream().noneMatch(row -> row.verdict().isBad())) {
      return "its process failed although no row of it says why";
    }
    return null;
  }

  /** Tells whether it executed nothing, because what all its checks need is missing. */
  boolean isSkipped() {
    return isSkipped(rows);
  }

  private static boolean isSkipped(List<Row> rows) {
    return !rows.isEmpty() && rows.stream().allMatch(row -> row.verdict() == Verdict.SKIPPED);
  }
}
