package dev.stillframe.modeltests.fuzz;

import com.sun.management.ThreadMXBean;
import dev.stillframe.FormatException;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * What every target checks: hostile bytes lead to {@link FormatException} or to nothing worse, and
 * nothing large is allocated for them. A hang is found by whoever runs the target.
 */
public final class Target {
  /** Reads hostile bytes. */
  @FunctionalInterface
  public interface Reading {
    void run() throws IOException;
  }

  /** Many times what an input of a few kilobytes may cost. */
  private static final long MOST_ALLOCATED = 16 << 20;

  private static final int ATTEMPTS = 3;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Target() {}

  /** Runs a reading; any exception but the documented one is passed on. */
  public static void check(Reading reading) throws IOException {
    long allocated = Long.MAX_VALUE;
    // What loads a class for the first time allocates too, and a fuzzer more than any.
    for (int attempt = 0; attempt < ATTEMPTS && allocated > MOST_ALLOCATED; attempt++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      run(reading);
      allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    }
    require(allocated <= MOST_ALLOCATED, allocated + " bytes were allocated");
  }

  private static void run(Reading reading) throws IOException {
    try {
      reading.run();
    } catch (FormatException e) {
      require(e.getMessage() != null && !e.getMessage().isBlank(), "a message says what is wrong");
    }
  }

  /** Fails unless something is as it should be. */
  public static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }
}
