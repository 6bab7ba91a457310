package dev.stillframe.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** What a recovered store says about a memory that no client uses. */
interface Restoration extends AutoCloseable {
  /**
   * Tells why what a memory holds is not to be used; empty if it is.
   *
   * @throws HostException if it is neither to be used nor to be replaced
   */
  Optional<String> whyNotKept(FileChannel existing) throws HostException, IOException;

  /** Says, before the name of a new memory, what the client will find there. */
  String title();

  /**
   * Returns what a new memory is to hold; empty for a fresh one.
   *
   * @throws HostException if there is nothing to go on with
   */
  Optional<Image> image() throws HostException;

  /** Returns a new memory that holds this image already; empty if it has still to be made. */
  default Optional<Draft> draft() {
    return Optional.empty();
  }

  /** Returns the least size of the memory in bytes; 0 leaves it to the client. */
  long size();

  /** Removes what was not used. */
  @Override
  default void close() throws IOException {}
}
