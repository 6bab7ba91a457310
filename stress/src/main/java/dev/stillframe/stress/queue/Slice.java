package dev.stillframe.stress.queue;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.stress.Jcstress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A memory for one state object: the same part of two mappings of one file, the client's writable,
 * the host's read-only. Mapping a file for each state would leave no time for the test.
 *
 * <p>jcstress makes new states for all while the old ones of some are still judged, so that there
 * are twice as many slices as states alive; then they go round.
 */
final class Slice {
  private static final int COUNT = 2 * Jcstress.STRIDES * Jcstress.STRIDE;
  private static final int TAIL_BYTES = 64;

  /** All layouts of these tests are that small. */
  private static final int SIZE = (int) QueueLayout.of(4, 64).tailAt() + TAIL_BYTES;

  private static final byte[] ZEROS = new byte[TAIL_BYTES];
  private static final Slice[] SLICES = new Slice[COUNT];
  private static final AtomicInteger TAKEN = new AtomicInteger();

  static {
    try {
      Path file = Files.createTempFile("stillframe", ".mem");
      try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
        MappedByteBuffer writable = channel.map(MapMode.READ_WRITE, 0, (long) SIZE * COUNT);
        MappedByteBuffer readOnly = channel.map(MapMode.READ_ONLY, 0, (long) SIZE * COUNT);
        for (int i = 0; i < COUNT; i++) {
          SLICES[i] =
              new Slice(
                  new BufferMemory(writable.slice(i * SIZE, SIZE)),
                  new BufferMemory(readOnly.slice(i * SIZE, SIZE)));
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final BufferMemory client;
  private final BufferMemory host;

  private Slice(BufferMemory client, BufferMemory host) {
    this.client = client;
    this.host = host;
  }

  /** Returns a slice that no other state uses now, configured and otherwise all zero. */
  static Slice configured(QueueLayout layout) {
    Slice slice = SLICES[Math.floorMod(TAKEN.getAndIncrement(), COUNT)];
    for (int entry = 0; entry < layout.entries(); entry++) {
      slice.client.setOpaque(layout.offsetAt(entry), 0);
    }
    slice.client.putBytes(layout.dataAt(), ZEROS, 0, (int) layout.dataBytes());
    slice.client.putBytes(layout.tailAt(), ZEROS, 0, TAIL_BYTES);
    layout.configure(slice.client);
    return slice;
  }

  /** Returns the writable mapping. */
  BufferMemory client() {
    return client;
  }

  /** Returns the read-only mapping. */
  BufferMemory host() {
    return host;
  }
}
