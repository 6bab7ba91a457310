package dev.stillframe.memory;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** How much a piece of work allocates. */
public final class Garbage {
  private static final int ROUNDS = 12;
  private static final int TIMES = 10_000;

  /** One operation; it may be the first of its kind. */
  @FunctionalInterface
  public interface Work {
    void once() throws IOException;
  }

  private Garbage() {}

  /**
   * Does the work again and again. The first rounds load classes and are not compiled.
   *
   * @return the fewest bytes that 10,000 times of it allocated in this thread
   */
  public static long of(Work work) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && least > 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < TIMES; i++) {
        work.once();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
