package dev.stillframe.cli.processes;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.QueueClient;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.triple.TripleBufferClient;
import dev.stillframe.triple.TripleLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Commits many times between two system calls that are easily found: looks at the files {@link
 * #BEGIN} and {@link #END}, which do not exist.
 */
public final class Committer {
  public static final String BEGIN = "/stillframe-commits-begin";
  public static final String END = "/stillframe-commits-end";

  private static final int COMMITS = 50_000;

  private Committer() {}

  @FunctionalInterface
  private interface Commit {
    void run() throws Exception;
  }

  /** Takes what to do (queue, queue-synced, triple) and the path of a new memory. */
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[1]);
    byte[] payload = new byte[64];
    switch (args[0]) {
      case "queue":
        try (QueueClient client = QueueClient.open(file, QueueLayout.of(16, 4096), 0)) {
          commit(() -> client.commit(payload));
        }
        break;
      case "queue-synced":
        try (QueueClient client = QueueClient.open(file, QueueLayout.of(16, 4096), 0);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          commit(
              () -> {
                client.commit(payload);
                channel.force(false);
              });
        }
        break;
      case "triple":
        configure(file);
        try (TripleBufferClient client = TripleBufferClient.open(file)) {
          commit(
              () -> {
                if (!client.increment(payload)) {
                  client.base(payload);
                }
              });
        }
        break;
      default:
        throw new IllegalArgumentException(args[0]);
    }
  }

  private static void configure(Path file) throws Exception {
    TripleLayout layout = TripleLayout.of(4096);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      layout.configure(BufferMemory.map(channel, MapMode.READ_WRITE, layout.size()), 0);
    }
  }

  private static void commit(Commit commit) throws Exception {
    for (int i = 0; i < COMMITS; i++) {
      commit.run(); // What is loaded and compiled first is not the commit's doing.
    }
    Files.exists(Path.of(BEGIN));
    for (int i = 0; i < COMMITS; i++) {
      commit.run();
    }
    Files.exists(Path.of(END));
  }
}
