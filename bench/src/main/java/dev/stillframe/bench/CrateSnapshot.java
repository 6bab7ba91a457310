package dev.stillframe.bench;

import dev.stillframe.queue.QueueClient;
import dev.stillframe.queue.QueueLayout;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One snapshot of the original crate: its host, started over a memory whose client ends at once. It
 * copies all of it whatever has changed, and syncs nothing.
 */
final class CrateSnapshot implements HostBenchmark.Work, AutoCloseable {
  private static final String HAND_OVER =
      "exec 3<>\"$1\" && LISTEN_PID=$$ LISTEN_FDS=1 LISTEN_FDNAMES=SHM_SHARED_FD"
          + " exec \"$0\" --snapshot=restore-v1 \"$2\" true";

  private final Scratch memories = new Scratch();
  private final Path memory = memories.file("memory");
  private final long size;
  private final ProcessBuilder host;

  CrateSnapshot(Crate crate, Path backup, int mebibytes) throws IOException {
    QueueLayout layout = QueueLayout.of(BenchClient.ENTRIES, BenchClient.RING);
    try (QueueClient client = QueueClient.open(memory, layout, (long) mebibytes << 20)) {
      client.commit(new byte[BenchClient.PAYLOAD]);
    }
    size = Files.size(memory);
    Files.copy(memory, backup); // It sizes the memory by it.
    host =
        new ProcessBuilder(
                "sh",
                "-c",
                HAND_OVER,
                crate.host().toString(),
                memory.toString(),
                backup.toString())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
  }

  @Override
  public void once(int pages) throws IOException {
    try {
      int code = host.start().waitFor();
      if (code != 0 || Files.size(memory) != size) {
        throw new IOException("the crate's host ends with " + code);
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted while the crate's host ran", e);
    }
  }

  @Override
  public ProcessCost cost() throws IOException {
    return ProcessCost.ofChildren();
  }

  @Override
  public void close() throws IOException {
    memories.close();
  }
}
