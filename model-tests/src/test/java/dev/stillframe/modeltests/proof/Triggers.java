package dev.stillframe.modeltests.proof;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says of a theorem which terms make the solver use it: all of the largest applications of
 * functions in it that have no arithmetic within.
 */
final class Triggers {
  private static final Pattern FORALL =
      Pattern.compile("\\(forall \\(((?:\\([^ ]+ (?:Int|\\(Array Int Bool\\))\\) ?)+)\\) ");
  private static final Pattern NAME = Pattern.compile("\\(([^ ()]+) ");
  private static final Pattern WORD = Pattern.compile("[^ ()]+");
  private static final Set<String> HEADS =
      Set.of("select", "SlotOf", "SlotAfter", "SlotBefore", "PlaceOf", "Count");

  private Triggers() {}

  static Term in(Term theorem) {
    String rest = theorem.text();
    List<String> declared = new ArrayList<>();
    Set<String> bound = new LinkedHashSet<>();
    Matcher forall = FORALL.matcher(rest);
    while (forall.lookingAt()) {
      declared.add(forall.group(1));
      NAME.matcher(forall.group(1)).results().forEach(name -> bound.add(name.group(1)));
      rest = rest.substring(forall.end(), rest.length() - 1);
      forall = FORALL.matcher(rest);
    }
    if (declared.isEmpty()) {
      return theorem;
    }
    bound.remove("Array");
    Set<String> terms = new LinkedHashSet<>();
    collect(rest, bound, terms);
    return Term.bool(
        "(forall ("
            + String.join(" ", declared)
            + ") (! "
            + rest
            + " :pattern ("
            + String.join(" ", terms)
            + ")))");
  }

  private static void collect(String term, Set<String> bound, Set<String> found) {
    if (!term.startsWith("(")) {
      return;
    }
    List<String> parts = parts(term);
    if (HEADS.contains(parts.get(0)) && isFree(term, bound)) {
      found.add(term);
      return;
    }
    parts.forEach(part -> collect(part, bound, found));
  }

  private static boolean isFree(String term, Set<String> bound) {
    return WORD.matcher(term)
        .results()
        .allMatch(
            word ->
                HEADS.contains(word.group())
                    || bound.contains(word.group())
                    || Set.of("store", "false").contains(word.group()));
  }

  private static List<String> parts(String term) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 1;
    for (int i = 0; i < term.length(); i++) {
      char c = term.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if ((depth == 1 && c == ' ') || depth == 0) {
        parts.add(term.substring(start, i));
        start = i + 1;
      }
    }
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.toList());
  }
}
