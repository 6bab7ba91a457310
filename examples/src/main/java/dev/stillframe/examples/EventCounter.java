package dev.stillframe.examples;

import dev.stillframe.queue.Handover;
import dev.stillframe.triple.TripleBufferClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Counts events by name at full speed, each an increment of its table of counts. Where an increment
 * is refused because the host is behind, and where the journal has become long, it offers the whole
 * table as a base instead. When it starts it rebuilds the table from base and increments, and
 * checks that every event which it acknowledged before is counted, once.
 *
 * <p>It needs a host: {@code stillframe host --capture triple events -- java ... EventCounter
 * acknowledged}.
 */
public final class EventCounter {
  /** Increments behind a base after which there is another one. */
  private static final int LONG = 10_000;

  private static final String USAGE =
      "usage: EventCounter ACKNOWLEDGED [COUNT]\n"
          + "  ACKNOWLEDGED  file for the number of the last acknowledged event\n"
          + "  COUNT  how many events in all (default: no end)";

  private final TripleBufferClient client;
  private final Acknowledged acknowledged;
  private final EventTable table = new EventTable();
  private final Ticker ticker = new Ticker("event-counter");
  private long increments;
  private long refused;

  private EventCounter(TripleBufferClient client, Acknowledged acknowledged) {
    this.client = client;
    this.acknowledged = acknowledged;
  }

  /**
   * Runs the program.
   *
   * @param args see the usage
   * @throws IOException if the memory or the journal cannot be opened
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2) {
      System.err.println(USAGE);
      System.exit(2);
    }
    long count = args.length > 1 ? Long.parseLong(args[1]) : Long.MAX_VALUE;
    Map<String, String> environment = System.getenv();
    Optional<Path> memory = Handover.memory(environment);
    Optional<Path> journal = Handover.journal(environment);
    if (memory.isEmpty() || journal.isEmpty()) {
      System.err.println("event-counter: run it under stillframe host --capture triple");
      System.exit(2);
    }
    try (TripleBufferClient client = TripleBufferClient.open(memory.get())) {
      EventCounter counter = new EventCounter(client, Acknowledged.open(Path.of(args[0])));
      counter.recover(journal.get());
      System.out.println("event-counter: goes on after " + counter.table.events());
      counter.run(count);
      System.out.printf(
          Locale.ROOT,
          "event-counter: ends after %d, %d refused%n",
          counter.table.events(),
          counter.refused);
    } catch (BrokenRecordException | IOException e) {
      System.err.println("event-counter: " + e.getMessage());
      System.exit(1);
    }
  }

  /**
   * Rebuilds the table. The newest event is the last acknowledged one, or the one that was
   * committed and not acknowledged yet when this program was killed.
   */
  private void recover(Path journal) throws IOException {
    client.rebuild(
        journal,
        record -> {
          table.apply(record);
          increments = record.isBase() ? 0 : increments + 1;
        });
    table.verify();
    long newest = table.events();
    long last = acknowledged.get();
    if (newest != last && newest != last + 1) {
      throw new BrokenRecordException(
          String.format(
              Locale.ROOT,
              "event %d was acknowledged, and the newest recovered is %d",
              last,
              newest));
    }
    acknowledged.set(newest);
  }

  private void run(long count) throws IOException {
    for (long next = table.events() + 1; next <= count; next++) {
      table.count(next);
      commit(next);
      acknowledged.set(next);
      ticker.say(() -> acknowledged.get() + " events, " + refused + " increments refused");
    }
  }

  private void commit(long event) throws IOException {
    if (increments < LONG) {
      if (client.increment(EventTable.increment(event))) {
        increments++;
        return;
      }
      refused++;
    }
    client.base(table.base());
    increments = 0;
  }
}
