package dev.stillframe.memory;

import java.io.IOException;
import java.util.Optional;

/**
 * Takes images of a memory to which a client writes by plain stores, as {@code Remap.tla} has it.
 * What it takes to do so is not in this library, and found through {@link ImageCaptureProvider}.
 * One thread at a time.
 */
public interface ImageCapture extends AutoCloseable {
  /**
   * Takes an image, if there is a client and it is between two transactions.
   *
   * @return the memory at one instant, the same object as long as the memory keeps its size; empty
   *     if there is none this time
   * @throws IOException if the memory cannot be protected or mapped, or if a client was refused
   */
  Optional<PagedImage> capture() throws IOException;

  /**
   * Tells whether a client lives whose stores this can hold up.
   *
   * @return false also while one that lives has not registered yet
   */
  boolean hasClient();

  /**
   * Gives back all that is held up.
   *
   * @throws IOException if that fails
   */
  @Override
  void close() throws IOException;
}
