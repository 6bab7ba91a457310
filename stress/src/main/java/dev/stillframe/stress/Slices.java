package dev.stillframe.stress;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/**
 * Memories for state objects: each is the same part of two mappings of one file. Mapping a file for
 * each state would leave no time for the test.
 *
 * <p>jcstress makes new states for all while the old ones of some are still judged, so that there
 * are twice as many slices as states alive; then they go round.
 *
 * @param <T> what a test makes of a slice
 */
public final class Slices<T> {
  private static final int COUNT = 2 * Jcstress.STRIDES * Jcstress.STRIDE;

  private final List<T> slices = new ArrayList<>(COUNT);
  private final AtomicInteger taken = new AtomicInteger();

  /**
   * Maps a file that has no name any more.
   *
   * @param size of each slice, bytes
   * @param secondMode of the second mapping; the first is writable
   * @param slice makes a slice of its parts of the two mappings
   */
  public Slices(int size, MapMode secondMode, BiFunction<ByteBuffer, ByteBuffer, T> slice) {
    try {
      Path file = Files.createTempFile("stillframe", ".mem");
      try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
        MappedByteBuffer first = channel.map(MapMode.READ_WRITE, 0, (long) size * COUNT);
        MappedByteBuffer second = channel.map(secondMode, 0, (long) size * COUNT);
        for (int i = 0; i < COUNT; i++) {
          slices.add(slice.apply(first.slice(i * size, size), second.slice(i * size, size)));
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a slice that no other state uses now; it holds what its last state left. */
  public T next() {
    return slices.get(Math.floorMod(taken.getAndIncrement(), COUNT));
  }
}
