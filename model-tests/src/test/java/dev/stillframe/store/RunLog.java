package dev.stillframe.store;

import dev.stillframe.modeltests.traces.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The events of one run of a store, in their order. */
final class RunLog {
  private final List<TraceEvent> events = new ArrayList<>();

  /** Notes what an operation on a file has done. */
  void operation(String who, String does, String word, List<String> value, String order) {
    events.add(new TraceEvent(who, does, word, value, order));
  }

  /** Notes a call, and numbers that it says. */
  void call(String who, String does, long... says) {
    List<String> value = new ArrayList<>();
    for (long number : says) {
      value.add(Long.toString(number));
    }
    events.add(new TraceEvent(who, does, "-", value, "-"));
  }

  /** Notes that the power was cut, and the names that are left. */
  void cut(Stream<String> names) {
    events.add(new TraceEvent("run", "cut", "-", quoted(names), "-"));
  }

  /** Returns names as the values that a spec has for them. */
  static List<String> quoted(Stream<String> names) {
    return names.map(name -> '"' + name + '"').toList();
  }

  int size() {
    return events.size();
  }

  List<TraceEvent> events() {
    return List.copyOf(events);
  }
}
