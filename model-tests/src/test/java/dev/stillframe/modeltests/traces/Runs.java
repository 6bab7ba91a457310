package dev.stillframe.modeltests.traces;

import dev.stillframe.evidence.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.opentest4j.AssertionFailedError;

/**
 * Groups of runs. When the first of them is asked for they are recorded, and one TLC process
 * replays them all.
 */
final class Runs {
  /** How many events before the one that is not explained are told. */
  private static final int BEFORE = 20;

  /** Records runs and adds them. */
  @FunctionalInterface
  interface Filling {
    void fill(Runs runs) throws Exception;
  }

  private final TraceSpec spec;
  private final Filling filling;
  private final List<List<TraceEvent>> runs = new ArrayList<>();
  private final Map<String, List<Integer>> groups = new LinkedHashMap<>();
  private boolean isFilled;
  private Replay replay;

  Runs(TraceSpec spec, Filling filling) {
    this.spec = spec;
    this.filling = filling;
  }

  void add(String group, List<TraceEvent> run) {
    groups.computeIfAbsent(group, g -> new ArrayList<>()).add(runs.size());
    runs.add(run);
  }

  /** Adds corrupted copies of runs of a group, one for each of so many places. */
  void corrupt(String group, String from, Corruption corruption, int places, Random random) {
    List<Integer> sources =
        groups.get(from).stream().filter(run -> corruption.appliesTo(runs.get(run))).toList();
    for (int i = 0; i < places; i++) {
      List<TraceEvent> run = runs.get(sources.get(random.nextInt(sources.size())));
      add(group, corruption.applyTo(run, random));
    }
  }

  /** Adds runs that end too early: "cut" ones, and "empty" ones that have next to nothing. */
  void shorten(String from) {
    List<TraceEvent> whole = runs.get(groups.get(from).get(0));
    add("cut", whole.subList(0, whole.size() - 1));
    add("cut", whole.subList(0, whole.size() / 2));
    add("empty", List.of());
    add("empty", List.of(whole.get(whole.size() - 1)));
  }

  /**
   * Returns how many runs a group has, if each is explained.
   *
   * @throws AssertionFailedError if one is not, with the first event that is not
   */
  long requireExplained(String group) throws IOException {
    List<Integer> lost = lost(group);
    if (!lost.isEmpty()) {
      throw violation(group, lost);
    }
    return groups.get(group).size();
  }

  /**
   * Returns how many runs of a group are explained, if any is.
   *
   * @throws AssertionFailedError if none is
   */
  long requireAny(String group) throws IOException {
    List<Integer> lost = lost(group);
    int size = groups.get(group).size();
    if (lost.size() == size) {
      throw violation(group, lost);
    }
    return size - lost.size();
  }

  private List<Integer> lost(String group) throws IOException {
    if (!isFilled) {
      isFilled = true;
      replay();
    }
    if (replay == null) {
      throw new IllegalStateException("the runs could not be recorded or replayed, see the first");
    }
    return groups.get(group).stream().filter(run -> !replay.explained().contains(run)).toList();
  }

  private void replay() throws IOException {
    try {
      filling.fill(this);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("a run cannot be recorded", e);
    }
    replay = Replay.of(spec, runs);
    System.out.printf(Locale.ROOT, "%,d runs, %,d states in TLC%n", runs.size(), replay.states());
  }

  /** Says where the first of them is stuck, in a file with all that the spec has to say of it. */
  private AssertionFailedError violation(String group, List<Integer> lost) throws IOException {
    int run = lost.get(0);
    String what =
        String.format(
            Locale.ROOT, "%d of %d runs not explained: ", lost.size(), groups.get(group).size());
    Replay.Stuck stuck = replay.stuck().get(run);
    if (stuck == null) {
      return new AssertionFailedError(what + "too few events, or no end");
    }
    int last = stuck.place();
    StringBuilder text = new StringBuilder("The events up to the first that no action explains:\n");
    for (int i = Math.max(0, last - BEFORE); i <= last; i++) {
      text.append(String.format(Locale.ROOT, "%4d  %s%n", i + 1, runs.get(run).get(i)));
    }
    text.append("\nThat event, what the spec allows this process instead, and the state:\n\n");
    Path file =
        Checkout.root().resolve("target/traces").resolve(spec.label() + "-" + group + ".txt");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text + stuck.told());
    String message =
        String.format(
            Locale.ROOT,
            "%sevent %d of %d: %s, see %s",
            what,
            last + 1,
            runs.get(run).size(),
            runs.get(run).get(last),
            file.getFileName());
    return StuckRun.of(spec, runs.get(run), stuck, message);
  }
}
