package dev.stillframe.modeltests.crash;

import dev.stillframe.FormatException;
import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.HookedMemory;
import dev.stillframe.modeltests.Checks.Outcome;
import dev.stillframe.queue.Commits;
import dev.stillframe.queue.QueueCapture;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.QueueWriter;
import dev.stillframe.record.StateRecord;
import dev.stillframe.triple.TripleHost;
import dev.stillframe.triple.TripleLayout;
import dev.stillframe.triple.TripleWriter;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * How many accesses to shared memory the operations of the protocols make, for the layouts of
 * {@code make explore}, which kills before each of them; a copy counts its words, or bytes.
 */
final class AccessCounts {
  private static final QueueLayout QUEUE = QueueLayout.of(4, 4);
  private static final TripleLayout TRIPLE = TripleLayout.of(32);

  private interface Step {
    void run() throws FormatException;
  }

  private final Map<String, Long> counts = new TreeMap<>();
  private final HookedMemory memory;
  private long accesses;

  private AccessCounts(ArrayMemory memory) {
    this.memory = new HookedMemory(memory);
    this.memory.beforeAccess(() -> accesses++);
  }

  private void count(String what, Step step) throws FormatException {
    accesses = 0;
    step.run();
    counts.put(what, accesses);
  }

  private Outcome outcome() {
    return outcome("accesses", counts);
  }

  /** Says how many there are of each kind. */
  static Outcome outcome(String unit, Map<String, Long> counts) {
    long sum = counts.values().stream().mapToLong(Long::longValue).sum();
    if (counts.containsValue(0L)) {
      throw new IllegalStateException("one of these was not done: " + counts);
    }
    StringJoiner text = new StringJoiner(", ", unit + ": ", "");
    counts.forEach((what, count) -> text.add(what + " " + count));
    return new Outcome(sum, text.toString());
  }

  /** Counts those of the queue. */
  static Outcome queue() throws FormatException {
    AccessCounts all = new AccessCounts(Commits.configuredMemory(QUEUE));
    Commits commits = new Commits(QUEUE);
    QueueWriter writer = new QueueWriter(all.memory);
    for (int i = 0; i < 5; i++) {
      commits.commit(writer, 2);
    }
    all.count("commit", () -> commits.commit(writer, 2));
    all.count("take up", () -> new QueueWriter(all.memory));
    QueueCapture capture = new QueueCapture(all.memory);
    all.count("capture", capture::capture);
    return all.outcome();
  }

  /** Counts those of the triple buffer. */
  static Outcome triple() throws FormatException {
    ArrayMemory words = new ArrayMemory(TRIPLE.size());
    TRIPLE.configure(words, 0);
    AccessCounts all = new AccessCounts(words);
    TripleWriter client = new TripleWriter(all.memory);
    TripleHost host = new TripleHost(all.memory, 0);
    byte[] bytes = new byte[8];
    all.count("offer", () -> client.increment(bytes, 0, 8));
    all.count("append to the offer", () -> client.increment(bytes, 0, 8));
    all.count("refusal", () -> client.increment(bytes, 0, 8));
    all.count("take", host::take);
    all.count("offer of a base", () -> client.base(bytes, 0, 8));
    all.count("client takes up", () -> new TripleWriter(all.memory));
    all.count(
        "rebuild",
        () -> {
          TripleWriter next = new TripleWriter(all.memory);
          next.rebuild(() -> List.<StateRecord>of().iterator(), record -> {});
        });
    all.count("host takes up", () -> new TripleHost(all.memory, 0));
    all.count(
        "read of a batch",
        () -> {
          while (host.next().isPresent()) {
            // Reads all of it.
          }
        });
    all.count("acknowledge", () -> host.durable(2));
    all.count("return", host::giveBack);
    return all.outcome();
  }
}
