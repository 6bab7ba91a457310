package dev.stillframe.remap;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.stillframe.queue.Handover;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * An example: a sieve whose table of primes, one bit for each number, is memory as any other. What
 * belongs together, a segment of the table and how far it is complete, is written in a transaction.
 * It goes on where it was, unless it is killed within one: then with the last snapshot.
 *
 * <p>It needs a host: {@code stillframe host --capture remap primes -- java ... RemapPrimes
 * 1000000}.
 */
public final class RemapPrimes {
  /** Numbers in a segment; each is one transaction. */
  private static final int SEGMENT = 1 << 12;

  private static final int WORDS = SEGMENT / Long.SIZE;
  private static final int REPORTS = 20;

  private static final long NEXT_AT = 0;
  private static final long COUNT_AT = 8;
  private static final long TABLE_AT = 4096;

  private final RemapClient client;
  private final MemorySegment data;
  private final long limit;
  private final long[] segment = new long[WORDS];
  private long next;
  private long count;

  private RemapPrimes(RemapClient client, long limit) {
    this.client = client;
    this.data = client.data();
    this.limit = limit;
  }

  /**
   * Runs the program.
   *
   * @param args the limit
   */
  public static void main(String[] args) {
    if (args.length != 1 || !args[0].matches("[1-9][0-9]{0,9}")) {
      System.err.println(
          "usage: RemapPrimes LIMIT\n  counts the primes below LIMIT (up to 9999999999)");
      System.exit(2);
    }
    Optional<Path> memory = Handover.memory(System.getenv());
    Optional<Path> socket = Handover.socket(System.getenv());
    if (memory.isEmpty() || socket.isEmpty()) {
      System.err.println("primes: run it under stillframe host --capture remap");
      System.exit(2);
    }
    long limit = Long.parseLong(args[0]);
    long size = TABLE_AT + (limit / SEGMENT + 1) * (SEGMENT / Byte.SIZE);
    try (RemapClient client = RemapClient.open(memory.get(), socket.get(), size)) {
      new RemapPrimes(client, limit).run();
    } catch (IOException e) {
      System.err.println("primes: " + e.getMessage());
      System.exit(1);
    }
  }

  private void run() {
    next = data.get(JAVA_LONG, NEXT_AT);
    count = data.get(JAVA_LONG, COUNT_AT);
    System.out.println("primes: goes on at " + next);
    long report = (limit + REPORTS - 1) / REPORTS;
    while (next + SEGMENT <= limit) {
      long before = next / report;
      sieve();
      count += primesBefore(SEGMENT);
      client.transaction(this::write);
      next += SEGMENT;
      if (next / report > before) {
        System.out.println("primes: " + count + " below " + next);
      }
    }
    sieve();
    long found = count + primesBefore((int) (limit - next));
    System.out.println("primes: found " + found + " below " + limit);
  }

  private void write(MemorySegment memory) {
    for (int word = 0; word < WORDS; word++) {
      memory.set(JAVA_LONG, TABLE_AT + next / Byte.SIZE + (long) word * Long.BYTES, segment[word]);
    }
    memory.set(JAVA_LONG, NEXT_AT, next + SEGMENT);
    memory.set(JAVA_LONG, COUNT_AT, count);
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
    long word = p / Long.SIZE;
    long bits = next == 0 ? segment[(int) word] : data.get(JAVA_LONG, TABLE_AT + word * Long.BYTES);
    return (bits >>> p & 1) == 0;
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
}
