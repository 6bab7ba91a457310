package dev.stillframe.conformance;

import dev.stillframe.conformance.Result.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a porter reads at the end of a run: each failure in full, what is expected, what is
 * unsupported and why, a table of all checks by protocol and part, and what to do next.
 */
public final class TextReport {
  private TextReport() {}

  /**
   * Puts it together.
   *
   * @param results of a run, in their order
   * @param expected what is known of the port
   * @param notShown the expected faults that did not show, a line each
   * @return lines
   */
  public static List<String> lines(
      List<Result> results, ExpectedResults expected, List<String> notShown) {
    List<String> lines = new ArrayList<>();
    results.stream().filter(expected::isNewFault).forEach(result -> failure(result, lines));
    List<String> known = new ArrayList<>();
    expected.failures(results).forEach((defect, n) -> known.add(defect + " (" + n + ")"));
    section("Expected faults, which do not count:", known, lines);
    section("Expected, and did not show: change what is expected:", notShown, lines);
    section("Not supported, and not passed:", unsupported(results), lines);
    lines.add("");
    table(results, lines);
    lines.add("");
    lines.add(NextSteps.line(results, expected));
    return lines;
  }

  private static void section(String head, List<String> items, List<String> lines) {
    if (!items.isEmpty()) {
      lines.add("");
      lines.add(head);
      items.forEach(item -> lines.add("    " + item));
    }
  }

  private static void failure(Result result, List<String> lines) {
    lines.add("");
    lines.add("FAILED " + result.id() + " (" + result.protocol() + ", " + result.part() + ")");
    result.detail().lines().forEach(line -> lines.add("    " + line));
  }

  /** One line for each part and reason, with how many checks it has cost. */
  private static List<String> unsupported(List<Result> results) {
    Map<String, Long> reasons = new LinkedHashMap<>();
    for (String part : Judge.PARTS) {
      results.stream()
          .filter(result -> result.verdict() == Verdict.UNSUPPORTED && result.part().equals(part))
          .forEach(result -> reasons.merge(part + ": " + result.detail(), 1L, Long::sum));
    }
    List<String> lines = new ArrayList<>();
    reasons.forEach((reason, count) -> lines.add(reason + " (" + count + ")"));
    return lines;
  }

  private static void table(List<Result> results, List<String> lines) {
    Map<String, List<Result>> parts =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    result ->
                        String.format(Locale.ROOT, "%-10s%-10s", result.protocol(), result.part()),
                    LinkedHashMap::new,
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
