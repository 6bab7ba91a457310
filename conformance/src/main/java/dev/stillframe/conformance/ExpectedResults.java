package dev.stillframe.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.conformance.Result.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the judge must say of a port that is known not to keep all rules: which checks fail, by
 * which rule, because of which defect. All others must pass. A defect that is gone is as unexpected
 * as a new one.
 */
public final class ExpectedResults {
  /** Of a port without known defects. */
  public static final ExpectedResults NONE = new ExpectedResults();

  private static final String ANY_RULE = "*";

  /** Checks by the pattern of their names, and what must come of them. */
  private record Expectation(
      String pattern, Pattern regex, Verdict verdict, String rule, String defect) {
    boolean names(Result result) {
      return regex.matcher(result.id()).matches();
    }

    boolean isMetBy(Result result) {
      return verdict == result.verdict()
          && (rule == null || rule.equals(ANY_RULE) || rule.equals(result.rule()));
    }

    @Override
    public String toString() {
      return verdict == Verdict.FAILED
          ? "failed by the rule " + rule + ", because of " + defect
          : verdict.name().toLowerCase(Locale.ROOT);
    }
  }

  /** Those that pass stand first: they are exceptions from the patterns of the others. */
  private final List<Expectation> expectations = new ArrayList<>();

  private ExpectedResults() {}

  /**
   * Reads a file such as {@code conformance/ports/rust/expected.json}.
   *
   * @param file with a list of defects; those that pass or are unsupported may be left out
   * @return what it says
   * @throws IOException if it cannot be read, or has no defects
   */
  public static ExpectedResults read(Path file) throws IOException {
    JsonNode root = new ObjectMapper().readTree(file.toFile());
    if (!root.path("defects").isArray()) {
      throw new IOException(file + ": no list of defects: docs/porting.md says how it is written");
    }
    ExpectedResults expected = new ExpectedResults();
    for (JsonNode group : root.path("passes")) {
      expected.add(group.path("checks"), Verdict.PASSED, null, null);
    }
    for (JsonNode group : root.path("unsupported")) {
      expected.add(group.path("checks"), Verdict.UNSUPPORTED, null, null);
    }
    for (JsonNode defect : root.get("defects")) {
      String name = defect.path("name").asText("a defect without a name");
      for (Map.Entry<String, JsonNode> rule : defect.path("fails").properties()) {
        expected.add(rule.getValue(), Verdict.FAILED, rule.getKey(), name);
      }
    }
    return expected;
  }

  private void add(JsonNode patterns, Verdict verdict, String rule, String defect) {
    for (JsonNode pattern : patterns) {
      String regex =
          Arrays.stream(pattern.asText().split("\\*", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*"));
      expectations.add(
          new Expectation(pattern.asText(), Pattern.compile(regex), verdict, rule, defect));
    }
  }

  /**
   * Tells whether a port fell short in a way that is not known of it.
   *
   * @param result of the judge
   * @return true if it failed, and that is not expected
   */
  public boolean isNewFault(Result result) {
    return result.isFailed() && !isMetBy(result);
  }

  /** Whether it came as it should. */
  boolean isMetBy(Result result) {
    List<Expectation> ofThis = expectations(result);
    return ofThis.isEmpty()
        ? result.verdict() == Verdict.PASSED
        : ofThis.stream().anyMatch(expectation -> expectation.isMetBy(result));
  }

  /**
   * Tells what came otherwise.
   *
   * @param results of the judge
   * @param isComplete whether every vector was tried, so that each pattern must have a check
   * @return a line for each difference; empty if all came as expected
   */
  public List<String> differences(List<Result> results, boolean isComplete) {
    return differences(results, isComplete, result -> true);
  }

  private List<String> differences(
      List<Result> results, boolean isComplete, Predicate<Result> isTold) {
    List<String> differences = new ArrayList<>();
    for (Result result : results) {
      if (!isMetBy(result) && isTold.test(result)) {
        String came = result.isFailed() ? "failed by " + result.rule() : name(result);
        differences.add(result.id() + ": " + came + ", expected: " + of(result));
      }
    }
    if (isComplete) {
      expectations.stream()
          .filter(expectation -> results.stream().noneMatch(expectation::names))
          .forEach(stale -> differences.add(stale.pattern() + ": there is no such check"));
    }
    return differences;
  }

  /**
   * Tells which expected faults did not show. New faults are not among them, and any check may be
   * unsupported.
   *
   * @param results of the judge
   * @param isComplete whether all checks were made, so that each pattern must have one
   * @return a line for each
   */
  public List<String> notShown(List<Result> results, boolean isComplete) {
    return differences(results, isComplete, result -> result.verdict() == Verdict.PASSED);
  }

  /** What must come of a check, for people. */
  String of(Result result) {
    List<Expectation> ofThis = expectations(result);
    return ofThis.isEmpty() ? "passes" : ofThis.toString();
  }

  /** What must come of a check: that it passes, or else one of all that name it. */
  private List<Expectation> expectations(Result result) {
    List<Expectation> all = expectations.stream().filter(e -> e.names(result)).toList();
    List<Expectation> passes = all.stream().filter(e -> e.verdict() == Verdict.PASSED).toList();
    return passes.isEmpty() ? all : passes;
  }

  /**
   * Counts the faults that were expected, and did show.
   *
   * @param results of the judge
   * @return how many checks failed because of each defect, as they should
   */
  public Map<String, Long> failures(List<Result> results) {
    Map<String, Long> counts = new LinkedHashMap<>();
    results.stream()
        .filter(Result::isFailed)
        .flatMap(result -> expectations(result).stream().filter(e -> e.isMetBy(result)).limit(1))
        .forEach(expectation -> counts.merge(expectation.defect(), 1L, Long::sum));
    return counts;
  }

  private static String name(Result result) {
    return result.verdict().name().toLowerCase(Locale.ROOT);
  }
}
