package dev.stillframe.modeltests.chaos;

import dev.stillframe.examples.Acknowledged;
import dev.stillframe.queue.Handover;
import dev.stillframe.triple.TripleBufferClient;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A client that acknowledges events which it has not offered yet. After a kill some of them must be
 * found missing.
 */
public final class HastyCounter {
  private static final int AHEAD = 5;

  private HastyCounter() {}

  public static void main(String[] args) throws IOException {
    Acknowledged acknowledged = Acknowledged.open(Path.of(args[0]));
    Path memory = Handover.memory(System.getenv()).orElseThrow();
    try (TripleBufferClient client = TripleBufferClient.open(memory)) {
      for (long next = 1; ; next++) {
        acknowledged.set(next + AHEAD);
        RepeatingCounter.commit(client, next);
      }
    }
  }
}
