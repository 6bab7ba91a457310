package dev.stillframe.examples;

import dev.stillframe.queue.Handover;
import dev.stillframe.record.StateRecord;
import dev.stillframe.triple.TripleBufferClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Counts primes as {@link Primes} does, by increments: each says how many primes are in one segment
 * of numbers. Its state is how far it is and how many it has found; a base holds just that. It is
 * offered where an increment is refused, because the host is behind or gone.
 *
 * <p>It needs a host: {@code stillframe host --capture triple primes -- java ... PrimeCounter
 * LIMIT}.
 */
public final class PrimeCounter {
  /** Numbers in a segment; each is one increment. */
  private static final int SEGMENT = 1 << 12;

  private static final int REPORTS = 20;

  private final TripleBufferClient client;
  private final long limit;
  private final boolean[] small;
  private final boolean[] composite = new boolean[SEGMENT];
  private long next;
  private long count;

  private PrimeCounter(TripleBufferClient client, long limit) {
    this.client = client;
    this.limit = limit;
    this.small = composites((int) Math.sqrt(limit) + 1);
  }

  /**
   * Runs the program.
   *
   * @param args the limit
   */
  public static void main(String[] args) {
    if (args.length != 1 || !args[0].matches("[1-9][0-9]{0,9}")) {
      System.err.println(
          "usage: PrimeCounter LIMIT\n  counts the primes below LIMIT (up to 9999999999)");
      System.exit(2);
    }
    Map<String, String> environment = System.getenv();
    Optional<Path> memory = Handover.memory(environment);
    Optional<Path> journal = Handover.journal(environment);
    if (memory.isEmpty() || journal.isEmpty()) {
      System.err.println("primes: run it under stillframe host --capture triple");
      System.exit(2);
    }
    try (TripleBufferClient client = TripleBufferClient.open(memory.get())) {
      PrimeCounter counter = new PrimeCounter(client, Long.parseLong(args[0]));
      client.rebuild(journal.get(), counter::apply);
      counter.run();
    } catch (IOException e) {
      System.err.println("primes: " + e.getMessage());
      System.exit(1);
    }
  }

  private void apply(StateRecord record) {
    ByteBuffer words = ByteBuffer.wrap(record.bytes());
    if (record.isBase()) {
      next = words.getLong();
      count = words.getLong();
    } else {
      next += SEGMENT;
      count += words.getLong();
    }
  }

  private void run() throws IOException {
    System.out.println("primes: goes on at " + next);
    long report = (limit + REPORTS - 1) / REPORTS;
    while (next + SEGMENT <= limit) {
      long before = next / report;
      commit(primesBefore(SEGMENT));
      if (next / report > before) {
        System.out.println("primes: " + count + " below " + next);
      }
    }
    long found = count + primesBefore((int) (limit - next));
    System.out.println("primes: found " + found + " below " + limit);
  }

  private void commit(long primes) throws IOException {
    next += SEGMENT;
    count += primes;
    if (!client.increment(ByteBuffer.allocate(8).putLong(primes).array())) {
      client.base(ByteBuffer.allocate(16).putLong(next).putLong(count).array());
    }
  }

  /** Counts the primes among so many numbers from {@code next} on. */
  private long primesBefore(int end) {
    Arrays.fill(composite, false);
    for (long p = 2; p * p < next + end; p++) {
      if (!small[(int) p]) {
        for (long n = Math.max(p * p, (next + p - 1) / p * p); n < next + end; n += p) {
          composite[(int) (n - next)] = true;
        }
      }
    }
    long found = 0;
    for (int at = 0; at < end; at++) {
      found += composite[at] || next + at < 2 ? 0 : 1;
    }
    return found;
  }

  private static boolean[] composites(int end) {
    boolean[] all = new boolean[end + 1];
    for (int p = 2; p * p <= end; p++) {
      for (int n = p * p; !all[p] && n <= end; n += p) {
        all[n] = true;
      }
    }
    return all;
  }
}
