package dev.stillframe.cli.memory;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.cli.report.Reports;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs what reads a mapping that others may truncate.
 *
 * <p>Such a read gives anything, and the virtual machine throws an InternalError at the access or,
 * from compiled code, wherever the same thread is some time later; it was seen in the middle of a
 * FileChannel. So whatever reads a mapping gets a thread of its own, in which it does nothing else;
 * nowhere else has the error to be expected.
 */
public final class Isolation {
  /**
   * What reads a mapping, and touches nothing that must stay whole.
   *
   * @param <T> what it returns
   */
  @FunctionalInterface
  public interface Look<T> {
    /**
     * Looks.
     *
     * @return what it found, not null
     * @throws IOException if it found something that cannot be used
     */
    T at() throws IOException;
  }

  private Isolation() {}

  /**
   * Runs a look to its end in another thread.
   *
   * @param <T> what a look returns
   * @param look what reads the mapping
   * @return its result, not null
   * @throws FormatException that the mapping was truncated, if so
   */
  public static <T> T call(Look<T> look) throws IOException {
    AtomicReference<T> result = new AtomicReference<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(() -> run(look, result, failure), "look");
    thread.setUncaughtExceptionHandler((ended, late) -> failure.set(late));
    start(thread);
    join(thread);
    Throwable thrown = failure.get();
    if (thrown == null && result.get() != null) {
      return result.get();
    }
    if (thrown instanceof IOException e) {
      throw e;
    }
    if (thrown instanceof RuntimeException e) {
      // A defect, or such an error in the disguise of another. A host outlives both.
      throw new IOException("reading the memory failed: " + e, e);
    }
    if (thrown instanceof Error e && !(thrown instanceof InternalError)) {
      throw e;
    }
    throw new FormatException(
        Reason.TRUNCATED, "the memory was truncated while it was mapped (" + thrown + ")");
  }

  private static void start(Thread thread) throws IOException {
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      throw new IOException("no thread to read the memory in, " + Reports.describe(e), e);
    }
  }

  private static <T> void run(
      Look<T> look, AtomicReference<T> result, AtomicReference<Throwable> failure) {
    try {
      result.set(look.at());
    } catch (IOException | RuntimeException | Error e) {
      failure.set(e);
    }
  }

  private static void join(Thread thread) throws IOException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a memory was read", e);
    }
  }
}
