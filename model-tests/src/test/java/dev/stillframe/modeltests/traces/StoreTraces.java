package dev.stillframe.modeltests.traces;

import dev.stillframe.modeltests.Checks;
import dev.stillframe.store.StoreRuns;
import dev.stillframe.store.StoreRuns.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** The checks of recorded runs of one store. */
final class StoreTraces {
  /** Places of each kind of corruption: more than 20 in all. */
  private static final int PLACES = 4;

  /** Some runs of a weakened store may not come to where it is weak. */
  private static final int WEAKENED_RUNS = 5;

  private final StoreRuns store;
  private final String label;

  /** How many runs each group has. */
  private final int number;

  private final long seed;

  /**
   * Prepares.
   *
   * @param runs how many of the shipped store, about
   */
  StoreTraces(StoreRuns store, int runs, long seed) {
    this.store = store;
    this.label = store.name().toLowerCase(Locale.ROOT);
    this.number = runs / store.shipped().size();
    this.seed = seed;
  }

  void addTo(Checks checks) {
    TraceSpec spec = new TraceSpec(label, store.module(), store.constants());
    Runs runs = new Runs(spec, this::record);
    String claims = store.claims();
    for (String group : store.shipped().keySet()) {
      checks.holds(id(group), claims, seed, () -> runs.requireExplained(group));
    }
    for (String group : store.weakened().keySet()) {
      checks.fails(id(group), claims, seed, () -> runs.requireExplained(group));
    }
    for (FileCorruption corruption : FileCorruption.values()) {
      String group = name(corruption);
      checks.fails(id(group), claims, seed, () -> runs.requireAny(group));
    }
    for (String group : List.of("cut", "empty")) {
      checks.fails(id(group), claims, seed, () -> runs.requireAny(group));
    }
  }

  private String id(String group) {
    return "trace-" + label + "-" + group;
  }

  private static String name(FileCorruption corruption) {
    return "corrupt-" + corruption.name().toLowerCase(Locale.ROOT);
  }

  private void record(Runs runs) throws IOException {
    List<TraceEvent> all = new ArrayList<>();
    for (Map.Entry<String, Recording> group : store.shipped().entrySet()) {
      for (int i = 0; i < number; i++) {
        List<TraceEvent> run = record(group.getValue(), seed * 1000 + i);
        runs.add(group.getKey(), run);
        all.addAll(run);
      }
    }
    System.out.println(label + ": " + StoreCoverage.require(all));
    for (Map.Entry<String, Recording> group : store.weakened().entrySet()) {
      for (int i = 0; i < WEAKENED_RUNS; i++) {
        runs.add(group.getKey(), record(group.getValue(), seed * 1000 + i));
      }
    }
    Random random = new Random(seed);
    List<String> groups = List.copyOf(store.shipped().keySet());
    for (FileCorruption corruption : FileCorruption.values()) {
      for (int i = 0; i < PLACES; i++) {
        runs.corrupt(name(corruption), groups.get(i % groups.size()), corruption, 1, random);
      }
    }
    runs.shorten(groups.get(0));
  }

  private static List<TraceEvent> record(Recording recording, long seed) throws IOException {
    Path directory = Files.createTempDirectory("stillframe-trace-");
    try {
      return recording.record(directory, seed);
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
