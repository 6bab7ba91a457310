package dev.stillframe.cli.host;

import dev.stillframe.cli.memory.Draft;
import dev.stillframe.cli.memory.Image;
import dev.stillframe.cli.memory.NotKept;
import dev.stillframe.cli.report.HostException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.UUID;

/** What a recovered store says about a memory that no client uses. */
interface Restoration extends AutoCloseable {
  /**
   * Tells why what a memory holds is not to be used; empty if it is.
   *
   * @param existing the memory
   * @param identity that of the store
   * @throws HostException if it is neither to be used nor to be replaced
   */
  Optional<NotKept> whyNotKept(FileChannel existing, UUID identity)
      throws HostException, IOException;

  /**
   * Returns the identity of the store, and so of its memory.
   *
   * @param recorded what the record of the store says; empty if there is none
   */
  UUID identityOf(Optional<UUID> recorded);

  /** Says up to where the store goes, for people; empty if it holds nothing. */
  Optional<String> upTo();

  /** Tells whether the store holds no state yet. */
  boolean isFresh();

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
