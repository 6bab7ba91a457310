package dev.stillframe.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** How old the persisted state is while a client commits without a pause under a real host. */
final class AgeBenchmark {
  private static final long BETWEEN_LOOKS_NANOS = 200_000;

  /** MiB of the tail. */
  private static final int SIZE = 1;

  private static final int PAYLOAD = 64;

  /**
   * What came of it; times are milliseconds.
   *
   * @param size of the memory's tail, MiB
   * @param payload bytes
   * @param snapshots that became durable meanwhile
   * @param half age of the newest commit on disk that half of the looks kept within
   * @param most the same for 99 of 100
   * @param all the same for all
   */
  record Age(
      String store, int size, int payload, long snapshots, double half, double most, double all) {}

  private AgeBenchmark() {}

  /**
   * Measures both stores with small payloads and a small tail: with a large one, or with payloads
   * of half the ring, a client at full speed may overtake each capture, and nothing has an age
   * then.
   */
  static List<Age> run(Path disk, long nanos) throws IOException {
    List<Age> ages = new ArrayList<>();
    for (String store : List.of("replace", "twin")) {
      ages.add(run(disk, store, nanos));
    }
    return ages;
  }

  private static Age run(Path disk, String store, long nanos) throws IOException {
    List<String> client = HostRun.java(TimedClient.class);
    client.addAll(List.of(Integer.toString(PAYLOAD), Long.toString((long) SIZE << 20)));
    try (Scratch scratch = new Scratch(disk)) {
      Path snapshot = scratch.file("state");
      try (HostRun host = new HostRun(snapshot, store, client)) {
        look(host, snapshot, nanos / 2, new Histogram(3)); // Until both sides are compiled.
        Histogram ages = new Histogram(3);
        long snapshots = look(host, snapshot, nanos, ages);
        return new Age(
            store,
            SIZE,
            PAYLOAD,
            snapshots,
            ages.getValueAtPercentile(50) / 1e6,
            ages.getValueAtPercentile(99) / 1e6,
            ages.getMaxValue() / 1e6);
      }
    }
  }

  /** Looks again and again; returns how many snapshots it saw come. */
  private static long look(HostRun host, Path snapshot, long nanos, Histogram ages)
      throws IOException {
    long snapshots = 0;
    long committed = 0;
    Durable known = null;
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos || known == null) {
      host.requireAlive(start);
      Optional<Durable> newest = Durable.newest(snapshot);
      if (newest.isPresent() && !newest.get().equals(known)) {
        Optional<byte[]> payload = newest.get().payload((int) LoadClient.LAYOUT.tailAt());
        if (payload.isPresent()) {
          committed = ByteBuffer.wrap(payload.get()).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
          snapshots += known == null ? 0 : newest.get().generation() - known.generation();
          known = newest.get();
        }
      }
      if (known != null) {
        ages.recordValue(System.nanoTime() - committed);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
    return snapshots;
  }
}
