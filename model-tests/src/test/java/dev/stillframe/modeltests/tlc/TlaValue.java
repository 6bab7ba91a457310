package dev.stillframe.modeltests.tlc;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;

/** A value as TLC prints it, taken apart so that two of them can be compared piece by piece. */
public sealed interface TlaValue {

  /** A number, string or model value: anything without parts that would matter. */
  record Atom(String text) implements TlaValue {
    @Override
    public String toString() {
      return text;
    }
  }

  /** {@code <<a, b>>} */
  record Sequence(List<TlaValue> elements) implements TlaValue {
    @Override
    public String toString() {
      return elements.stream().map(TlaValue::toString).collect(joining(", ", "<<", ">>"));
    }
  }

  /** <code>{a, b}</code> */
  record SetOf(List<TlaValue> elements) implements TlaValue {
    @Override
    public String toString() {
      return elements.stream().map(TlaValue::toString).collect(joining(", ", "{", "}"));
    }
  }

  /** {@code [a |-> 1, b |-> 2]} */
  record Structure(Map<TlaValue, TlaValue> fields) implements TlaValue {
    @Override
    public String toString() {
      return fields.entrySet().stream()
          .map(field -> field.getKey() + " |-> " + field.getValue())
          .collect(joining(", ", "[", "]"));
    }
  }

  /** {@code (1 :> a @@ 2 :> b)} */
  record Function(Map<TlaValue, TlaValue> values) implements TlaValue {
    @Override
    public String toString() {
      return values.entrySet().stream()
          .map(value -> value.getKey() + " :> " + value.getValue())
          .collect(joining(" @@ ", "(", ")"));
    }
  }

  /** Returns what a record or a function has under a name. */
  default TlaValue get(String name) {
    Map<TlaValue, TlaValue> entries =
        this instanceof Structure structure
            ? structure.fields()
            : this instanceof Function function ? function.values() : Map.of();
    TlaValue value = entries.getOrDefault(new Atom(name), entries.get(new Atom('"' + name + '"')));
    if (value == null) {
      throw new IllegalArgumentException("there is no " + name + " in " + this);
    }
    return value;
  }

  /** Returns the elements of a sequence or a set. */
  default List<TlaValue> elements() {
    throw new IllegalArgumentException("neither a sequence nor a set: " + this);
  }

  /** Returns the number that this is. */
  default int number() {
    return Integer.parseInt(toString());
  }

  /** Returns the string that this is, without its quotes. */
  default String string() {
    return toString().substring(1, toString().length() - 1);
  }

  /** Reads a value in TLC's notation. */
  static TlaValue parse(String text) {
    return new TlaParser(text).parse();
  }
}
