package dev.stillframe.bench;

import dev.stillframe.queue.Handover;
import dev.stillframe.queue.QueueClient;
import dev.stillframe.queue.QueueLayout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A client under a host: opens its memory, says so, and then makes a commit of 64 bytes for each
 * line on its standard input, which says how many pages of the tail change with it.
 *
 * <p>Arguments: bytes of the ring and of the tail.
 */
final class BenchClient {
  static final int ENTRIES = 64;
  static final int RING = 1 << 16;

  /** Bytes of a commit. */
  static final int PAYLOAD = 64;

  private static final int PAGE = 4096;

  private BenchClient() {}

  public static void main(String[] args) throws IOException {
    Path memory = Handover.memory(System.getenv()).orElseThrow();
    QueueLayout layout = QueueLayout.of(ENTRIES, Long.parseLong(args[0]));
    long tail = Long.parseLong(args[1]);
    byte[] state = new byte[PAYLOAD];
    byte[] word = new byte[Long.BYTES];
    SplittableRandom random = new SplittableRandom(1);
    try (QueueClient client = QueueClient.open(memory, layout, tail);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      int pages = (int) (tail / PAGE);
      client.commit(state);
      System.out.println("open");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int changed = Math.min(pages, Integer.parseInt(line));
        client.commit(
            state,
            0,
            state.length,
            words -> {
              for (int i = 0; i < changed; i++) {
                random.nextBytes(word);
                int page = changed == pages ? i : random.nextInt(pages);
                words.putTail((long) page * PAGE, word, 0, word.length);
              }
              return true;
            });
        System.out.println("done");
      }
    }
  }
}
