package dev.stillframe.modeltests.chaos;

import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.examples.RecordCodec;
import dev.stillframe.examples.Records;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.modeltests.chaos.ChaosChecks.Outcome;
import dev.stillframe.queue.QueueCapture;
import dev.stillframe.queue.QueueWriter;
import dev.stillframe.store.ReplaceStore;
import java.nio.ByteBuffer;

/** A host that publishes an older snapshot after a newer one, which must be noticed. */
final class OlderSnapshot {
  private static final int PAYLOAD = 100;

  private OlderSnapshot() {}

  static Outcome publish(HostWorld world) throws Exception {
    ByteBuffer older = imageOf(3);
    ByteBuffer newer = imageOf(4);
    try (ReplaceStore store = ReplaceStore.open(world.snapshot(), 10)) {
      store.publish(newer);
      store.publish(older);
    }
    Generations generations = Generations.ofQueue(world.snapshot());
    generations.check();
    return new Outcome(generations.checked(), "the older snapshot was not noticed");
  }

  private static ByteBuffer imageOf(int records) throws Exception {
    long size = Records.LAYOUT.tailAt() + Records.TAIL_BYTES;
    BufferMemory memory = new BufferMemory(ByteBuffer.allocateDirect((int) size));
    Records.LAYOUT.configure(memory);
    QueueWriter writer = new QueueWriter(memory);
    RecordCodec codec = new RecordCodec(PAYLOAD);
    for (int i = 1; i <= records; i++) {
      long sequence = i;
      codec.encode(sequence, PAYLOAD);
      writer.commit(
          codec.bytes(),
          0,
          PAYLOAD,
          reservation -> {
            reservation.setTail(reservation.slot(), sequence);
            return true;
          });
    }
    QueueCapture capture = new QueueCapture(memory);
    capture.capture();
    return capture.image().bytes();
  }
}
