package dev.stillframe.memory;

import java.io.IOException;
import java.util.Optional;

/**
 * Takes images of a memory that a client writes by plain stores, as specified in {@code Remap.tla}.
 * The implementation needs a newer Java than this library; {@link ImageCaptureProvider} finds it.
 * One thread at a time.
 */
public interface ImageCapture extends AutoCloseable {
  /**
   * Takes an image, if there is a client and it is between two transactions.
   *
   * @return the memory at one instant; the same object while the memory keeps its size; empty if no
   *     image could be taken this time
   * @throws IOException if the memory cannot be protected or mapped, or if a client was refused
   */
  Optional<PagedImage> capture() throws IOException;

  /**
   * Tells whether a registered client is alive.
   *
   * @return false also while a living client has not registered yet
   */
  boolean hasClient();

  /**
   * Releases every protected page and the client's registration.
   *
   * @throws IOException if that fails
   */
  @Override
  void close() throws IOException;
}
