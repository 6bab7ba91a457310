package dev.stillframe.examples;

import dev.stillframe.queue.Handover;
import dev.stillframe.queue.QueueClient;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.Reservation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A sieve that goes on where it was, however often it is killed: the table of primes is in the
 * tail, one bit for each number, and each entry says how far the table is complete.
 *
 * <p>A table may hold more than its entry says, of a segment that was written and not committed;
 * this is never read, and written again with the same bits. So the words that belong to a valid
 * entry never change, which is what the tail demands.
 *
 * <p>Under a host it uses the host's memory, alone {@code primes.mem} in the working directory.
 */
public final class Primes {
  private static final QueueLayout LAYOUT = QueueLayout.of(256, 4096);

  /** Numbers in a segment; each is one commit. */
  private static final int SEGMENT = 1 << 12;

  private static final int WORDS = SEGMENT / Long.SIZE;
  private static final int REPORTS = 20;

  private final QueueClient client;
  private final long limit;
  private final long[] segment = new long[WORDS];
  private long next;
  private long count;

  private Primes(QueueClient client, long limit) {
    this.client = client;
    this.limit = limit;
  }

  /**
   * Runs the program.
   *
   * @param args the limit
   */
  public static void main(String[] args) {
    if (args.length != 1 || !args[0].matches("[1-9][0-9]{0,9}")) {
      System.err.println("usage: Primes LIMIT\n  counts the primes below LIMIT (up to 9999999999)");
      System.exit(2);
    }
    long limit = Long.parseLong(args[0]);
    Path memory = Handover.memory(System.getenv()).orElse(Path.of("primes.mem"));
    try (QueueClient client = QueueClient.open(memory, LAYOUT, tableBytes(limit))) {
      new Primes(client, limit).run();
    } catch (IOException e) {
      System.err.println("primes: " + e.getMessage());
      System.exit(1);
    }
  }

  private static long tableBytes(long limit) {
    return limit / SEGMENT * (SEGMENT / Byte.SIZE);
  }

  private void run() {
    client.latest().map(ByteBuffer::wrap).ifPresent(this::goOn);
    System.out.println("primes: goes on at " + next);
    long report = (limit + REPORTS - 1) / REPORTS;
    while (next + SEGMENT <= limit) {
      long before = next / report;
      sieve();
      count += primesBefore(SEGMENT);
      commit();
      if (next / report > before) {
        System.out.println("primes: " + count + " below " + next);
      }
    }
    sieve();
    long found = count + primesBefore((int) (limit - next));
    System.out.println("primes: found " + found + " below " + limit);
  }

  private void goOn(ByteBuffer progress) {
    next = progress.getLong();
    count = progress.getLong();
  }

  /** Finds the primes from {@code next} on; a clear bit is a prime. */
  private void sieve() {
    Arrays.fill(segment, 0);
    if (next == 0) {
      segment[0] = 0b11; // 0 and 1 are no primes
    }
    long end = next + SEGMENT;
    for (long p = 2; p * p < end; p++) {
      if (isPrime(p)) {
        cross(p, end);
      }
    }
  }

  /** Looks it up in the table, or in the segment when that is the first one. */
  private boolean isPrime(long p) {
    int word = (int) (p / Long.SIZE);
    return ((next == 0 ? segment[word] : client.getTail(word)) >>> p & 1) == 0;
  }

  private void cross(long p, long end) {
    long first = Math.max(p * p, (next + p - 1) / p * p);
    for (long multiple = first; multiple < end; multiple += p) {
      int at = (int) (multiple - next);
      segment[at / Long.SIZE] |= 1L << at;
    }
  }

  private long primesBefore(int end) {
    long found = 0;
    for (int at = 0; at < end; at++) {
      found += ~segment[at / Long.SIZE] >>> at & 1;
    }
    return found;
  }

  private void commit() {
    byte[] progress = ByteBuffer.allocate(16).putLong(next + SEGMENT).putLong(count).array();
    client.commit(progress, 0, progress.length, this::writeTable);
    next += SEGMENT;
  }

  private boolean writeTable(Reservation reservation) {
    for (int word = 0; word < WORDS; word++) {
      reservation.setTail(next / Long.SIZE + word, segment[word]);
    }
    return true;
  }
}
