package dev.stillframe.bench;

import dev.stillframe.bench.HostBenchmark.Cost;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table of targets: what was wanted, what was measured. */
final class Targets {
  private final StringBuilder text = new StringBuilder();
  private final Results results;

  private Targets(Results results) {
    this.results = results;
  }

  static String of(Results results) {
    Targets targets = new Targets(results);
    targets.targets();
    return targets.text.toString();
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void targets() {
    line("\n## Targets\n");
    line("| work | target | measured | |");
    line("|---|---|---|---|");
    ratio(
        "commit 64 B against `OneToOneRingBuffer.write`",
        1.0,
        results.ratio("commit", 64, Measured.OURS, "oneToOneRingBuffer"));
    ratio(
        "commit 40,000 B against the raw limit",
        1.1,
        results.ratio("commit", 40_000, Measured.OURS, "raw"));
    for (int bytes : Payload.LENGTHS) {
      ratio(
          text("commit %,d B with a host capturing without a pause, against without", bytes),
          1.2,
          results.ratio("commit", bytes, Measured.CAPTURED, Measured.OURS));
    }
    for (int bytes : Payload.LENGTHS) {
      ratio(
          text("commit %,d B with a host capturing each millisecond, against without", bytes),
          1.2,
          results.ratio("commit", bytes, "stillframeHosted", Measured.OURS));
    }
    for (int bytes : Payload.LENGTHS) {
      ratio(
          text("offer %,d B against the raw limit of the same copy", bytes),
          1.3,
          results.ratio("offer", bytes, Measured.OURS, "raw"));
    }
    snapshot();
    share();
    for (String client : List.of(RestartBenchmark.JAVA_CLIENT, RestartBenchmark.C_CLIENT)) {
      String work = "restart with 100 MiB and a client in " + client;
      ratio(work + ", against a copy by `cp`", 1.2, restart(RestartBenchmark.SHELL, client));
      known(work + ", against a copy by a Java program", restart(RestartBenchmark.JAVA, client));
    }
    results.allocated.forEach(
        allocated ->
            row(
                text("allocation for a %s, %,d times", allocated.work(), allocated.times()),
                "0 B",
                text("%,d B", allocated.bytes()),
                allocated.bytes() == 0));
  }

  private void ratio(String work, double target, Optional<Double> measured) {
    measured.ifPresent(
        value ->
            row(
                work,
                text("≤ %.1f", target),
                text("%.2f", value),
                Math.round(100 * value) <= Math.round(100 * target))); // as it is shown
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** A figure without a target. */
  private void known(String work, Optional<Double> measured) {
    measured.ifPresent(value -> line("| %s | | %.2f | |", work, value));
  }

  private Optional<Double> restart(String who, String client) {
    return results
        .restartMillis(100, RestartBenchmark.HOST, client)
        .flatMap(ours -> results.restartMillis(100, who, client).map(theirs -> ours / theirs));
  }

  private void row(String work, String target, String measured, boolean isMet) {
    String verdict = isMet ? "met" : "**missed**";
    line(
        "| %s | %s | %s | %s |",
        work, target, measured, results.others > Others.MOST ? "not judged" : verdict);
  }

  private void snapshot() {
    String work = "snapshot of 100 MiB after one commit of 64 B, twin store: ";
    String noTailWork =
        String.format(
            Locale.ROOT, "the same without a tail, a ring of %d MiB: ", HostBenchmark.ring(100));
    Optional<Cost> tail = results.cost(HostBenchmark.TWIN, 100, 0);
    Optional<Cost> noTail = results.cost(HostBenchmark.NO_TAIL, HostBenchmark.ring(100), 0);
    for (String peer : List.of(HostBenchmark.CRATE, HostBenchmark.COPY)) {
      Optional<Cost> theirs = results.cost(peer, 100, 0);
      if (tail.isPresent() && theirs.isPresent()) {
        double bytes = tail.get().written() / theirs.get().written();
        row(
            work + "bytes written, against *" + peer + "*",
            "≤ 1/50",
            text("1/%.0f", 1 / bytes),
            bytes <= 0.02);
      }
    }
    for (String peer : List.of(HostBenchmark.CRATE, HostBenchmark.COPY, HostBenchmark.COMPARISON)) {
      String against = "time on a processor, against *" + peer + "*";
      Optional<Cost> theirs = results.cost(peer, 100, 0);
      cpu(work + against, tail, theirs);
      cpu(noTailWork + against, noTail, theirs);
    }
  }

  private void cpu(String work, Optional<Cost> ours, Optional<Cost> theirs) {
    if (ours.isPresent() && theirs.isPresent()) {
      double ratio = ours.get().cpuMillis() / theirs.get().cpuMillis();
      line("| %s | as low as a read allows | %.2f | |", work, ratio);
    }
  }

  private void share() {
    results.loads.stream()
        .filter(load -> load.payload() == 64)
        .forEach(
            load ->
                row(
                    "captures that keep something at full speed of the client, 64 B",
                    "≥ 99 %",
                    text("%.2f %%", load.share()),
                    load.share() >= 99));
    long torn = results.loads.stream().mapToLong(LoadBenchmark.Load::torn).sum();
    if (!results.loads.isEmpty()) {
      row("torn entries in images", "0", Long.toString(torn), torn == 0);
    }
  }
}
