package dev.stillframe.modeltests.traces;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An event in the words of a spec.
 *
 * @param who "client", "host", "writer" and so on, or "run"
 * @param does "read", "write" and so on, or a call
 * @param word the spec's name of the word, or of the file; "-" if there is none
 * @param value numbers, or strings in quotes
 * @param order "rlx", "acq", "rel"; of an operation on files "done", "failed" or "read", which
 *     changes nothing; "-" for a call
 */
public record TraceEvent(String who, String does, String word, List<String> value, String order) {
  TraceEvent withWho(String other) {
    return new TraceEvent(other, does, word, value, order);
  }

  TraceEvent withWord(String other) {
    return new TraceEvent(who, does, other, value, order);
  }

  TraceEvent withValue(List<String> other) {
    return new TraceEvent(who, does, word, other, order);
  }

  TraceEvent withOrder(String other) {
    return new TraceEvent(who, does, word, value, other);
  }

  /** Tells whether it is an access. */
  boolean isAccess() {
    return !order.equals("-");
  }

  /** Returns the TLA+ expression, of the operator {@code Event} of the trace specs. */
  @Override
  public String toString() {
    return value.stream()
        .collect(
            Collectors.joining(
                ", ",
                String.format(Locale.ROOT, "Event(\"%s\", \"%s\", \"%s\", <<", who, does, word),
                String.format(Locale.ROOT, ">>, \"%s\")", order)));
  }
}
