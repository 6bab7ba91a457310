package dev.stillframe.modeltests.chaos;

import dev.stillframe.examples.Acknowledged;
import dev.stillframe.queue.Handover;
import dev.stillframe.triple.TripleBufferClient;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A client that tries an increment again until it is not refused, as if a commit waited for the
 * host. Under a host that is stopped it must be found waiting.
 */
public final class WaitingCounter {
  private WaitingCounter() {}

  public static void main(String[] args) throws IOException {
    Acknowledged acknowledged = Acknowledged.open(Path.of(args[0]));
    Path memory = Handover.memory(System.getenv()).orElseThrow();
    try (TripleBufferClient client = TripleBufferClient.open(memory)) {
      for (long next = acknowledged.get() + 1; ; next++) {
        RepeatingCounter.commit(client, next);
        acknowledged.set(next);
      }
    }
  }
}
