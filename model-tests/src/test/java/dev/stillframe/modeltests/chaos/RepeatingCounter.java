package dev.stillframe.modeltests.chaos;

import dev.stillframe.examples.Acknowledged;
import dev.stillframe.examples.EventTable;
import dev.stillframe.queue.Handover;
import dev.stillframe.triple.TripleBufferClient;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A client that offers some increments twice, as one would that tries again without looking what
 * has become of its first try. The event must be found twice.
 */
public final class RepeatingCounter {
  private static final int REPEATED = 1000;

  private RepeatingCounter() {}

  public static void main(String[] args) throws IOException {
    Acknowledged acknowledged = Acknowledged.open(Path.of(args[0]));
    Path memory = Handover.memory(System.getenv()).orElseThrow();
    try (TripleBufferClient client = TripleBufferClient.open(memory)) {
      for (long next = acknowledged.get() + 1; ; next++) {
        commit(client, next);
        if (next % REPEATED == 0) {
          commit(client, next);
        }
        acknowledged.set(next);
      }
    }
  }

  /** Offers no bases, which would hide it. */
  static void commit(TripleBufferClient client, long event) throws IOException {
    while (!client.increment(EventTable.increment(event))) {
      Thread.onSpinWait();
    }
  }
}
