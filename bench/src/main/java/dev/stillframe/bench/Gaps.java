package dev.stillframe.bench;

import dev.stillframe.bench.RestartBenchmark.Restart;
import java.util.Locale;
import java.util.Optional;

/** What is known of the gaps between what was measured and what was wanted: where the time goes. */
final class Gaps {
  private final StringBuilder text = new StringBuilder();
  private final Results results;

  private Gaps(Results results) {
    this.results = results;
  }

  static String of(Results results) {
    Gaps gaps = new Gaps(results);
    gaps.gaps();
    return gaps.text.toString();
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void gaps() {
    line("\nWhat we know of the gaps:\n");
    offerBySteps();
    commitBySteps();
    commitCaptured();
    restartBySteps();
    text.append(
        """
        - With payloads of half the ring an entry lives for the time of one commit: who captures such a
          client at full speed needs a larger ring.
        - LMDB is told by its caller which pages change, so it reads nothing. The host has to read what
          may have changed, and compares it with its image: that is nearly all of its time after a single
          commit, and why a comparison of all bytes stands beside it. Without a tail it reads only the
          descriptors and entries of the memory; what is left of its time goes into its own image: it
          looks whether what no entry uses is zero there, and puts the checksums of pages together.
        - The original crate is measured in a loop of Rust, and its host as a process of its own for each
          snapshot, since it makes one when its client ends.
        """);
  }

  /** The profile of an offer: each step is a row of its own. */
  private void offerBySteps() {
    Optional<Double> copy = results.nanos("offer", 64, "raw");
    Optional<Double> set = results.nanos("offer", 64, "rawWithCompareAndSet");
    Optional<Double> accesses = results.nanos("offer", 64, "rawWithTheSameAccesses");
    Optional<Double> ours = results.nanos("offer", 64, Measured.OURS);
    if (copy.isPresent() && set.isPresent() && accesses.isPresent() && ours.isPresent()) {
      line(
          "- An offer of 64 bytes by steps, ns: the copy and a release store %.1f; with a compare-and-set in",
          copy.get());
      line(
          "  place of the store %.1f; with the control word read and the length written as well %.1f; ours,",
          set.get(), accesses.get());
      line(
          "  which also checks and decides, %.1f. The compare-and-set alone is beyond the target: no protocol",
          ours.get());
      line("  in which both sides change one word can meet it.");
    }
  }

  /** The profile of a large commit; each step is a row of its own. */
  private void commitBySteps() {
    Optional<Double> copy = results.nanos("commit", Payload.LARGEST, "raw");
    Optional<Double> stream = results.nanos("commit", Payload.LARGEST, "rawAsAStream");
    Optional<Double> stores = results.nanos("commit", Payload.LARGEST, "rawWithTheSameStores");
    Optional<Double> ours = results.nanos("commit", Payload.LARGEST, Measured.OURS);
    if (copy.isPresent() && stream.isPresent() && stores.isPresent() && ours.isPresent()) {
      line(
          "- A commit of 40,000 bytes by steps, ns: the copy and a release store %.0f; as a stream, where a copy",
          copy.get());
      line(
          "  may go on at the beginning of the ring, %.0f; with the fence and all stores of a commit in their",
          stream.get());
      line(
          "  places %.0f; ours, which also decides and remembers, %.0f. These are medians over",
          stores.get(), ours.get());
      line(
          "  %d forks for the copy and for ours, over %d for the others: single ones were seen to differ",
          Main.JUDGED_FORKS, Main.STEP_FORKS);
      line("  by a tenth and more, for the ring, as large as a cache, lies elsewhere each time.");
    }
  }

  /** What a commit pays for being captured, beside what any writer pays for being read. */
  private void commitCaptured() {
    Optional<Double> copy = results.nanos("commit", Payload.LARGEST, "raw");
    Optional<Double> read = results.nanos("commit", Payload.LARGEST, Measured.READ);
    Optional<Double> ours = results.nanos("commit", Payload.LARGEST, Measured.OURS);
    Optional<Double> captured = results.nanos("commit", Payload.LARGEST, Measured.CAPTURED);
    if (copy.isPresent() && read.isPresent() && ours.isPresent() && captured.isPresent()) {
      line(
          "- A commit of 40,000 bytes that nobody reads and with a host that captures without a pause, ns: %.0f and",
          ours.get());
      line(
          "  %.0f. The copy and a release store alone, while another thread copies the ring without a pause: %.0f",
          captured.get(), copy.get());
      line("  and %.0f.", read.get());
      if (read.get() > copy.get()) {
        line(
            "  What a reader has in its cache has to be taken away from it before it can be written, 625");
        line("  lines for such a commit: whoever reads without a pause makes any writer pay that.");
        line(
            "  Forks, and iterations within one, fall into two groups, of some 600 ns and of ten times as");
        line(
            "  long, in this row more often than in that of the copy; which one the median falls into is");
        line(
            "  chance. In a virtual machine two processors need not share a cache all the time: these two");
        line(
            "  handed a word to and fro in 80 ns for a minute, and in 380 ns in the next (seen by hand).");
      }
    }
  }

  /** The profile of a restart: what is there anyway, what the bytes cost, what the client costs. */
  private void restartBySteps() {
    String client = RestartBenchmark.JAVA_CLIENT;
    Optional<Restart> small = results.restart(1, RestartBenchmark.HOST, client);
    Optional<Restart> large = results.restart(100, RestartBenchmark.HOST, client);
    Optional<Restart> smallCopy = results.restart(1, RestartBenchmark.SHELL, client);
    Optional<Restart> copy = results.restart(100, RestartBenchmark.SHELL, client);
    Optional<Restart> java = results.restart(1, RestartBenchmark.JAVA, client);
    if (small.isPresent()
        && large.isPresent()
        && smallCopy.isPresent()
        && copy.isPresent()
        && java.isPresent()) {
      line(
          "- A restart with 100 MiB by steps, ms: the host with 1 MiB, until it starts its client, %.0f (a Java",
          small.get().startMillis());
      line(
          "  program that only copies %.0f: that is its virtual machine); 99 MiB more %.0f (cp: %.0f); the",
          java.get().startMillis(),
          large.get().startMillis() - small.get().startMillis(),
          copy.get().startMillis() - smallCopy.get().startMillis());
      line(
          "  client, a second virtual machine, %.0f. The host goes over a snapshot once: each block is read,",
          large.get().millis() - large.get().startMillis());
      line("  summed up and written to the new memory while it is in the processor's cache.");
      if (small.get().millis() > copy.get().millis()) {
        line(
            "  Two virtual machines and 1 MiB alone take longer than a shell copies 100 MiB and starts one.");
      }
    }
  }
}
