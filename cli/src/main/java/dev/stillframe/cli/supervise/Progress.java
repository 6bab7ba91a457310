package dev.stillframe.cli.supervise;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Supplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows people that something takes long, and how far it is, in the last line of their terminal;
 * the line is gone when it is closed. Nothing is shown, and nothing looked at, where it takes less
 * than a moment, and nothing is shown where standard error is no terminal.
 */
public final class Progress implements AutoCloseable {
  /**
   * What takes long.
   *
   * @param <T> what it returns
   */
  @FunctionalInterface
  public interface Work<T> {
    /**
     * Does it.
     *
     * @return what came of it
     * @throws IOException if it cannot be done
     */
    T run() throws IOException;
  }

  /** The number of steps where nobody knows it: only the time is shown. */
  static final long UNKNOWN = -1;

  private static final Duration MOMENT = Duration.ofSeconds(1);
  private static final int UPDATE_MILLIS = 200;
  private static final String CLEAR = "\r\u001b[K";

  private final String task;
  private final long steps;
  private final Supplier<OptionalInt> columns;
  private final PrintStream out;
  private String last = "";
  private long done;
  private boolean isClosed;

  /** Null while nothing is shown. */
  private ProgressBar bar;

  /**
   * Begins.
   *
   * @param task what takes long, in a few words
   * @param steps how many there are, or {@link #UNKNOWN}
   * @return what is to be closed at the end
   */
  public static Progress of(String task, long steps) {
    return new Progress(task, steps, MOMENT, Terminal::columns, System.err);
  }

  /**
   * Does something of which nobody knows how much there is to do.
   *
   * @param <T> what the work returns
   * @param task what takes long, in a few words
   * @param work does it
   * @return what it returned
   * @throws IOException if the work throws it
   */
  public static <T> T during(String task, Work<T> work) throws IOException {
    Progress progress = of(task, UNKNOWN);
    try {
      return work.run();
    } finally {
      progress.close();
    }
  }

  Progress(
      String task, long steps, Duration moment, Supplier<OptionalInt> columns, PrintStream out) {
    this.task = task;
    this.steps = steps;
    this.columns = columns;
    this.out = out;
    Thread starter = new Thread(() -> showAfter(moment), "progress of " + task);
    starter.setDaemon(true);
    starter.start();
  }

  private synchronized void showAfter(Duration moment) {
    long deadline = System.nanoTime() + moment.toNanos();
    long left = moment.toNanos();
    try {
      while (!isClosed && left > 0) {
        wait(left / 1_000_000 + 1);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      return; // Nobody does; and then nothing is shown.
    }
    if (!isClosed) {
      columns.get().ifPresent(this::show);
    }
  }

  private void show(int width) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(steps)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setStyle(ProgressBarStyle.ASCII)
            // The last column is left free: some terminals begin a new line behind it.
            .setConsumer(new DelegatingProgressBarConsumer(this::draw, width - 1))
            .build();
    bar.stepTo(done);
  }

  private void draw(String line) {
    synchronized (out) {
      last = line;
      out.print(CLEAR + line);
      out.flush();
    }
  }

  /** One step is done. */
  public synchronized void step() {
    done++;
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  /**
   * Prints something else, above the line that is shown.
   *
   * @param print prints it
   */
  public void above(Runnable print) {
    synchronized (out) {
      String line = last;
      if (line.isEmpty()) {
        print.run();
      } else {
        draw("");
        print.run();
        draw(line);
      }
    }
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    notifyAll();
    if (bar != null) {
      bar.close();
      draw("");
      bar = null;
    }
  }
}
