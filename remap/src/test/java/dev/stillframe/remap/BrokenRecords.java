package dev.stillframe.remap;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.stillframe.examples.Acknowledged;
import dev.stillframe.queue.Handover;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Map;

/**
 * {@link RemapRecords} with a fault, which must be noticed: {@code ACKNOWLEDGED FAULT}. It {@code
 * ends-early}, a transaction before all of it is written; or it {@code acknowledges-early}, one
 * that it has yet to begin.
 */
public final class BrokenRecords {
  /** So long, in hints to the processor, that a kill seldom comes within a transaction. */
  private static final int BEFORE = 10_000;

  private BrokenRecords() {}

  /** Runs for ever. */
  public static void main(String[] args) throws IOException {
    Map<String, String> environment = System.getenv();
    Path memory = Handover.memory(environment).orElseThrow();
    Path socket = Handover.socket(environment).orElseThrow();
    Acknowledged acknowledged = Acknowledged.open(Path.of(args[0]));
    boolean endsEarly = args[1].equals("ends-early");
    try (RemapClient client = RemapClient.open(memory, socket, RemapRecords.BYTES)) {
      MemorySegment all = client.data();
      for (long number = RemapRecords.word(all, 0) + 1; ; number++) {
        if (endsEarly) {
          write(client, Writer.PAGES / 2, number);
          write(all, Writer.PAGES / 2, number);
          acknowledged.set(number);
        } else {
          acknowledged.set(number);
          pause();
          write(client, 0, number);
        }
      }
    }
  }

  /** Writes to the pages from the last down to one, in a transaction. */
  private static void write(RemapClient client, int last, long number) {
    client.transaction(
        data -> {
          for (int page = Writer.PAGES - 1; page >= last; page--) {
            data.set(JAVA_LONG, page * Userfault.PAGE, number);
          }
        });
  }

  /** Writes to the pages below one, in none. */
  private static void write(MemorySegment data, int end, long number) {
    for (int page = end - 1; page >= 0; page--) {
      data.set(JAVA_LONG, page * Userfault.PAGE, number);
    }
  }

  private static void pause() {
    for (int i = 0; i < BEFORE; i++) {
      Thread.onSpinWait();
    }
  }
}
