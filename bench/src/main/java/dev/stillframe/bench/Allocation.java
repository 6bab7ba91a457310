package dev.stillframe.bench;

import com.sun.management.ThreadMXBean;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.QueueCapture;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.QueueWriter;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.triple.TripleHost;
import dev.stillframe.triple.TripleLayout;
import dev.stillframe.triple.TripleWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What is allocated, as the virtual machine counts it for the thread that works: exact, and with no
 * share of a harness.
 */
final class Allocation {
  private static final int TIMES = 100_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * One figure.
   *
   * @param bytes that all the times together allocated
   */
  record Allocated(String work, int times, long bytes) {}

  private interface Work {
    void once() throws IOException;
  }

  private Allocation() {}

  static List<Allocated> all() throws IOException {
    byte[] payload = new byte[64];
    QueueLayout layout = QueueLayout.of(64, 1 << 16);
    BufferMemory queue = new BufferMemory(ByteBuffer.allocateDirect((int) layout.tailAt()));
    layout.configure(queue);
    QueueWriter client = new QueueWriter(queue);
    QueueCapture capture = new QueueCapture(queue);
    TripleLayout tripleLayout = TripleLayout.of(1 << 16);
    BufferMemory triple = new BufferMemory(ByteBuffer.allocateDirect((int) tripleLayout.size()));
    tripleLayout.configure(triple, 0);
    TripleWriter writer = new TripleWriter(triple);
    TripleHost host = new TripleHost(triple, 0);
    RecordBatch batch = new RecordBatch();
    Work offer =
        () -> {
          if (!writer.increment(payload, 0, payload.length)) {
            writer.base(payload, 0, payload.length);
          }
        };
    return List.of(
        of("commit of 64 B", () -> client.commit(payload, 0, payload.length)),
        of("capture of 64 entries, and the look for news", () -> capture(capture)),
        of("offer of 64 B", offer),
        of(
            "offer of 64 B, its take, copy and return",
            () -> {
              offer.once();
              host.take();
              host.copyTo(batch);
              host.durable(batch.last());
              host.giveBack();
            }));
  }

  private static void capture(QueueCapture capture) throws IOException {
    capture.hasNews();
    if (capture.capture() != QueueCapture.Outcome.KEPT) {
      throw new IllegalStateException("nobody overtakes this capture, and it kept nothing");
    }
  }

  /**
   * The first times load classes and are not compiled, so they do not count; nor does the count.
   */
  private static Allocated of(String work, Work once) throws IOException {
    bytesOf(once);
    long bytes = bytesOf(once);
    return new Allocated(work, TIMES, bytes);
  }

  private static long bytesOf(Work once) throws IOException {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < TIMES; i++) {
      once.once();
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
