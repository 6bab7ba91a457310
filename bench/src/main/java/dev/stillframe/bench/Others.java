package dev.stillframe.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How busy the processors are with the work of others, while this process measures. */
final class Others {
  /** With more than this, a ratio says nothing about a target. */
  static final double MOST = 0.3;

  private static final long TICK_NANOS = 10_000_000;
  private static final int IDLE = 4;
  private static final int IO_WAIT = 5;
  private static final int STEAL = 8;

  private final long start = System.nanoTime();
  private final long before = nanos();

  Others() throws IOException {}

  /** Returns how many processors they kept busy on average since this was made. */
  double processors() throws IOException {
    return Math.max(0, (double) (nanos() - before) / (System.nanoTime() - start));
  }

  private static long nanos() throws IOException {
    String[] all = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +");
    long busy = 0;
    for (int field = 1; field <= STEAL; field++) {
      busy += field == IDLE || field == IO_WAIT ? 0 : Long.parseLong(all[field]);
    }
    return busy * TICK_NANOS
        - ProcessCost.of(ProcessHandle.current().pid()).cpuNanos()
        - ProcessCost.ofChildren().cpuNanos();
  }
}
