package dev.stillframe.conformance;

import dev.stillframe.conformance.Result.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a porter may do next: how far each part is, and the first one that is not whole. */
final class NextSteps {
  /** Where to read about a part, in the docs of the format. */
  static final Map<String, String> PAGES =
      Map.of(
          "read", "format.md#entries",
          "client", "format.md#client",
          "host", "format.md#capture",
          "store", "format.md#names-of-the-replace-store",
          "twin", "format.md#twin-store",
          "journal", "format.md#journal",
          "triple", "format.md#triple-buffer");

  private NextSteps() {}

  /** One line. */
  static String line(List<Result> results, ExpectedResults expected) {
    List<String> done = new ArrayList<>();
    String next = "next: nothing is left";
    boolean isNextKnown = false;
    for (String part : Judge.PARTS) {
      List<Result> ofPart = results.stream().filter(r -> r.part().equals(part)).toList();
      long whole = ofPart.stream().filter(result -> isDone(result, expected)).count();
      if (ofPart.stream().anyMatch(result -> result.verdict() != Verdict.UNSUPPORTED)) {
        done.add(String.format(Locale.ROOT, "%s %d of %d", part, whole, ofPart.size()));
      }
      if (!isNextKnown && whole < ofPart.size()) {
        next = "next: " + part + ", " + PAGES.get(part);
        isNextKnown = true;
      }
    }
    return done.isEmpty() ? next : String.join(", ", done) + "; " + next;
  }

  private static boolean isDone(Result result, ExpectedResults expected) {
    return result.verdict() == Verdict.PASSED || result.isFailed() && !expected.isNewFault(result);
  }
}
