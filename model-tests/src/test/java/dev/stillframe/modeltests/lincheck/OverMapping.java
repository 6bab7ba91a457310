package dev.stillframe.modeltests.lincheck;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.QueueLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Queues over two mappings of one file, the host's read-only, for Lincheck's stress mode. Lincheck
 * makes a queue for each execution, one after the other: all of them use the same file.
 */
public final class OverMapping {
  private static final long SIZE = QueueOperations.layout(4).tailAt();
  private static final BufferMemory WRITABLE;
  private static final BufferMemory READ_ONLY;

  static {
    try {
      Path file = Files.createTempFile("stillframe", ".mem");
      try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
        WRITABLE = BufferMemory.map(channel, MapMode.READ_WRITE, SIZE);
        READ_ONLY = BufferMemory.map(channel, MapMode.READ_ONLY, SIZE);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OverMapping() {}

  private abstract static class Queue extends QueueOperations {
    Queue(QueueLayout layout, UnaryOperator<WordMemory> clientView) {
      super(clientView.apply(configured(layout)), READ_ONLY);
    }

    /** Forgets the execution before: its bytes must not be taken for those of this one. */
    private static WordMemory configured(QueueLayout layout) {
      WRITABLE.putBytes(0, new byte[(int) SIZE], 0, (int) SIZE);
      layout.configure(WRITABLE);
      return WRITABLE;
    }
  }

  /** As shipped; every other commit uses the same slot. */
  public static final class TwoEntries extends Queue {
    public TwoEntries() {
      super(layout(2), UnaryOperator.identity());
    }
  }

  /** As shipped; bytes are overwritten before slots are used again. */
  public static final class FourEntries extends Queue {
    public FourEntries() {
      super(layout(4), UnaryOperator.identity());
    }
  }

  /** Canary: each commit is published before its bytes are there. */
  public static final class PublishedBeforeData extends Queue {
    public PublishedBeforeData() {
      super(layout(2), memory -> Canaries.publishedBeforeData(memory, layout(2)));
    }
  }

  /** Canary: no entry is invalidated before its bytes are overwritten. */
  public static final class NotInvalidated extends Queue {
    public NotInvalidated() {
      super(layout(4), memory -> Canaries.notInvalidated(memory, layout(4)));
    }
  }
}
