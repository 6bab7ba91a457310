package dev.stillframe.modeltests.tlc;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;

/** A value as TLC prints it, taken apart so that two of them can be compared piece by piece. */
sealed interface TlaValue {

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

  static TlaValue parse(String text) {
    return new TlaParser(text).parse();
  }
}
