package dev.stillframe.bench;

import dev.stillframe.queue.Handover;
import dev.stillframe.queue.QueueClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * A client under a host that does nothing but commit until its input ends. Each payload begins with
 * the time of its commit, by the clock that all processes of a machine share.
 *
 * <p>Arguments: the bytes of a payload and of the tail.
 */
final class TimedClient {
  private static final int PAGE = 4096;
  private static volatile boolean isEnding;

  private TimedClient() {}

  public static void main(String[] args) throws IOException {
    Path memory = Handover.memory(System.getenv()).orElseThrow();
    byte[] payload = new byte[Integer.parseInt(args[0])];
    ByteBuffer time = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
    try (QueueClient client =
        QueueClient.open(memory, LoadClient.LAYOUT, Long.parseLong(args[1]))) {
      client.commit(
          time.putLong(0, System.nanoTime()).array(),
          0,
          payload.length,
          tail -> {
            byte[] word = {1, 2, 3, 4, 5, 6, 7, 8};
            for (long at = 0; at < client.tailBytes(); at += PAGE) {
              tail.putTail(at, word, 0, word.length); // No page of it is a hole any more.
            }
            return true;
          });
      System.out.println("open");
      new Thread(TimedClient::awaitEnd).start();
      while (!isEnding) {
        client.commit(time.putLong(0, System.nanoTime()).array());
      }
    }
  }

  private static void awaitEnd() {
    try {
      System.in.read();
    } catch (IOException e) {
      // It is gone all the same.
    }
    isEnding = true;
  }
}
