package dev.stillframe.modeltests.crash;

import dev.stillframe.cli.processes.Images;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.Entry;
import dev.stillframe.queue.QueueReader;
import dev.stillframe.store.Store;
import dev.stillframe.store.StoreReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.opentest4j.AssertionFailedError;

/**
 * Images of a queue.
 *
 * @param store opens a store for writing
 * @param reader opens it for reading
 */
record ImageContent(Opener<Store> store, Opener<StoreReader> reader) implements Content {
  interface Opener<T> {
    T open(Path name) throws IOException;
  }

  private static final long IDENTITY = 42;

  @Override
  public void prepare(Path name) throws IOException {
    try (Store opened = store.open(name)) {
      Images.publish(opened, IDENTITY, BEFORE - 1);
      Images.publish(opened, IDENTITY, BEFORE);
    }
  }

  @Override
  public byte[] memory() throws IOException {
    return Images.memory(IDENTITY, AFTER);
  }

  @Override
  public int newest(Path name) throws IOException {
    try (StoreReader opened = reader.open(name)) {
      opened.look();
      QueueReader image = new QueueReader(new BufferMemory(opened.image()));
      int newest = 0;
      for (Entry entry : image.entries()) {
        byte[] payload = image.read(entry).orElseThrow();
        byte[] expected = new byte[10];
        Arrays.fill(expected, payload[0]);
        if (!Arrays.equals(expected, payload) || newest != 0 && payload[0] != newest + 1) {
          throw new AssertionFailedError("torn: " + Arrays.toString(payload) + " after " + newest);
        }
        newest = payload[0];
      }
      return newest;
    }
  }
}
