package dev.stillframe.modeltests.crash;

import dev.stillframe.modeltests.crash.Trials.Start;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.opentest4j.AssertionFailedError;

/** The faults of a host over one store: each at each of its system calls, or a few of them. */
final class Crashes {
  /** Trials wait for processes most of their time. */
  private static final int LANES = 2;

  /** A cycle with fewer calls than this is none. */
  private static final int LEAST_CALLS = 60;

  private record Trial(SystemCall call, Fault fault) {}

  private final Subject subject;
  private final List<Path> mutated;
  private final Map<Start, List<SystemCall>> calls = new EnumMap<>(Start.class);
  private final Map<Start, Path> memories = new EnumMap<>(Start.class);

  Crashes(Subject subject, Path... mutated) {
    this.subject = subject;
    this.mutated = List.of(mutated);
  }

  /**
   * Tries faults at the calls that a run without a fault has made.
   *
   * @param most how many trials, spread over all
   * @param first which of them comes first
   * @return how many there were
   */
  long run(Start start, Set<Fault> faults, Predicate<SystemCall> which, int most, long first)
      throws IOException {
    List<Trial> all = new ArrayList<>();
    for (SystemCall call : calls(start)) {
      faults.stream()
          .filter(fault -> which.test(call) && fault.fits(call))
          .forEach(fault -> all.add(new Trial(call, fault)));
    }
    return inLanes(start, spread(all, most, first));
  }

  /** Returns what a host without a fault calls; the paths may be those of another directory. */
  private List<SystemCall> calls(Start start) throws IOException {
    if (!calls.containsKey(start)) {
      inTrials(
          start,
          trials -> {
            calls.put(start, trials.calls());
            memories.put(start, trials.memory());
            return 0;
          });
      if (calls.get(start).size() < LEAST_CALLS) {
        throw new IllegalStateException("few system calls: " + calls.get(start));
      }
    }
    return calls.get(start);
  }

  private static List<Trial> spread(List<Trial> all, int most, long first) {
    int stride = Math.max(1, (all.size() + most - 1) / most);
    List<Trial> some = new ArrayList<>();
    for (int i = (int) Math.floorMod(first, (long) stride); i < all.size(); i += stride) {
      some.add(all.get(i));
    }
    return some;
  }

  private long inLanes(Start start, List<Trial> all) throws IOException {
    AtomicInteger next = new AtomicInteger();
    List<AssertionFailedError> violations = Collections.synchronizedList(new ArrayList<>());
    ExecutorService executor = Executors.newFixedThreadPool(LANES);
    try {
      List<Future<Long>> lanes = new ArrayList<>();
      for (int i = 0; i < LANES; i++) {
        lanes.add(executor.submit(() -> inTrials(start, one -> lane(one, all, next, violations))));
      }
      for (Future<Long> lane : lanes) {
        lane.get();
      }
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      executor.shutdownNow();
    }
    if (!violations.isEmpty()) {
      violations.forEach(violation -> System.out.println("  " + violation.getMessage()));
      throw new AssertionFailedError(
          String.format(
              Locale.ROOT,
              "%d of %d, as: %s",
              violations.size(),
              all.size(),
              violations.get(0).getMessage()));
    }
    return all.size();
  }

  private static long lane(
      Trials trials, List<Trial> all, AtomicInteger next, List<AssertionFailedError> violations)
      throws Exception {
    for (int i = next.getAndIncrement(); i < all.size(); i = next.getAndIncrement()) {
      try {
        trials.fail(all.get(i).call(), all.get(i).fault());
      } catch (AssertionFailedError violation) {
        violations.add(violation);
      }
    }
    return next.get();
  }

  /** Checks the order of the syncs; returns how many there are. */
  long syncs() throws IOException {
    return SyncOrder.check(calls(Start.FRESH), memories.get(Start.FRESH));
  }

  /** Tries limits of the size of files from the least on until none is in the way. */
  long limits(int least, int step) throws IOException {
    return inTrials(
        Start.TAKEN_UP,
        trials -> {
          int blocks = least;
          while (trials.limit(blocks)) {
            blocks += step;
          }
          if (blocks == least) {
            throw new IllegalStateException("no limit was in the way");
          }
          return (blocks - least) / step;
        });
  }

  private interface Action {
    long run(Trials trials) throws Exception;
  }

  private long inTrials(Start start, Action action) throws IOException {
    Strace.require();
    try (Trials trials = new Trials(subject, start, mutated)) {
      return action.run(trials);
    } catch (Exception e) {
      throw rethrown(e);
    }
  }

  private static IOException rethrown(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    if (e instanceof RuntimeException runtime) {
      throw runtime;
    }
    return e instanceof IOException io ? io : new IOException(e);
  }
}
