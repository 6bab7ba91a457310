package dev.stillframe.modeltests.proof;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables that a step leaves as they are, which need no second name. */
final class Unchanged {
  private static final Pattern EQUAL = Pattern.compile("\\(= \\|(\\w+)'\\| \\1\\)");
  private static final Pattern NEXT = Pattern.compile("\\|(\\w+)'\\|");

  private Unchanged() {}

  /** Returns the variables of all that a step says for certain: not in one case of two. */
  static Set<String> in(String step) {
    Set<String> unchanged = new TreeSet<>();
    Matcher equal = EQUAL.matcher(step);
    while (equal.find()) {
      if (isCertain(step, equal.toMatchResult())) {
        unchanged.add(equal.group(1));
      }
    }
    return unchanged;
  }

  /** Whether all that is open where it stands is a conjunction. */
  private static boolean isCertain(String step, MatchResult found) {
    int depth = 0;
    for (int i = found.start() - 1; i >= 0; i--) {
      depth += step.charAt(i) == ')' ? 1 : step.charAt(i) == '(' ? -1 : 0;
      if (depth < 0) {
        if (!step.startsWith("(and ", i)) {
          return false;
        }
        depth = 0;
      }
    }
    return true;
  }

  static Term renamed(Term term, Set<String> unchanged) {
    return new Term(
        NEXT.matcher(term.text())
            .replaceAll(
                name ->
                    Matcher.quoteReplacement(
                        unchanged.contains(name.group(1)) ? name.group(1) : name.group())),
        term.sort());
  }
}
