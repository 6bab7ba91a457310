package dev.stillframe.bench;

import dev.stillframe.FormatException;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.QueueCapture;
import dev.stillframe.queue.QueueClient;
import dev.stillframe.queue.QueueLayout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Clients of the queue, alone and under a host. */
public final class Queues {
  private static final int ENTRIES = 64;

  private Queues() {}

  /** A client that nobody captures. */
  @State(Scope.Benchmark)
  public static class Alone {
    QueueClient client;
    Path file;
    private Scratch scratch;

    /** Opens a new memory. */
    @Setup
    public void open() throws IOException {
      scratch = new Scratch();
      file = scratch.file("queue");
      client = QueueClient.open(file, QueueLayout.of(ENTRIES, Payload.RING), 0);
    }

    /** Removes it. */
    @TearDown
    public void close() throws IOException {
      client.close();
      scratch.close();
    }
  }

  /** A client whose memory another thread captures without a pause. */
  @State(Scope.Benchmark)
  public static class Captured extends Alone {
    private Thread host;
    private volatile boolean isEnding;
    private long captures;
    private long kept;

    /** Starts to capture, over a mapping of its own. */
    @Setup
    public void capture() throws IOException {
      BufferMemory memory;
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        memory = BufferMemory.map(channel, MapMode.READ_ONLY, channel.size());
      }
      QueueCapture capture = new QueueCapture(memory);
      host = new Thread(() -> run(capture), "host");
      host.start();
    }

    private void run(QueueCapture capture) {
      try {
        while (!isEnding) {
          captures++;
          if (capture.capture() == QueueCapture.Outcome.KEPT) {
            kept++;
          }
          pause();
        }
      } catch (FormatException e) {
        throw new IllegalStateException(e);
      }
    }

    void pause() {}

    /** Ends the host and says how it fared. */
    @TearDown
    public void end() throws InterruptedException {
      isEnding = true;
      host.join();
      System.out.printf(Locale.ROOT, "captures=%d kept=%d%n", captures, kept);
    }
  }

  /** A client whose memory another thread captures once a millisecond. */
  @State(Scope.Benchmark)
  public static class Hosted extends Captured {
    @Override
    void pause() {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
