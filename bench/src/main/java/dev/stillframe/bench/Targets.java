package dev.stillframe.bench;

import dev.stillframe.bench.HostBenchmark.Cost;
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
    ratio(
        "commit 64 B with a host capturing without a pause, against without",
        1.2,
        results.ratio("commit", 64, "stillframeCaptured", Measured.OURS));
    ratio(
        "commit 64 B with a host capturing each millisecond, against without",
        1.2,
        results.ratio("commit", 64, "stillframeHosted", Measured.OURS));
    ratio(
        "offer 64 B against the raw limit of the same copy",
        1.3,
        results.ratio("offer", 64, Measured.OURS, "raw"));
    ratio(
        "offer 1,024 B against the raw limit of the same copy",
        1.3,
        results.ratio("offer", 1024, Measured.OURS, "raw"));
    bytes();
    share();
    ratio(
        "restart with 100 MiB against a raw copy",
        1.2,
        restart(RestartBenchmark.SHELL, RestartBenchmark.JAVA_CLIENT));
    known(
        "the same against a copy by a Java program",
        restart(RestartBenchmark.JAVA, RestartBenchmark.JAVA_CLIENT));
    known("the same with a client in C", restart(RestartBenchmark.JAVA, RestartBenchmark.C_CLIENT));
    results
        .allocated()
        .ifPresent(
            most ->
                row(
                    "allocation for a commit and for an offer",
                    "0 B",
                    String.format(Locale.ROOT, "%.2f B", most),
                    most < 0.5));
    results.measured.stream()
        .filter(m -> m.who().equals("stillframeRound") && m.bytes() == 64)
        .forEach(
            m ->
                row(
                    "allocation for a take and return, with its one record of 64 B given out",
                    "0 B",
                    String.format(Locale.ROOT, "%.0f B", m.allocated()),
                    m.allocated() < 0.5));
  }

  private void ratio(String work, double target, Optional<Double> measured) {
    measured.ifPresent(
        value ->
            row(
                work,
                String.format(Locale.ROOT, "≤ %.1f", target),
                String.format(Locale.ROOT, "%.2f", value),
                Math.round(100 * value) <= Math.round(100 * target))); // as it is shown
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

  private void bytes() {
    Optional<Cost> ours = results.cost("stillframe --store twin", 100, 0);
    Optional<Cost> theirs = results.cost("copy of the file", 100, 0);
    if (ours.isPresent() && theirs.isPresent()) {
      double bytes = ours.get().written() / theirs.get().written();
      row(
          "snapshot of 100 MiB after one commit of 64 B, twin store: bytes written, against a copy",
          "≤ 1/50",
          String.format(Locale.ROOT, "1/%.0f", 1 / bytes),
          bytes <= 0.02);
      line(
          "| the same: time on a processor, against a copy | as low as a read allows | %.2f | |",
          ours.get().cpuMillis() / theirs.get().cpuMillis());
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
                    String.format(Locale.ROOT, "%.2f %%", load.share()),
                    load.share() >= 99));
    long torn = results.loads.stream().mapToLong(LoadBenchmark.Load::torn).sum();
    if (!results.loads.isEmpty()) {
      row("torn entries in images", "0", Long.toString(torn), torn == 0);
    }
  }
}
