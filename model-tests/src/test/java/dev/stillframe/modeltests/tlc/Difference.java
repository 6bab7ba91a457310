package dev.stillframe.modeltests.tlc;

import dev.stillframe.modeltests.tlc.TlaValue.Atom;
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
public final class Difference {
  private static final int SMALL = 30;

  private final List<String> changes = new ArrayList<>();

  private Difference() {}

  /** The changes of a variable; empty if there are none. */
  public static List<String> between(String name, TlaValue before, TlaValue after) {
    Difference difference = new Difference();
    difference.compare(name, before, after);
    return difference.changes;
  }

  private void compare(String path, TlaValue before, TlaValue after) {
    if (before.equals(after)) {
      return;
    }
    if (isMap(before)
        && isMap(after)
        && !(before instanceof Sequence && after instanceof Sequence)) {
      compareParts(path, before, after);
    } else if (before instanceof Sequence a && after instanceof Sequence b) {
      compareSequences(path, a.elements(), b.elements());
    } else if (before instanceof SetOf a && after instanceof SetOf b) {
      moved(path, "gains", minus(b.elements(), a.elements()));
      moved(path, "loses", minus(a.elements(), b.elements()));
    } else {
      replaced(path, before, after);
    }
  }

  /** TLC prints a function without arguments as an empty sequence. */
  private static boolean isMap(TlaValue value) {
    return value instanceof Structure
        || value instanceof Function
        || value instanceof Sequence sequence && sequence.elements().isEmpty();
  }

  private static Map<TlaValue, TlaValue> entries(TlaValue map) {
    if (map instanceof Structure structure) {
      return structure.fields();
    }
    return map instanceof Function function ? function.values() : Map.of();
  }

  private void compareParts(String path, TlaValue before, TlaValue after) {
    boolean structure = before instanceof Structure || after instanceof Structure;
    UnaryOperator<String> part = key -> path + (structure ? "." + key : "[" + key + "]");
    entries(before)
        .forEach(
            (key, value) -> {
              if (entries(after).containsKey(key)) {
                compare(part.apply(key.toString()), value, entries(after).get(key));
              }
            });
    if (entries(after).isEmpty()) {
      changes.add(code(path) + " is emptied");
      return;
    }
    entries(before).keySet().stream()
        .filter(key -> !entries(after).containsKey(key))
        .forEach(key -> changes.add(code(part.apply(key.toString())) + " is gone"));
    entries(after)
        .forEach(
            (key, value) -> {
              if (!entries(before).containsKey(key)) {
                changes.add(code(part.apply(key.toString())) + " is new: " + code(value));
              }
            });
  }

  private void compareSequences(String path, List<TlaValue> before, List<TlaValue> after) {
    int start = 0;
    int shorter = Math.min(before.size(), after.size());
    while (start < shorter && before.get(start).equals(after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    List<TlaValue> lost = before.subList(start, before.size() - end);
    List<TlaValue> won = after.subList(start, after.size() - end);
    if (before.size() == after.size()
        && won.size() > 1
        && won.stream().allMatch(Atom.class::isInstance)) {
      replaced(path, new Sequence(before), new Sequence(after));
    } else if (before.size() == after.size()) {
      for (int i = 0; i < before.size(); i++) {
        compare(path + "[" + (i + 1) + "]", before.get(i), after.get(i));
      }
    } else if (lost.isEmpty()) {
      moved(path, end == 0 ? "appends" : "inserts", won);
    } else if (after.isEmpty()) {
      changes.add(code(path) + " is emptied");
    } else if (won.isEmpty() && start == 0 && lost.size() == 1) {
      changes.add(code(path) + " drops its head");
    } else if (won.isEmpty()) {
      moved(path, "drops", lost);
    } else {
      replaced(path, new Sequence(before), new Sequence(after));
    }
  }

  /** A large value that is gone as a whole is told by what took its place. */
  private void replaced(String path, TlaValue before, TlaValue after) {
    boolean small = before.toString().length() <= SMALL;
    changes.add(code(path) + (small ? ": " + code(before) + " → " : " becomes ") + code(after));
  }

  private void moved(String path, String verb, List<TlaValue> elements) {
    if (!elements.isEmpty()) {
      changes.add(
          elements.stream()
              .map(Difference::code)
              .collect(Collectors.joining(", ", code(path) + " " + verb + " ", "")));
    }
  }

  private static List<TlaValue> minus(List<TlaValue> elements, List<TlaValue> others) {
    return elements.stream().filter(element -> !others.contains(element)).toList();
  }

  private static String code(Object text) {
    return "`" + text + "`";
  }
}
