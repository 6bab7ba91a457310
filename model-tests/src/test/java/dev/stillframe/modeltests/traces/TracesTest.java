package dev.stillframe.modeltests.traces;

import dev.stillframe.modeltests.Checks;
import dev.stillframe.modeltests.Checks.Declared;
import dev.stillframe.modeltests.explore.TripleWeakened;
import dev.stillframe.modeltests.explore.Weakened;
import dev.stillframe.modeltests.traces.Recorder.Pacing;
import dev.stillframe.modeltests.triple.Views;
import dev.stillframe.store.StoreRuns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Replays recorded runs of the shipped classes against the specs: {@code make traces}. */
@Tag("traces")
public class TracesTest {
  private static final long SEED = Long.getLong("seed", 1);
  private static final boolean IS_QUICK = System.getProperty("tier", "quick").equals("quick");

  /** Places of each kind of corruption. */
  private static final int PLACES = 4;

  /** Some runs of a weakened class may not come to where it is weak. */
  private static final int WEAKENED_RUNS = 5;

  private static final Map<String, Views> WEAKENED_QUEUE =
      new TreeMap<>(
          Map.of(
              "no-invalidation", Views.client(Weakened::withoutInvalidation),
              "length-before-offset", Views.client(Weakened::lengthBeforeOffset),
              "recover-from-header", Views.client(Weakened::recoverFromHeader),
              "second-look-offset-first", Views.host(Weakened::secondLookOffsetFirst)));

  private static final Map<String, Views> WEAKENED_TRIPLE =
      new TreeMap<>(
          Map.of(
              "durable-after-return", Views.host(TripleWeakened::durableAfterReturn),
              "count-before-take", Views.host(TripleWeakened::countBeforeTake),
              "durable-before-control", Views.client(TripleWeakened::durableBeforeControl)));

  /** Records a run by its seed. */
  @FunctionalInterface
  private interface Recording {
    List<Event> record(long seed) throws Exception;
  }

  /** Returns the checks that there are, of all tiers. */
  public static List<Declared> declared() {
    return all().declared();
  }

  @TestFactory
  Stream<DynamicTest> checks() throws IOException {
    return all().asPart("traces");
  }

  private static Checks all() {
    Checks checks = new Checks("trace validation");
    add(checks, Protocol.QUEUE, "Q1 Q2 Q3 Q4 Q6", WEAKENED_QUEUE);
    add(checks, Protocol.TRIPLE, "T1 T2 T3", WEAKENED_TRIPLE);
    for (StoreRuns store : StoreRuns.values()) {
      new StoreTraces(store, runs(20, 210), SEED).addTo(checks);
    }
    return checks;
  }

  private static void add(
      Checks checks, Protocol protocol, String claims, Map<String, Views> weakened) {
    Runs runs = new Runs(protocol.spec(), all -> record(all, protocol, weakened));
    String prefix = protocol.spec().label() + "-";
    for (String group : List.of("turns", "kills", "threads", "sigkill")) {
      checks.holds("trace-" + prefix + group, claims, SEED, () -> runs.requireExplained(group));
    }
    for (String group : weakened.keySet()) {
      checks.fails("trace-" + prefix + group, claims, SEED, () -> runs.requireExplained(group));
    }
    for (AccessCorruption corruption : AccessCorruption.values()) {
      String group = name(corruption);
      checks.fails("trace-" + prefix + group, claims, SEED, () -> runs.requireAny(group));
    }
    for (String group : List.of("cut", "empty")) {
      checks.fails("trace-" + prefix + group, claims, SEED, () -> runs.requireAny(group));
    }
  }

  private static String name(Enum<?> corruption) {
    return "corrupt-" + corruption.name().toLowerCase(Locale.ROOT);
  }

  private static int runs(int quick, int standard) {
    return IS_QUICK ? quick : standard;
  }

  private static void record(Runs runs, Protocol protocol, Map<String, Views> weakened)
      throws Exception {
    List<List<Event>> events = new ArrayList<>();
    events.addAll(record(runs(8, 60), s -> turns(protocol, Views.NONE, false, s)));
    addAll(runs, "turns", protocol, events);
    List<List<Event>> kills = record(runs(20, 110), s -> turns(protocol, Views.NONE, true, s));
    addAll(runs, "kills", protocol, kills);
    List<List<Event>> threads =
        record(runs(6, 40), s -> Recorder.record(protocol, Views.NONE, Pacing.FREE, true, s));
    addAll(runs, "threads", protocol, threads);
    addAll(
        runs, "sigkill", protocol, record(runs(1, 12), s -> ProcessRecorder.record(protocol, s)));
    events.addAll(kills);
    events.addAll(threads);
    System.out.println(protocol.spec().label() + ": " + Coverage.require(protocol, events));
    for (Map.Entry<String, Views> view : weakened.entrySet()) {
      addAll(
          runs,
          view.getKey(),
          protocol,
          record(WEAKENED_RUNS, s -> turns(protocol, view.getValue(), true, s)));
    }
    corrupt(runs);
  }

  private static List<Event> turns(Protocol protocol, Views views, boolean kills, long seed) {
    return Recorder.record(protocol, views, Pacing.SEEDED, kills, seed);
  }

  private static List<List<Event>> record(int count, Recording recording) throws Exception {
    List<List<Event>> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(recording.record(SEED * 1000 + i));
    }
    return events;
  }

  private static void addAll(
      Runs runs, String group, Protocol protocol, List<List<Event>> recorded) {
    recorded.forEach(events -> runs.add(group, protocol.translate(events)));
  }

  /** Each changes one event of a good run; those that end too early change more. */
  private static void corrupt(Runs runs) {
    Random random = new Random(SEED);
    for (AccessCorruption corruption : AccessCorruption.values()) {
      runs.corrupt(name(corruption), "kills", corruption, PLACES, random);
    }
    runs.shorten("kills");
  }
}
