package dev.stillframe.modeltests.traces;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.modeltests.tlc.Tlc;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replays runs against a trace spec, all in one TLC process.
 *
 * @param explained which runs are explained to their last event, by their index
 * @param stuck of the others, how far they were explained and what would have been there; those
 *     that have too few events, or no end, are in neither
 */
record Replay(Set<Integer> explained, Map<Integer, Stuck> stuck, long states) {
  /**
   * Where a run is stuck.
   *
   * @param place index of the first event that no action explains
   * @param told the event, what the spec allows that process to do, and the state
   */
  record Stuck(int place, String told) {}

  /** A run of fewer events than this shows nothing. */
  static final int FEWEST = 20;

  private static final long TIMEOUT = 600;
  private static final Pattern EXPLAINED = Pattern.compile("<<\"explained\", (\\d+)>>");
  private static final Pattern STUCK =
      Pattern.compile("<<\"stuck\", (\\d+), (\\d+)>>\\R(.*?)\"end of stuck\"", Pattern.DOTALL);

  /** Replays runs. */
  static Replay of(TraceSpec spec, List<List<TraceEvent>> runs) throws IOException {
    try {
      Tlc.Run run =
          Tlc.run(
              Checkout.root().resolve("spec-tla"),
              "Recorded",
              Map.of(
                  "Recorded.tla", module(spec.module(), runs),
                  "Recorded.cfg", configuration(spec.constants())),
              List.of("-deadlock"),
              TIMEOUT);
      if (run.exitCode() != 0) {
        throw new IllegalStateException(
            "TLC ended with exit code " + run.exitCode() + ":\n" + run.output().tail());
      }
      return read(run.output().text(), run.output().distinct());
    } catch (InterruptedException e) {
      throw new IOException("the replay was interrupted", e);
    }
  }

  private static String configuration(String constants) {
    return String.join(
        "\n",
        "CONSTANTS",
        constants,
        "    Fewest = " + FEWEST,
        "    Traces <- Recordings",
        "SPECIFICATION TraceSpec",
        "CONSTRAINT Progress",
        "");
  }

  private static String module(String spec, List<List<TraceEvent>> runs) {
    StringBuilder text = new StringBuilder("---- MODULE Recorded ----\nEXTENDS " + spec + "\n");
    List<String> names = new ArrayList<>();
    for (List<TraceEvent> run : runs) {
      String name = "Run" + (names.size() + 1);
      names.add(name);
      text.append(
          run.stream()
              .map(TraceEvent::toString)
              .collect(Collectors.joining(",\n  ", name + " == <<\n  ", ">>\n")));
    }
    return text.append("Recordings == <<" + String.join(", ", names) + ">>\n====\n").toString();
  }

  private static Replay read(String text, long states) {
    Set<Integer> explained = new HashSet<>();
    Matcher matcher = EXPLAINED.matcher(text);
    while (matcher.find()) {
      explained.add(Integer.parseInt(matcher.group(1)) - 1);
    }
    Map<Integer, Stuck> stuck = new HashMap<>();
    matcher = STUCK.matcher(text);
    while (matcher.find()) {
      int run = Integer.parseInt(matcher.group(1)) - 1;
      int place = Integer.parseInt(matcher.group(2)) - 1;
      Stuck before = stuck.get(run);
      if (!explained.contains(run) && (before == null || before.place() < place)) {
        stuck.put(run, new Stuck(place, matcher.group(3)));
      }
    }
    stuck.keySet().removeAll(explained);
    return new Replay(explained, stuck, states);
  }
}
