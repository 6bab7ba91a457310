package dev.stillframe.modeltests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.conformance.Result;
import dev.stillframe.conformance.Result.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the judge must say of a port that is known not to keep all rules: which checks fail, by
 * which rule, because of which defect. All others must pass. A defect that is gone is as unexpected
 * as a new one.
 */
final class ExpectedResults {
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
          : verdict.name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Those that pass stand first: they are exceptions from the patterns of the others. */
  private final List<Expectation> expectations = new ArrayList<>();

  /** Reads a file such as {@code conformance/ports/rust/expected.json}. */
  static ExpectedResults read(Path file) throws IOException {
    JsonNode root = new ObjectMapper().readTree(file.toFile());
    ExpectedResults expected = new ExpectedResults();
    for (JsonNode group : root.get("passes")) {
      expected.add(group.get("checks"), Verdict.PASSED, null, null);
    }
    for (JsonNode group : root.get("unsupported")) {
      expected.add(group.get("checks"), Verdict.UNSUPPORTED, null, null);
    }
    for (JsonNode defect : root.get("defects")) {
      for (Map.Entry<String, JsonNode> rule : defect.get("fails").properties()) {
        expected.add(rule.getValue(), Verdict.FAILED, rule.getKey(), defect.get("name").asText());
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
   * Tells what came otherwise.
   *
   * @param results of the judge
   * @param isComplete whether every vector was tried, so that each pattern must have a check
   * @return a line for each difference; empty if all came as expected
   */
  List<String> differences(List<Result> results, boolean isComplete) {
    List<String> differences = new ArrayList<>();
    for (Result result : results) {
      List<Expectation> ofThis = of(result);
      boolean isMet =
          ofThis.isEmpty()
              ? result.verdict() == Verdict.PASSED
              : ofThis.stream().anyMatch(expectation -> expectation.isMetBy(result));
      if (!isMet) {
        String came = result.isFailed() ? "failed by " + result.rule() : name(result);
        differences.add(
            result.id() + ": " + came + ", expected: " + (ofThis.isEmpty() ? "passed" : ofThis));
      }
    }
    if (isComplete) {
      expectations.stream()
          .filter(expectation -> results.stream().noneMatch(expectation::names))
          .forEach(stale -> differences.add(stale.pattern() + ": there is no such check"));
    }
    return differences;
  }

  /** What must come of a check: that it passes, or else one of all that name it. */
  private List<Expectation> of(Result result) {
    List<Expectation> all = expectations.stream().filter(e -> e.names(result)).toList();
    List<Expectation> passes = all.stream().filter(e -> e.verdict() == Verdict.PASSED).toList();
    return passes.isEmpty() ? all : passes;
  }

  /** How many checks failed because of each defect, as they should. */
  Map<String, Long> failures(List<Result> results) {
    Map<String, Long> counts = new LinkedHashMap<>();
    results.stream()
        .filter(Result::isFailed)
        .flatMap(result -> of(result).stream().filter(e -> e.isMetBy(result)).limit(1))
        .forEach(expectation -> counts.merge(expectation.defect(), 1L, Long::sum));
    return counts;
  }

  private static String name(Result result) {
    return result.verdict().name().toLowerCase(java.util.Locale.ROOT);
  }
}
