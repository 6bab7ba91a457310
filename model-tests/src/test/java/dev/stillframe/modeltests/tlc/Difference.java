package dev.stillframe.modeltests.tlc;

import dev.stillframe.modeltests.tlc.TlaValue.Function;
import dev.stillframe.modeltests.tlc.TlaValue.Sequence;
import dev.stillframe.modeltests.tlc.TlaValue.SetOf;
import dev.stillframe.modeltests.tlc.TlaValue.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What changed from one value to the next, in words, down to the smallest part that tells it: a
 * reader of a counterexample wants the word that was written, not all of memory twice.
 */
final class Difference {
  private final List<String> changes = new ArrayList<>();

  private Difference() {}

  /** The changes of a variable; empty if there are none. */
  static List<String> between(String name, TlaValue before, TlaValue after) {
    Difference difference = new Difference();
    difference.compare(name, before, after);
    return difference.changes;
  }

  private void compare(String path, TlaValue before, TlaValue after) {
    if (before.equals(after)) {
      return;
    }
    if (before instanceof Structure a && after instanceof Structure b && sameKeys(a, b)) {
      compareParts(key -> path + "." + key, a.fields(), b.fields());
    } else if (before instanceof Function a && after instanceof Function b) {
      compareParts(key -> path + "[" + key + "]", a.values(), b.values());
    } else if (before instanceof Sequence a && after instanceof Sequence b) {
      compareSequences(path, a, b);
    } else if (before instanceof SetOf a && after instanceof SetOf b) {
      moved(path, "gains", minus(b.elements(), a.elements()));
      moved(path, "loses", minus(a.elements(), b.elements()));
    } else {
      replaced(path, before, after);
    }
  }

  private static boolean sameKeys(Structure a, Structure b) {
    return a.fields().keySet().equals(b.fields().keySet());
  }

  private void compareParts(
      UnaryOperator<String> path, Map<TlaValue, TlaValue> before, Map<TlaValue, TlaValue> after) {
    before.forEach(
        (key, value) -> {
          if (after.containsKey(key)) {
            compare(path.apply(key.toString()), value, after.get(key));
          } else {
            changes.add(code(path.apply(key.toString())) + " is gone");
          }
        });
    after.forEach(
        (key, value) -> {
          if (!before.containsKey(key)) {
            changes.add(code(path.apply(key.toString())) + " is new: " + code(value));
          }
        });
  }

  private void compareSequences(String path, Sequence before, Sequence after) {
    List<TlaValue> a = before.elements();
    List<TlaValue> b = after.elements();
    if (b.size() > a.size() && b.subList(0, a.size()).equals(a)) {
      moved(path, "appends", b.subList(a.size(), b.size()));
    } else if (a.size() > b.size() && a.subList(a.size() - b.size(), a.size()).equals(b)) {
      moved(path, "drops", a.subList(0, a.size() - b.size()));
    } else if (a.size() == b.size()) {
      for (int i = 0; i < a.size(); i++) {
        compare(path + "[" + (i + 1) + "]", a.get(i), b.get(i));
      }
    } else {
      replaced(path, before, after);
    }
  }

  private void replaced(String path, TlaValue before, TlaValue after) {
    changes.add(code(path) + ": " + code(before) + " → " + code(after));
  }

  private void moved(String path, String verb, List<TlaValue> elements) {
    if (!elements.isEmpty()) {
      changes.add(
          code(path)
              + " "
              + verb
              + " "
              + elements.stream().map(Difference::code).collect(Collectors.joining(", ")));
    }
  }

  private static List<TlaValue> minus(List<TlaValue> elements, List<TlaValue> others) {
    return elements.stream().filter(element -> !others.contains(element)).toList();
  }

  private static String code(Object text) {
    return "`" + text + "`";
  }
}
