package dev.stillframe.modeltests.chaos;

import dev.stillframe.examples.Acknowledged;
import dev.stillframe.examples.RecordCodec;
import dev.stillframe.examples.Records;
import dev.stillframe.queue.Handover;
import dev.stillframe.queue.QueueClient;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A client that acknowledges records which it has not committed yet. After a kill some of them must
 * be found missing; if they are not, the check cannot fail.
 */
public final class HastyClient {
  private static final int PAYLOAD = 1000;
  private static final int AHEAD = 5;

  private HastyClient() {}

  public static void main(String[] args) throws IOException {
    Acknowledged acknowledged = Acknowledged.open(Path.of(args[0]));
    Path memory = Handover.memory(System.getenv()).orElseThrow();
    try (QueueClient client = QueueClient.open(memory, Records.LAYOUT, Records.TAIL_BYTES)) {
      RecordCodec codec = new RecordCodec(PAYLOAD);
      for (long next = 1; ; next++) {
        long sequence = next;
        acknowledged.set(sequence + AHEAD);
        codec.encode(sequence, PAYLOAD);
        client.commit(
            codec.bytes(),
            0,
            PAYLOAD,
            reservation -> {
              reservation.setTail(reservation.slot(), sequence);
              return true;
            });
      }
    }
  }
}
