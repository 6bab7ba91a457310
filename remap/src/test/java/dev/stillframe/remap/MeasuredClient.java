package dev.stillframe.remap;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.stillframe.queue.QueueClient;
import dev.stillframe.queue.QueueLayout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * A client that measures how long it is held up: {@code remap|queue FILE SOCKET BYTES}. It answers
 * each line on its standard input by one: to {@code begin} it writes its memory without a pause, or
 * commits its state once; {@code end} comes behind the snapshot; to {@code tell} it says, with tabs
 * between them, the longest that it was held up in each snapshot (what half of them, what 99 of 100
 * and what all kept within; milliseconds), how many stores of a snapshot were held up, and how long
 * (half, 99 of 100); and it begins to count anew.
 */
final class MeasuredClient {
  private static final int RING = 1 << 28;

  /** Prime to the number of pages, so that each has its turn, and none is next to the last one. */
  private static final long STRIDE = 10_007;

  /** A store takes some dozen nanoseconds, and a fault more than so many. */
  private static final long HELD_UP_NANOS = 5_000;

  private final Histogram longest = new Histogram(3);
  private final Histogram held = new Histogram(3);
  private volatile boolean isWriting;

  private MeasuredClient() {}

  public static void main(String[] args) throws Exception {
    long size = Long.parseLong(args[3]);
    if (args[0].equals("remap")) {
      try (RemapClient client = RemapClient.open(Path.of(args[1]), Path.of(args[2]), size)) {
        new MeasuredClient().write(client.data(), size / Userfault.PAGE);
      }
    } else {
      QueueLayout layout = QueueLayout.of(2, RING);
      try (QueueClient client = QueueClient.open(Path.of(args[1]), layout, 0)) {
        new MeasuredClient().commit(client, new byte[(int) size]);
      }
    }
  }

  private void write(MemorySegment data, long pages) throws Exception {
    try (BufferedReader lines = lines()) {
      Thread thread = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("begin")) {
          isWriting = true;
          thread = new Thread(() -> store(data, pages));
          thread.start(); // It answers.
        } else if (line.equals("end")) {
          isWriting = false;
          thread.join();
          System.out.println("ended");
        } else {
          tell();
        }
      }
    }
  }

  private void store(MemorySegment data, long pages) {
    System.out.println("begun");
    long most = 0;
    long page = 0;
    for (long value = 0; isWriting; value++) {
      long start = System.nanoTime();
      data.set(JAVA_LONG, page * Userfault.PAGE, value);
      long nanos = System.nanoTime() - start;
      if (nanos > HELD_UP_NANOS) {
        held.recordValue(nanos);
      }
      most = Math.max(most, nanos);
      page = (page + STRIDE) % pages;
    }
    longest.recordValue(most);
  }

  private void commit(QueueClient client, byte[] state) throws IOException {
    try (BufferedReader lines = lines()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("begin")) {
          long start = System.nanoTime();
          client.commit(state);
          longest.recordValue(System.nanoTime() - start);
          System.out.println("begun");
        } else if (line.equals("end")) {
          System.out.println("ended");
        } else {
          tell();
        }
      }
    }
  }

  private static BufferedReader lines() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
  }

  private void tell() {
    System.out.printf(
        Locale.ROOT,
        "%.3f\t%.3f\t%.3f\t%.1f\t%.4f\t%.4f%n",
        longest.getValueAtPercentile(50) / 1e6,
        longest.getValueAtPercentile(99) / 1e6,
        longest.getMaxValue() / 1e6,
        (double) held.getTotalCount() / Math.max(1, longest.getTotalCount()),
        held.getValueAtPercentile(50) / 1e6,
        held.getValueAtPercentile(99) / 1e6);
    longest.reset();
    held.reset();
  }
}
