package dev.stillframe.modeltests.traces;

import dev.stillframe.modeltests.traces.Event.Actor;
import dev.stillframe.modeltests.traces.Event.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** What happened in recorded runs: runs in which something never happens say nothing of it. */
final class Coverage {
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final List<List<Event>> runs;

  private Coverage(List<List<Event>> runs) {
    this.runs = runs;
  }

  /**
   * Counts what the runs have of each that they should have.
   *
   * @throws IllegalStateException if something never happened
   */
  static String require(Protocol protocol, List<List<Event>> runs) {
    Coverage coverage = new Coverage(runs);
    coverage.count("kills of the client", e -> e.who() == Actor.CLIENT && e.kind() == Kind.KILL);
    coverage.count("kills of the host", e -> e.who() == Actor.HOST && e.kind() == Kind.KILL);
    coverage.count("open accesses", Event::isOpen);
    for (Kind kind : protocol.kinds()) {
      coverage.count(kind.name().toLowerCase(Locale.ROOT), e -> e.kind() == kind);
    }
    coverage.count("laps", protocol::isLapped);
    if (protocol == Protocol.TRIPLE) {
      coverage.count(
          "tries that failed",
          e -> e.kind() == Kind.COMPARE_AND_SET && !e.isOpen() && e.found() != e.expected());
    }
    coverage.counts.forEach(
        (what, count) -> {
          if (count == 0) {
            throw new IllegalStateException("the recorded runs have no " + what);
          }
        });
    return coverage.counts.toString();
  }

  private void count(String what, Predicate<Event> which) {
    counts.put(what, runs.stream().flatMap(List::stream).filter(which).count());
  }
}
