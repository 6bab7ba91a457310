package com.example;

import dev.stillframe.queue.Handover;
import dev.stillframe.queue.QueueClient;
import dev.stillframe.queue.QueueLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Counts up to a limit and prints where it is; killed, it goes on where it was. */
public final class Counter {
  private static final int EVERY = 1000;

  private Counter() {}

  /**
   * Counts.
   *
   * @param args the limit
   * @throws IOException if the memory cannot be opened
   */
  public static void main(String[] args) throws IOException {
    long limit = Long.parseLong(args[0]);
    // From the host, if there is one; a file of our own survives SIGKILL too, but no reboot.
    Path memory = Handover.memory(System.getenv()).orElse(Path.of("counter.mem"));
    try (QueueClient client = QueueClient.open(memory, QueueLayout.of(64, 1 << 16), 0)) {
      long count = client.latest().map(state -> ByteBuffer.wrap(state).getLong()).orElse(0L);
      System.out.println("goes on at " + count);
      while (count < limit) {
        count++;
        client.commit(ByteBuffer.allocate(Long.BYTES).putLong(count).array());
        if (count % EVERY == 0) {
          System.out.println("is at " + count); // What is printed is never lost.
        }
      }
    }
  }
}
