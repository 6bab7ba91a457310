package dev.stillframe.cli.memory;

import dev.stillframe.store.ImageCopy;
import java.io.IOException;

/** What a new memory is to hold, all but its unused end. */
@FunctionalInterface
public interface Image {
  /**
   * Copies it.
   *
   * @param copy is given it; worth nothing if this throws
   * @throws IOException if it cannot be read, or is not whole any more
   */
  void copyTo(ImageCopy copy) throws IOException;
}
