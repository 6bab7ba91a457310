package dev.stillframe.cli.processes;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.QueueCapture;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.QueueWriter;
import dev.stillframe.store.ReplaceStore;
import dev.stillframe.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** Memories and snapshots with a known content. */
public final class Images {
  private static final QueueLayout LAYOUT = QueueLayout.of(16, 64);
  private static final int SIZE = 16_384;

  private Images() {}

  /** A memory with an identity and a number of commits of 10 bytes, each full of its number. */
  public static byte[] memory(long identity, int commits) throws IOException {
    BufferMemory memory = new BufferMemory(ByteBuffer.allocateDirect(SIZE));
    memory.setOpaque(QueueLayout.IDENTITY_AT, identity);
    LAYOUT.configure(memory);
    QueueWriter writer = new QueueWriter(memory);
    for (int i = 1; i <= commits; i++) {
      byte[] payload = new byte[10];
      Arrays.fill(payload, (byte) i);
      writer.commit(payload, 0, payload.length);
    }
    byte[] bytes = new byte[SIZE];
    memory.getBytes(0, ByteBuffer.wrap(bytes), 0, SIZE);
    return bytes;
  }

  /** Publishes such a memory under a name. */
  public static void publish(Path snapshot, long identity, int commits) throws IOException {
    try (Store store = ReplaceStore.open(snapshot, 10)) {
      publish(store, identity, commits);
    }
  }

  /** Publishes such a memory in a store. */
  public static void publish(Store store, long identity, int commits) throws IOException {
    ByteBuffer memory = ByteBuffer.allocateDirect(SIZE);
    memory.put(memory(identity, commits)).clear();
    QueueCapture capture = new QueueCapture(new BufferMemory(memory));
    capture.capture();
    store.recover();
    store.publish(capture.image());
  }

  /** A file that the original crate wrote. */
  public static byte[] original(String name) throws IOException {
    try (InputStream file = Images.class.getResourceAsStream("/v1-files/" + name)) {
      return file.readAllBytes();
    }
  }
}
