package dev.stillframe.conformance;

import dev.stillframe.conformance.Result.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a porter reads at the end of a run: each failure in full, what is unsupported and why, and a
 * table of all checks by protocol and part.
 */
public final class TextReport {
  private TextReport() {}

  /**
   * Puts it together.
   *
   * @param results of a run, in their order
   * @return lines
   */
  public static List<String> lines(List<Result> results) {
    List<String> lines = new ArrayList<>();
    results.stream().filter(Result::isFailed).forEach(result -> failure(result, lines));
    unsupported(results, lines);
    lines.add("");
    table(results, lines);
    return lines;
  }

  private static void failure(Result result, List<String> lines) {
    lines.add("");
    lines.add("FAILED " + result.id() + " (" + result.protocol() + ", " + result.part() + ")");
    result.detail().lines().forEach(line -> lines.add("    " + line));
  }

  /** One line for each reason, with how many checks it has cost. */
  private static void unsupported(List<Result> results, List<String> lines) {
    Map<String, Long> reasons =
        results.stream()
            .filter(result -> result.verdict() == Verdict.UNSUPPORTED)
            .collect(
                Collectors.groupingBy(
                    result -> result.protocol() + ", " + result.part() + ": " + result.detail(),
                    TreeMap::new,
                    Collectors.counting()));
    if (!reasons.isEmpty()) {
      lines.add("");
      lines.add("Not supported, and not passed:");
      reasons.forEach((reason, count) -> lines.add("    " + reason + " (" + count + ")"));
    }
  }

  private static void table(List<Result> results, List<String> lines) {
    Map<String, List<Result>> parts =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    result ->
                        String.format(Locale.ROOT, "%-10s%-10s", result.protocol(), result.part()),
                    java.util.LinkedHashMap::new,
                    Collectors.toList()));
    lines.add(
        String.format(
            Locale.ROOT, "%-20s%8s%8s%13s", "protocol  part", "passed", "failed", "unsupported"));
    parts.forEach((name, ofPart) -> lines.add(row(name, ofPart)));
    lines.add(row("all", results));
  }

  private static String row(String name, List<Result> results) {
    return String.format(
        Locale.ROOT,
        "%-20s%8d%8d%13d",
        name,
        count(results, Verdict.PASSED),
        count(results, Verdict.FAILED),
        count(results, Verdict.UNSUPPORTED));
  }

  private static long count(List<Result> results, Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }

  /**
   * Says in one line what came of it.
   *
   * @param results of a run
   * @return how many passed, failed and are unsupported
   */
  public static String total(List<Result> results) {
    return String.format(
        Locale.ROOT,
        "%d checks: %d passed, %d failed, %d unsupported",
        results.size(),
        count(results, Verdict.PASSED),
        count(results, Verdict.FAILED),
        count(results, Verdict.UNSUPPORTED));
  }
}
