package dev.stillframe.cli.memory;

import java.io.IOException;
import java.util.UUID;

/** Is told before a memory is replaced. */
@FunctionalInterface
public interface Replacing {
  /**
   * Notes where the new memory is to be.
   *
   * @param memory the memory that is about to be replaced
   * @param identity that of the store
   * @throws IOException if it cannot be noted
   */
  void replacing(HostMemory memory, UUID identity) throws IOException;
}
