package dev.stillframe.remap;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.stillframe.examples.Acknowledged;
import dev.stillframe.queue.Handover;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * A client of the shipped host: {@code ACKNOWLEDGED [COUNT|CUT]}. Each transaction writes its
 * number to all pages, and is acknowledged when it has ended. It says after which it goes on: the
 * last acknowledged one, the one that was not acknowledged yet, or, if one was begun, that of the
 * last snapshot; and ends with 1 if what it finds is torn, or another one. When there is a file CUT
 * it ends within a transaction.
 */
public final class RemapRecords {
  static final long BYTES = Writer.PAGES * Userfault.PAGE;

  private final RemapClient client;
  private final Acknowledged begun;
  private final Acknowledged acknowledged;

  private RemapRecords(RemapClient client, Path acknowledged) throws IOException {
    this.client = client;
    this.acknowledged = Acknowledged.open(acknowledged);
    this.begun = Acknowledged.open(Path.of(acknowledged + ".begun"));
  }

  /** Runs until it has written as many transactions as were asked for, or for ever. */
  public static void main(String[] args) throws IOException {
    Map<String, String> environment = System.getenv();
    Path memory = Handover.memory(environment).orElseThrow();
    Path socket = Handover.socket(environment).orElseThrow();
    String end = args.length > 1 ? args[1] : "";
    long count = end.matches("[0-9]+") ? Long.parseLong(end) : Long.MAX_VALUE;
    Path cut = end.startsWith("/") ? Path.of(end) : null;
    try (RemapClient client = RemapClient.open(memory, socket, BYTES)) {
      RemapRecords records = new RemapRecords(client, Path.of(args[0]));
      long last = records.recover();
      System.out.println("remap-records: goes on after " + last);
      for (long number = last + 1; number <= count; number++) {
        records.write(number, cut != null && Files.exists(cut));
        pause();
      }
      System.out.println("remap-records: ends after " + Math.max(last, count));
    } catch (IOException e) {
      System.err.println("remap-records: " + e.getMessage());
      System.exit(1);
    }
  }

  private long recover() throws IOException {
    MemorySegment data = client.data();
    long number = word(data, 0);
    for (int page = 1; page < Writer.PAGES; page++) {
      if (word(data, page) != number) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "torn: page 0 is of %d, page %d of %d",
                number,
                page,
                word(data, page)));
      }
    }
    long last = acknowledged.get();
    // One that was begun may have been cut short, and nobody can say more than that.
    boolean maySetBack = begun.get() != last;
    if (number > last + 1 || number < last && !maySetBack) {
      throw new IOException(
          String.format(Locale.ROOT, "%d is there, and %d was the last", number, last));
    }
    acknowledged.set(number);
    begun.set(number);
    return number;
  }

  private void write(long number, boolean isCut) {
    begun.set(number);
    client.transaction(
        data -> {
          for (int page = Writer.PAGES - 1; page >= 0; page--) {
            data.set(JAVA_LONG, page * Userfault.PAGE, number);
            if (isCut && page == Writer.PAGES / 2) {
              Runtime.getRuntime().halt(1);
            }
          }
        });
    acknowledged.set(number);
  }

  /** Does something else: a client that is always within a transaction is hard to capture. */
  private static void pause() {
    for (int i = 0; i < Writer.BETWEEN; i++) {
      Thread.onSpinWait();
    }
  }

  static long word(MemorySegment data, int page) {
    return data.get(JAVA_LONG, page * Userfault.PAGE);
  }
}
