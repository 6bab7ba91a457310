package dev.stillframe.modeltests.pictures;

import dev.stillframe.modeltests.tlc.TlaValue;
import dev.stillframe.modeltests.tlc.TlaValue.Atom;
import dev.stillframe.modeltests.tlc.TlaValue.Function;
import dev.stillframe.modeltests.tlc.TlaValue.Sequence;
import dev.stillframe.modeltests.tlc.TlaValue.SetOf;
import dev.stillframe.modeltests.tlc.TlaValue.Structure;
import dev.stillframe.modeltests.tlc.Trace.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A state beside the one before it, so that what is shown of it can say whether it is new. */
record View(State before, State now) {
  private static final int LONG = 56;

  /** Whether there is such a variable. */
  boolean has(String variable) {
    return now.variables().containsKey(variable);
  }

  TlaValue get(String variable) {
    return now.variables().get(variable);
  }

  TlaValue old(String variable) {
    return before.variables().get(variable);
  }

  boolean isChanged(String variable) {
    return !get(variable).equals(old(variable));
  }

  /** The entries of a record or a function, by name; those of a sequence by number, from 1. */
  static Map<String, TlaValue> entries(TlaValue value) {
    Map<String, TlaValue> entries = new LinkedHashMap<>();
    if (value instanceof Structure structure) {
      structure.fields().forEach((key, part) -> entries.put(name(key), part));
    } else if (value instanceof Function function) {
      function.values().forEach((key, part) -> entries.put(name(key), part));
    } else if (value instanceof Sequence sequence) {
      for (int i = 0; i < sequence.elements().size(); i++) {
        entries.put(Integer.toString(i + 1), sequence.elements().get(i));
      }
    }
    return entries;
  }

  /** A part of a part; null if one of them is missing. */
  static TlaValue part(TlaValue value, String... path) {
    TlaValue part = value;
    for (String name : path) {
      part = part == null ? null : entries(part).get(name);
    }
    return part;
  }

  /** The elements of a sequence or a set; none of anything else. */
  static List<TlaValue> elements(TlaValue value) {
    return value instanceof Sequence || value instanceof SetOf ? value.elements() : List.of();
  }

  /** A value in as few letters as tell it. */
  static String name(TlaValue value) {
    if (value instanceof Atom atom) {
      return switch (atom.text()) {
        case "TRUE" -> "yes";
        case "FALSE" -> "no";
        default -> atom.text().replace("\"", "");
      };
    }
    if (value instanceof Sequence sequence) {
      return sequence.elements().isEmpty()
          ? "–"
          : sequence.elements().stream().map(View::name).collect(Collectors.joining("."));
    }
    if (value instanceof SetOf set) {
      return set.elements().isEmpty()
          ? "–"
          : set.elements().stream().map(View::name).collect(Collectors.joining(" | "));
    }
    return entries(value).entrySet().stream()
        .map(entry -> entry.getKey() + " " + name(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** One cell for each field of an actor's record, but for some. */
  List<Cell> fields(String variable, Set<String> without) {
    return fields(get(variable), old(variable), without);
  }

  static List<Cell> fields(TlaValue now, TlaValue before, Set<String> without) {
    List<Cell> cells = new ArrayList<>();
    entries(now)
        .forEach(
            (field, value) -> {
              if (!without.contains(field)) {
                boolean changed = before != null && !value.equals(entries(before).get(field));
                boolean dead = field.equals("phase") && name(value).equals("dead");
                cells.add(Cell.of(shortened(value), field, dead ? "dead" : "plain", changed));
              }
            });
    return cells;
  }

  static String shortened(TlaValue value) {
    String name = name(value);
    return name.length() <= LONG ? name : name.substring(0, LONG - 1) + "…";
  }
}
