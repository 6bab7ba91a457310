package dev.stillframe.bench;

import dev.stillframe.queue.QueueClient;
import dev.stillframe.queue.QueueLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A client that does nothing but commit, until it is killed. Each payload begins with its number,
 * and every other byte of it is the lowest of that.
 *
 * <p>Arguments: the memory file and the bytes of a payload.
 */
final class LoadClient {
  static final QueueLayout LAYOUT = QueueLayout.of(64, 1 << 16);

  private LoadClient() {}

  public static void main(String[] args) throws IOException {
    try (QueueClient client = QueueClient.open(Path.of(args[0]), LAYOUT, 0)) {
      byte[][] payloads = new byte[256][Integer.parseInt(args[1])];
      for (int low = 0; low < payloads.length; low++) {
        Arrays.fill(payloads[low], (byte) low);
      }
      for (long number = 1; ; number++) {
        byte[] payload = payloads[(int) number & 0xff];
        ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).putLong(0, number);
        client.commit(payload);
      }
    }
  }

  /** Returns the number of a payload, or -1 if it is torn. */
  static long numberOf(byte[] payload) {
    long number = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    for (int i = Long.BYTES; i < payload.length; i++) {
      if (payload[i] != (byte) number) {
        return -1;
      }
    }
    return number;
  }
}
