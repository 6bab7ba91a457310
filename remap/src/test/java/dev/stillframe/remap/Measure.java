package dev.stillframe.remap;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.PagedImage;
import dev.stillframe.queue.QueueCapture;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Measures what captures of 100 MiB cost, here and in the client: {@code SNAPSHOTS}. It prints the
 * version of Java, and then rows, with tabs between their cells; times are milliseconds: who
 * captures, what the client does meanwhile, the time for 100 MiB that half of the snapshots kept
 * within, and 99 of 100; and what {@link MeasuredClient} tells.
 */
final class Measure {
  private static final int WARM = 30;
  private static final long SIZE = 100L << 20;

  /** Captures once, and returns how many bytes the image has of it. */
  @FunctionalInterface
  private interface Work {
    long once() throws IOException;
  }

  private final int number;
  private final Process client;
  private final BufferedReader answers;

  private Measure(int number, Process client) {
    this.number = number;
    this.client = client;
    this.answers = client.inputReader(US_ASCII);
  }

  public static void main(String[] args) throws IOException {
    int number = Integer.parseInt(args[0]);
    System.out.println(Runtime.version());
    try (World world = new World();
        FileChannel channel = world.open();
        RemapCapture capture = RemapCapture.open(channel, world.socket)) {
      Measure measure = new Measure(number, world.start(MeasuredClient.class, "remap", SIZE));
      measure.remap(capture, world.next(capture), channel);
    }
    try (World world = new World();
        FileChannel channel = world.open()) {
      new Measure(number, world.start(MeasuredClient.class, "queue", SIZE)).queue(channel);
    }
  }

  private void remap(RemapCapture capture, PagedImage image, FileChannel channel)
      throws IOException {
    Work snapshot = () -> capture.capture().orElseThrow().size();
    row("remap", "idle", snapshot);
    row("remap", "writes", snapshot);
    row(
        "remap, without a copy",
        "writes",
        () -> {
          Snapshot begun = capture.begin();
          begun.protect();
          begun.release();
          return SIZE;
        });
    BufferMemory memory = BufferMemory.map(channel, MapMode.READ_ONLY, image.size());
    PagedImage copied = new PagedImage(ByteBuffer.allocateDirect(image.size()));
    Work copy =
        () -> {
          Twins.copy(memory, copied);
          return copied.size();
        };
    row("copy, torn", "idle", copy);
    row("copy, torn", "writes", copy);
  }

  /** The image has as many of the newest states as the ring. */
  private void queue(FileChannel channel) throws IOException {
    ask("begin");
    BufferMemory memory = BufferMemory.map(channel, MapMode.READ_ONLY, channel.size());
    QueueCapture capture = new QueueCapture(memory);
    Work work =
        () -> {
          capture.capture();
          return capture.kept() * SIZE;
        };
    row("queue", "commits once", work);
  }

  private void row(String who, String does, Work work) throws IOException {
    Histogram nanos = new Histogram(3);
    for (int i = -WARM; i < number; i++) {
      if (i == 0) { // By now both sides are compiled.
        nanos.reset();
        ask("tell");
      }
      if (!does.equals("idle")) {
        ask("begin");
      }
      long start = System.nanoTime();
      long bytes = work.once();
      nanos.recordValue((System.nanoTime() - start) * SIZE / bytes);
      if (!does.equals("idle")) {
        ask("end");
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s\t%s\t%.3f\t%.3f\t%s%n",
        who,
        does,
        nanos.getValueAtPercentile(50) / 1e6,
        nanos.getValueAtPercentile(99) / 1e6,
        ask("tell"));
  }

  private String ask(String what) throws IOException {
    client.getOutputStream().write((what + "\n").getBytes(US_ASCII));
    client.getOutputStream().flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the client has ended");
    }
    return answer;
  }
}
