package dev.stillframe.store;

import dev.stillframe.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A reader that maps the newest image of a store. It never waits for the writer, and what it has
 * mapped never changes. One thread at a time; a process may have any number of readers.
 */
public interface StoreReader extends AutoCloseable {
  /**
   * Looks for the newest usable image and maps it. What was mapped before stays until then, and
   * stays if this throws.
   *
   * @return true if another image is mapped than before: buffers from before are no longer to be
   *     used then
   * @throws FormatException if no image is usable: {@code UNSEALED} if nothing was published yet,
   *     otherwise {@code SEAL_BROKEN}
   * @throws IOException if the files cannot be read
   */
  boolean look() throws IOException;

  /**
   * Returns the image.
   *
   * @return a read-only, little-endian mapping of just what was published, with its seal; it is not
   *     to be used when this reader has moved on or is closed
   * @throws IllegalStateException if no look has succeeded yet
   */
  ByteBuffer image();

  /**
   * Returns the generation of the image.
   *
   * @return at least 1; 0 if nothing is mapped
   */
  long generation();

  /**
   * Gives the image up.
   *
   * @throws IOException if that fails
   */
  @Override
  void close() throws IOException;
}
