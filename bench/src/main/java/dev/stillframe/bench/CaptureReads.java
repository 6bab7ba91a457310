package dev.stillframe.bench;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.QueueCapture;
import dev.stillframe.queue.QueueClient;
import dev.stillframe.queue.QueueLayout;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How many bytes a capture reads of the client's memory. A host has it mapped, so the kernel does
 * not know.
 */
final class CaptureReads {
  private long bytes;

  private CaptureReads() {}

  /**
   * Counts a look for news and a capture, one commit after the last, of a client as under a host.
   */
  static long of(long ring, long tail) throws IOException {
    try (Scratch scratch = new Scratch()) {
      Path file = scratch.file("memory");
      QueueLayout layout = QueueLayout.of(BenchClient.ENTRIES, ring);
      try (QueueClient client = QueueClient.open(file, layout, tail);
          FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        CaptureReads reads = new CaptureReads();
        QueueCapture capture =
            new QueueCapture(
                reads.counting(BufferMemory.map(channel, MapMode.READ_ONLY, channel.size())));
        for (int i = 0; i < 2 * BenchClient.ENTRIES; i++) {
          client.commit(new byte[BenchClient.PAYLOAD]);
        }
        capture.capture();
        client.commit(new byte[BenchClient.PAYLOAD]);
        reads.bytes = 0;
        if (!capture.hasNews() || capture.capture() != QueueCapture.Outcome.KEPT) {
          throw new IllegalStateException("nobody overtakes this capture, and it kept nothing");
        }
        return reads.bytes;
      }
    }
  }

  private WordMemory counting(WordMemory memory) {
    return (WordMemory)
        Proxy.newProxyInstance(
            WordMemory.class.getClassLoader(),
            new Class<?>[] {WordMemory.class},
            (proxy, method, arguments) -> {
              bytes += readBy(method, arguments);
              return method.invoke(memory, arguments);
            });
  }

  private static int readBy(Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "getBytes" -> (int) arguments[3];
      case "getOpaque", "getAcquire" -> Long.BYTES;
      default -> 0;
    };
  }
}
