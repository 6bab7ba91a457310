package dev.stillframe.store;

import dev.stillframe.store.JournalCrashStates.Offer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Crashes each store after each of its operations on files, in a run that does all that it can do,
 * and counts.
 */
public final class StoreCrashPoints {
  private static final List<Integer> SIZES = List.of(3, 5, 3, 4, 5);

  private StoreCrashPoints() {}

  /** Counts those of the replace store. */
  public static Map<String, Long> replace(Path name) {
    return images(CrashStates.Subject.replace(name));
  }

  /** Counts those of the twin store. */
  public static Map<String, Long> twin(Path name) {
    return images(CrashStates.Subject.twin(name, UnaryOperator.identity()));
  }

  private static Map<String, Long> images(CrashStates.Subject subject) {
    CrashStates states = new CrashStates(subject, UnaryOperator.identity());
    states.explore(SIZES, List.of());
    return counts(states.points(), states.count());
  }

  /** Counts those of the journal. */
  public static Map<String, Long> journal(Path name) {
    JournalCrashStates states =
        new JournalCrashStates(name, JournalSync.EACH_BATCH, UnaryOperator.identity());
    Offer batch = new Offer(2, 300, false);
    states.explore(List.of(batch, batch, new Offer(2, 300, true), batch), List.of());
    return counts(states.points(), states.count());
  }

  private static Map<String, Long> counts(long points, long states) {
    CrashFile.Unit.forget();
    return new TreeMap<>(
        Map.of("operations", points, "states after a kill or a power cut", states));
  }
}
