package dev.stillframe.bench;

import dev.stillframe.bench.HostBenchmark.Cost;
import dev.stillframe.bench.ModelBenchmark.Model;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes docs/performance.md: the targets first, then every figure. */
final class Page {
  private final StringBuilder text = new StringBuilder();
  private final Results results;

  private Page(Results results) {
    this.results = results;
  }

  static String of(Results results, String tier, String fingerprint) throws IOException {
    Page page = new Page(results);
    page.head(tier, fingerprint);
    page.targets();
    page.reasons();
    page.works();
    page.costs();
    page.loads();
    page.restarts();
    page.models();
    return page.text.toString();
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void head(String tier, String fingerprint) throws IOException {
    line("# Performance\n");
    line("Written by `make bench TIER=%s` on %s.", tier, LocalDate.now());
    line("Machine: %s.", Results.machine());
    line("All figures of a table are from one run; ratios below 1 mean that we are faster.\n");
    line("<!-- measured with the sources %s -->", fingerprint);
    line("A test fails when the classes that are measured here have changed since.");
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
    results.restarts.stream()
        .filter(r -> r.size() == 100)
        .forEach(
            r ->
                ratio(
                    "restart with 100 MiB against a raw copy",
                    1.2,
                    Optional.of(r.hostMillis() / r.copyMillis())));
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

  private void row(String work, String target, String measured, boolean isMet) {
    line("| %s | %s | %s | %s |", work, target, measured, isMet ? "met" : "**missed**");
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

  private void reasons() {
    text.append(
        """

        What we know of the gaps; none of this is a profile yet:

        - An offer is a copy and a compare-and-set on a word that the host changes, too. The locked
          instruction alone costs about as much as the copy of 64 bytes; the bare copy has none. Before
          it the control word is read, and the record gets its length.
        - A commit of 40,000 bytes is the copy: the figures of the same commit with a host and without
          one lie about as far apart as ours and the raw limit.
        - A restart starts two Java machines, one for the host and one for the client, and the copy
          only the second. What is left grows with the state: reading, checksum, and writing to memory.
        - A record that is taken is given out as an array of its own: that is the garbage of a round.
        - With payloads of half the ring an entry lives for the time of one commit: who captures such a
          client at full speed needs a larger ring.
        - LMDB is told by its caller which pages change, so it reads nothing. The host has to read what
          may have changed: that is nearly all of its time after a single commit.
        """);
  }

  private void works() {
    for (String work : List.of("commit", "offer", "take")) {
      List<Measured> all =
          results.measured.stream()
              .filter(m -> m.work().equals(work))
              .sorted(Comparator.comparing(Measured::bytes).thenComparing(Measured::nanos))
              .toList();
      if (all.isEmpty()) {
        continue;
      }
      line("\n## %s%s\n", work.substring(0, 1).toUpperCase(Locale.ROOT), work.substring(1));
      line("| bytes | who | ns | ± | ours / this | garbage |");
      line("|---|---|---|---|---|---|");
      for (Measured m : all) {
        line(
            "| %d | %s | %.1f | %.1f | %s | %.1f B |",
            m.bytes(),
            m.who(),
            m.nanos(),
            m.error(),
            m.ours(all)
                .map(o -> String.format(Locale.ROOT, "%.2f", o.nanos() / m.nanos()))
                .orElse("-"),
            m.allocated());
      }
    }
  }

  private void costs() {
    if (results.costs.isEmpty()) {
      return;
    }
    line("\n## One snapshot of a real host\n");
    line(
        "From a commit to the snapshot that holds it, synced to a disk; a page has 4,096 bytes. The");
    line(
        "time on a processor is that of the host alone; of the peers, that of the thread which works.\n");
    line("| MiB | pages changed | who | bytes written | ms on a processor | ms |");
    line("|---|---|---|---|---|---|");
    for (Cost c : results.costs) {
      line(
          "| %d | %s | %s | %,.0f | %.2f | %.1f |",
          c.size(),
          c.changed() == 0 ? "one commit" : String.format(Locale.ROOT, "%,d", c.changed()),
          c.who(),
          c.written(),
          c.cpuMillis(),
          c.millis());
    }
  }

  private void loads() {
    if (results.loads.isEmpty()) {
      return;
    }
    line("\n## Captures of a client that never pauses\n");
    line(
        "A client process commits as fast as it can into 64 entries and a ring of 64 KiB; this process");
    line(
        "captures as fast as it can. *Behind*: commits made since the newest one in the image, at the");
    line("end of its capture; the second figure is exceeded by one capture of 1,000.\n");
    line("| bytes | captures | kept | entries kept | behind | ns for a commit | torn |");
    line("|---|---|---|---|---|---|---|");
    results.loads.forEach(
        l ->
            line(
                "| %,d | %,d | %.2f %% | %.1f | %,d; %,d | %.1f | %d |",
                l.payload(),
                l.captures(),
                l.share(),
                l.entries(),
                l.median(),
                l.slowest(),
                l.commitNanos(),
                l.torn()));
  }

  private void restarts() {
    if (results.restarts.isEmpty()) {
      return;
    }
    line("\n## Restart\n");
    line(
        "From exec to the first commit: a host that verifies and restores a snapshot and then starts a");
    line("Java client; and a shell that copies the file with cp and starts the same client.\n");
    line("| MiB | ms with a host | ms with a copy | ratio |");
    line("|---|---|---|---|");
    results.restarts.forEach(
        r ->
            line(
                "| %,d | %.0f | %.0f | %.2f |",
                r.size(), r.hostMillis(), r.copyMillis(), r.hostMillis() / r.copyMillis()));
  }

  private void models() {
    if (results.models.isEmpty()) {
      return;
    }
    line("\n## Model checking\n");
    line(
        "TLC on the queue, each row with one thing changed against the first of its table. The start");
    line("of the JVM counts. A run that took too long is given up; its states are not known.");
    for (String table : results.models.stream().map(Model::table).distinct().toList()) {
      line("\n%s\n", table);
      line("| changed | workers | distinct states | states generated | seconds | states/s |");
      line("|---|---|---|---|---|---|");
      for (Model m : results.models) {
        if (m.table().equals(table)) {
          line(
              "| %s | %d | %s | %s | %.1f | %s |",
              m.changed(),
              m.workers(),
              known(m.distinct()),
              known(m.generated()),
              m.seconds(),
              known(Math.round(m.generated() / m.seconds())));
        }
      }
    }
  }

  private static String known(long states) {
    return states == 0 ? "-" : String.format(Locale.ROOT, "%,d", states);
  }
}
