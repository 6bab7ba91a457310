package dev.stillframe.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * One figure of a run.
 *
 * @param work what was done: the benchmark without its last word
 * @param who did it: {@code stillframe...} or a peer
 * @param bytes of the payload
 * @param nanos for one operation: the median of all iterations, since one that was disturbed is off
 *     by more than what is to be compared
 * @param error half of the interval that holds the mean with a confidence of 99.9 %, nanoseconds
 * @param allocated bytes of garbage for one operation
 */
record Measured(String work, String who, int bytes, double nanos, double error, double allocated) {
  static final String OURS = "stillframe";

  /** Ours, while a host captures without a pause. */
  static final String CAPTURED = OURS + "Captured";

  /** The raw limit, while another thread copies the ring without a pause. */
  static final String READ = "rawWhileRead";

  static List<Measured> of(Collection<RunResult> results) {
    List<Measured> all = new ArrayList<>();
    for (RunResult result : results) {
      String[] name = result.getParams().getBenchmark().split("\\.");
      Result<?> primary = result.getPrimaryResult();
      Result<?> garbage = result.getSecondaryResults().get("gc.alloc.rate.norm");
      all.add(
          new Measured(
              name[name.length - 2].replace("Benchmark", "").toLowerCase(Locale.ROOT),
              name[name.length - 1],
              Integer.parseInt(result.getParams().getParam("length")),
              primary.getStatistics().getPercentile(50),
              primary.getScoreError(),
              garbage == null ? Double.NaN : garbage.getScore()));
    }
    return all;
  }

  boolean isOurs() {
    return who.startsWith(OURS);
  }

  /** Returns what the same work cost us, the plain way. */
  Optional<Measured> ours(List<Measured> all) {
    return all.stream()
        .filter(m -> m.who.equals(OURS) && m.work.equals(work) && m.bytes == bytes)
        .findFirst();
  }
}
