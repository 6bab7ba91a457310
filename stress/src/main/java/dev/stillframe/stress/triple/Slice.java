package dev.stillframe.stress.triple;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.stress.Jcstress;
import dev.stillframe.triple.TripleLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A memory for one state object: the same part of two mappings of one file, one for the client and
 * one for the host. There are twice as many as states alive, because jcstress makes new states
 * while old ones are still judged; then they go round.
 */
record Slice(BufferMemory client, BufferMemory host) {
  static final TripleLayout LAYOUT = TripleLayout.of(16 * Long.BYTES);

  private static final int COUNT = 2 * Jcstress.STRIDES * Jcstress.STRIDE;
  private static final int SIZE = (int) LAYOUT.size();
  private static final int HEADER = 4096;
  private static final byte[] ZEROS = new byte[SIZE - HEADER];
  private static final Slice[] SLICES = new Slice[COUNT];
  private static final AtomicInteger TAKEN = new AtomicInteger();

  static {
    try {
      Path file = Files.createTempFile("stillframe", ".mem");
      try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
        MappedByteBuffer client = channel.map(MapMode.READ_WRITE, 0, (long) SIZE * COUNT);
        MappedByteBuffer host = channel.map(MapMode.READ_WRITE, 0, (long) SIZE * COUNT);
        for (int i = 0; i < COUNT; i++) {
          SLICES[i] =
              new Slice(
                  new BufferMemory(client.slice(i * SIZE, SIZE)),
                  new BufferMemory(host.slice(i * SIZE, SIZE)));
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a slice that no other state uses now, configured and otherwise all zero. */
  static Slice configured() {
    Slice slice = SLICES[Math.floorMod(TAKEN.getAndIncrement(), COUNT)];
    slice.client.putBytes(HEADER, ZEROS, 0, ZEROS.length);
    LAYOUT.configure(slice.client, 0);
    return slice;
  }
}
