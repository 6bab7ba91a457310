package dev.stillframe.cli.processes;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The one place where tests look again and again: for what another process does to files. */
public final class Await {
  /** Long enough for any machine; nobody waits that long unless something is wrong. */
  public static final Duration LIMIT = Duration.ofSeconds(120);

  private static final long PAUSE_NANOS = 1_000_000;

  /** A look that may fail because what it looks at is not there yet. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  private Await() {}

  /** Returns as soon as a condition holds; fails if it does not within {@link #LIMIT}. */
  public static void until(String what, Condition condition) throws Exception {
    // Counted, not measured: a machine that was suspended meanwhile has not waited.
    long looks = LIMIT.toNanos() / PAUSE_NANOS;
    while (!condition.holds()) {
      looks--;
      if (looks == 0) {
        throw new AssertionError("waited " + LIMIT.toSeconds() + " s in vain until " + what);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
