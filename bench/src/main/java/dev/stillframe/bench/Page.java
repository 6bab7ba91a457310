package dev.stillframe.bench;

import dev.stillframe.bench.HostBenchmark.Cost;
import dev.stillframe.bench.ModelBenchmark.Model;
import dev.stillframe.bench.RestartBenchmark.Restart;
import dev.stillframe.evidence.HotPaths;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes docs/performance.md: the targets first, then every figure. */
final class Page {
  private final StringBuilder text = new StringBuilder();
  private final Results results;

  private Page(Results results) {
    this.results = results;
  }

  static String of(Results results, Path root) throws IOException {
    Page page = new Page(results);
    page.head(HotPaths.stamp(root), root);
    page.text.append(Targets.of(results));
    page.text.append(Gaps.of(results));
    page.works();
    page.costs();
    page.loads();
    page.ages();
    if (results.remap != null) {
      page.text.append(RemapBenchmark.section(results.remap));
    }
    page.restarts();
    page.models();
    return page.text.toString();
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void head(String stamp, Path root) throws IOException {
    line("# Performance\n");
    line("Written by `make bench` on %s; %s.", LocalDate.now(ZoneOffset.UTC), tiers());
    line("Machine: %s.", Results.machine());
    line(
        "Others kept %.1f processors busy meanwhile; above %.1f figures tell little, and none is judged.",
        results.others, Others.MOST);
    line("All figures of a table are from one run; ratios below 1 mean that we are faster.\n");
    line("%s", stamp);
    line("%s", HotPaths.changes(stamp, root));
  }

  /** Which parts were measured how thoroughly. */
  private String tiers() {
    return results.tiers.values().stream()
        .distinct()
        .sorted()
        .map(
            tier ->
                results.tiers.entrySet().stream()
                    .filter(part -> part.getValue().equals(tier))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(", ", "`TIER=" + tier + "` for ", "")))
        .collect(Collectors.joining(", "));
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
      line(
          "ns: the median of all iterations; ±: what their mean is known to. Garbage: JMH's own is in it.\n");
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
        "time on a processor is that of the host alone; of the peers, that of the thread which works.");
    line(
        "*Bytes read*: what a host reads of the memory, and what it or a peer reads by calls of the");
    line(
        "kernel. LMDB reads through a mapping, and nobody counts that. Where there is no tail, the ring");
    line("is of so many MiB, and holds 64 entries of 64 bytes.\n");
    line("| MiB | pages changed | who | bytes read | bytes written | ms on a processor | ms |");
    line("|---|---|---|---|---|---|---|");
    for (Cost c : results.costs) {
      line(
          "| %d | %s | %s | %s | %,.0f | %.2f | %.1f |",
          c.size(),
          c.changed() == 0 ? "one commit" : String.format(Locale.ROOT, "%,d", c.changed()),
          c.who(),
          Double.isNaN(c.read()) ? "-" : String.format(Locale.ROOT, "%,.0f", c.read()),
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
    if (results.refusal != null) {
      line("\nA payload beyond half of the ring is refused behind another one, in these words:");
      line("\"%s\".", results.refusal);
    }
  }

  private void ages() {
    if (results.ages.isEmpty()) {
      return;
    }
    line("\n## Age of the persisted state\n");
    line(
        "A client commits as fast as it can under a real host with `--interval 2ms`, and each payload");
    line(
        "begins with the time of its commit. Another process looks five times in a millisecond for the");
    line(
        "newest commit in a snapshot on disk: how old it is then. What half of the looks, 99 of 100, and");
    line(
        "all kept within. With a tail of 100 MiB there is nothing to measure at this speed: in five");
    line("minutes the client overtook every capture, for it never pauses (seen once, by hand).\n");
    line("| MiB | bytes | who | snapshots | age, ms |");
    line("|---|---|---|---|---|");
    results.ages.forEach(
        a ->
            line(
                "| %,d | %,d | stillframe --store %s | %,d | %.1f; %.1f; %.1f |",
                a.size(), a.payload(), a.store(), a.snapshots(), a.half(), a.most(), a.all()));
  }

  private void restarts() {
    if (results.restarts.isEmpty()) {
      return;
    }
    line("\n## Restart\n");
    line(
        "From exec to the first commit: a host that verifies and restores a snapshot and then starts a");
    line(
        "client; a shell that copies the file with cp and starts the same client; a Java program that");
    line("does just this.\n");
    line("| MiB | client | who | ms until it starts | ms | host / this |");
    line("|---|---|---|---|---|---|");
    for (Restart r : results.restarts) {
      String ratio =
          results
              .restartMillis(r.size(), RestartBenchmark.HOST, r.client())
              .map(host -> String.format(Locale.ROOT, "%.2f", host / r.millis()))
              .orElse("-");
      line(
          "| %,d | %s | %s | %.0f | %.0f | %s |",
          r.size(), r.client(), r.who(), r.startMillis(), r.millis(), ratio);
    }
  }

  private void models() {
    if (results.models.isEmpty()) {
      return;
    }
    line("\n## Model checking\n");
    line("TLC, each row with one thing changed against the first of its table. The start");
    line(
        "of the JVM counts. A run that took too long is given up; its states are not known. There is");
    line(
        "no row for symmetry: no two processes and no two words of these specs play the same part.");
    line(
        "The time of a tier is measured with `TIER=standard`, its configurations one after another; that");
    line("of configurations which have to fail is not. `make check` runs several at once.");
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
