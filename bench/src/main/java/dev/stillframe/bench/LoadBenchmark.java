package dev.stillframe.bench;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.CommitRefusedException;
import dev.stillframe.queue.Entry;
import dev.stillframe.queue.QueueCapture;
import dev.stillframe.queue.QueueCapture.Outcome;
import dev.stillframe.queue.QueueClient;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.QueueReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How many captures keep something while a client in another process commits without a pause. */
final class LoadBenchmark {
  /** Payloads in bytes, up to half of the ring: what every client is told to stay below. */
  static final List<Integer> PAYLOADS = List.of(8, 64, 1024, 8192, 32_768);

  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(30);

  /**
   * What came of it.
   *
   * @param payload bytes
   * @param captures how many were begun
   * @param kept those that kept at least one entry
   * @param torn entries in images that are not what was committed
   * @param entries in an image that was kept, on average
   * @param median commits made since the newest one in the image, when the capture had ended
   * @param slowest the same, exceeded by one of 1,000
   * @param commitNanos time of one commit meanwhile
   */
  record Load(
      int payload,
      long captures,
      long kept,
      long torn,
      double entries,
      long median,
      long slowest,
      double commitNanos) {
    double share() { // percent
      return 100.0 * kept / captures;
    }
  }

  private LoadBenchmark() {}

  /** Returns what a client is told that commits payloads as large as the ring. */
  static String refusal() throws IOException {
    byte[] payload = new byte[(int) LoadClient.LAYOUT.dataBytes()];
    try (Scratch scratch = new Scratch();
        QueueClient client = QueueClient.open(scratch.file("memory"), LoadClient.LAYOUT, 0)) {
      client.commit(payload);
      client.commit(payload);
      throw new IllegalStateException("the ring has room for two payloads of its own size");
    } catch (CommitRefusedException e) {
      return e.getMessage();
    }
  }

  static Load run(int payload, long nanos) throws IOException, InterruptedException {
    try (Scratch scratch = new Scratch()) {
      Path file = scratch.file("memory");
      Process client =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  LoadClient.class.getName(),
                  file.toString(),
                  Integer.toString(payload))
              .inheritIO()
              .start();
      try {
        return measure(map(file, client), payload, nanos);
      } finally {
        client.destroyForcibly().waitFor();
      }
    }
  }

  private static BufferMemory map(Path file, Process client)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!Files.exists(file) || Files.size(file) < LoadClient.LAYOUT.tailAt()) {
      if (!client.isAlive() || System.nanoTime() - start > START_NANOS) {
        throw new IOException("the client does not start");
      }
      Thread.sleep(1);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      BufferMemory memory = BufferMemory.map(channel, MapMode.READ_ONLY, channel.size());
      while (memory.getAcquire(QueueLayout.VERSION_AT) == 0 && client.isAlive()) {
        Thread.onSpinWait();
      }
      return memory;
    }
  }

  private static Load measure(BufferMemory memory, int payload, long nanos) throws IOException {
    QueueCapture capture = new QueueCapture(memory);
    capture(capture, memory, payload, nanos / 2); // Until both sides are compiled.
    return capture(capture, memory, payload, nanos);
  }

  private static Load capture(QueueCapture capture, BufferMemory memory, int payload, long nanos)
      throws IOException {
    QueueReader image = null;
    Histogram behind = new Histogram(3);
    long captures = 0;
    long kept = 0;
    long torn = 0;
    long entries = 0;
    long begin = memory.getOpaque(QueueLayout.WRITE_OFFSET_AT);
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      Outcome outcome = capture.capture();
      if (outcome == Outcome.EMPTY) {
        continue; // The client has only just begun.
      }
      captures++;
      if (outcome == Outcome.LAPPED) {
        continue;
      }
      long now = memory.getOpaque(QueueLayout.WRITE_OFFSET_AT);
      behind.recordValue(Math.max(0, now - capture.captured().end()) / payload);
      kept++;
      entries += capture.kept();
      if (kept % 64 == 0) { // To look at each would leave the client alone for too long.
        image = image == null ? new QueueReader(new BufferMemory(capture.image().bytes())) : image;
        torn += torn(image);
      }
    }
    long took = System.nanoTime() - start;
    long committed = (memory.getOpaque(QueueLayout.WRITE_OFFSET_AT) - begin) / payload;
    return new Load(
        payload,
        captures,
        kept,
        torn,
        (double) entries / kept,
        behind.getValueAtPercentile(50),
        behind.getValueAtPercentile(99.9),
        (double) took / committed);
  }

  private static long torn(QueueReader image) {
    long torn = 0;
    long expected = -1;
    for (Entry entry : image.entries()) {
      long number = LoadClient.numberOf(image.read(entry).orElseThrow());
      torn += number < 0 || expected >= 0 && number != expected ? 1 : 0;
      expected = number + 1;
    }
    return torn;
  }
}
