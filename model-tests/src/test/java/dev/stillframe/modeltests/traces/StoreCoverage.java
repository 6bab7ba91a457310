package dev.stillframe.modeltests.traces;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened in recorded runs of a store. */
final class StoreCoverage {
  private static final List<String> NEEDED = List.of("gave up", "kill", "close", "cut");

  private StoreCoverage() {}

  /**
   * Counts the calls and operations by what they are and what came of them.
   *
   * @throws IllegalStateException if one never happened that has to
   */
  static String require(List<TraceEvent> events) {
    Map<String, Integer> counts = new TreeMap<>();
    for (TraceEvent event : events) {
      String outcome = event.order().equals("-") ? "" : " " + event.order();
      counts.merge(event.does() + outcome, 1, Integer::sum);
    }
    for (String needed : NEEDED) {
      if (!counts.containsKey(needed)) {
        throw new IllegalStateException("the recorded runs have no " + needed + ": " + counts);
      }
    }
    return counts.toString();
  }
}
