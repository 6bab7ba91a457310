package dev.stillframe.stress;

import dev.stillframe.evidence.Kind;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;

/** Turns what jcstress saw of one test into a row. */
final class Judge {
  private final Check check;

  /** What was expected of an outcome, and which it is. */
  private record Named(String expected, String name) implements Comparable<Named> {
    @Override
    public int compareTo(Named other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return expected + " " + name;
    }
  }

  /** What it saw, by what was expected; what is expected and was not seen has count 0. */
  private final Map<Named, Long> counts = new TreeMap<>();

  private final Map<Expect, Long> seen = new TreeMap<>();
  private final SortedSet<String> errors = new TreeSet<>();
  private long samples;

  private Judge(Check check, List<TestResult> results) {
    this.check = check;
    for (TestResult result : results) {
      if (result.status() != Status.NORMAL) {
        errors.add(result.status() + ": " + firstLines(result.getMessages()));
      }
      samples += result.getTotalCount();
      result.grading().gradingResults.values().forEach(this::add);
    }
  }

  private void add(GradingResult outcome) {
    seen.merge(outcome.expect, outcome.count, Long::sum);
    String expected = outcome.expect.toString().toLowerCase(Locale.ROOT);
    counts.merge(new Named(expected, outcome.description), outcome.count, Long::sum);
  }

  /** What failed and the exception; the stack is in the report. */
  private static String firstLines(List<String> messages) {
    return messages.stream().limit(2).collect(Collectors.joining(": "));
  }

  /** Judges all results of one test. */
  static Row row(Check check, List<TestResult> results) {
    Judge judge = new Judge(check, results);
    boolean shipped = check.subject() == Subject.SHIPPED || check.subject() == Subject.LITMUS;
    return Row.of(
            check.id(),
            check.claim(),
            "jcstress",
            shipped ? Kind.POSITIVE : Kind.NEGATIVE,
            shipped ? "no forbidden outcome" : "the interesting outcome",
            judge.verdict(),
            judge.detail())
        .withSamples(judge.samples, null)
        .withOutcomes(judge.outcomes());
  }

  /** The row of a test that this machine has too few processors for. */
  static Row skipped(Check check, int actors) {
    return Row.of(
        check.id(),
        check.claim(),
        "jcstress",
        Kind.POSITIVE,
        "no forbidden outcome",
        Verdict.SKIPPED,
        "needs " + actors + " processors");
  }

  private List<Row.Outcome> outcomes() {
    return counts.entrySet().stream()
        .map(
            count ->
                new Row.Outcome(count.getKey().name(), count.getKey().expected(), count.getValue()))
        .toList();
  }

  private Verdict verdict() {
    if (!errors.isEmpty() || isSeen(Expect.FORBIDDEN) || isSeen(Expect.UNKNOWN)) {
      return Verdict.FELL_SHORT;
    }
    boolean interesting = isSeen(Expect.ACCEPTABLE_INTERESTING);
    return switch (check.subject()) {
      case REORDERED -> interesting ? Verdict.AS_EXPECTED : Verdict.FELL_SHORT;
      case WEAKENED -> interesting ? Verdict.AS_EXPECTED : Verdict.NOT_OBSERVABLE_HERE;
      // Actors that never meet would show nothing, and no error either.
      case LITMUS -> samples == 0 ? Verdict.INCONCLUSIVE : Verdict.AS_EXPECTED;
      case SHIPPED -> counts.containsValue(0L) ? Verdict.INCONCLUSIVE : Verdict.AS_EXPECTED;
    };
  }

  private boolean isSeen(Expect expect) {
    return seen.getOrDefault(expect, 0L) > 0;
  }

  private String detail() {
    List<String> parts = new ArrayList<>(errors);
    if (check.subject() == Subject.LITMUS) {
      describeOutcomes(parts);
      return String.join("; ", parts);
    }
    counts.forEach(
        (outcome, count) -> parts.add(String.format(Locale.ROOT, "%s: %,d", outcome, count)));
    return String.join("; ", parts);
  }

  /** What matters: what the model forbids, and what it allows and was never seen. */
  private void describeOutcomes(List<String> parts) {
    counts.forEach(
        (outcome, count) -> {
          boolean allowed = outcome.expected().equals("acceptable");
          if (allowed && count == 0) {
            parts.add("never seen: " + outcome.name());
          } else if (!allowed && count > 0) {
            parts.add(String.format(Locale.ROOT, "%s: %,d", outcome, count));
          }
        });
    if (parts.isEmpty()) {
      parts.add("every outcome that the model allows was seen, and no other");
    }
  }
}
