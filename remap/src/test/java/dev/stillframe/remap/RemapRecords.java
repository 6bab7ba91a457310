package dev.stillframe.remap;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.stillframe.examples.Acknowledged;
import dev.stillframe.queue.Handover;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A client of the shipped host: {@code ACKNOWLEDGED [COUNT|CUT]}. Each transaction writes its
 * number to all pages, and is acknowledged when it has ended. It says after which it goes on: the
 * last acknowledged one, the one that was not acknowledged yet, or that of the last snapshot; and
 * ends with 1 if what it finds is torn. When there is a file CUT it ends within a transaction.
 */
public final class RemapRecords {
  private RemapRecords() {}

  /** Runs until it has written as many transactions as were asked for, or for ever. */
  public static void main(String[] args) throws IOException {
    Map<String, String> environment = System.getenv();
    Path memory = Handover.memory(environment).orElseThrow();
    Path socket = Handover.socket(environment).orElseThrow();
    Acknowledged acknowledged = Acknowledged.open(Path.of(args[0]));
    String end = args.length > 1 ? args[1] : "";
    long count = end.matches("[0-9]+") ? Long.parseLong(end) : Long.MAX_VALUE;
    try (RemapClient client = RemapClient.open(memory, socket, Writer.PAGES * Userfault.PAGE)) {
      long last = recover(client.data(), acknowledged.get());
      acknowledged.set(last);
      System.out.println("remap-records: goes on after " + last);
      for (long number = last + 1; number <= count; number++) {
        write(client, number, end.startsWith("/") && Files.exists(Path.of(end)));
        acknowledged.set(number);
        pause();
      }
      System.out.println("remap-records: ends after " + Math.max(last, count));
    } catch (IOException e) {
      System.err.println("remap-records: " + e.getMessage());
      System.exit(1);
    }
  }

  private static long recover(MemorySegment data, long acknowledged) throws IOException {
    long number = word(data, 0);
    for (int page = 1; page < Writer.PAGES; page++) {
      if (word(data, page) != number) {
        throw new IOException(
            "torn: page 0 is of %d, page %d of %d".formatted(number, page, word(data, page)));
      }
    }
    if (number > acknowledged + 1) {
      throw new IOException("%d is there, and %d was the last".formatted(number, acknowledged));
    }
    return number;
  }

  private static void write(RemapClient client, long number, boolean isCut) {
    client.transaction(
        data -> {
          for (int page = Writer.PAGES - 1; page >= 0; page--) {
            data.set(JAVA_LONG, page * Userfault.PAGE, number);
            if (isCut && page == Writer.PAGES / 2) {
              Runtime.getRuntime().halt(1);
            }
          }
        });
  }

  /** Does something else: a client that is always within a transaction is hard to capture. */
  private static void pause() {
    for (int i = 0; i < Writer.BETWEEN; i++) {
      Thread.onSpinWait();
    }
  }

  private static long word(MemorySegment data, int page) {
    return data.get(JAVA_LONG, page * Userfault.PAGE);
  }
}
