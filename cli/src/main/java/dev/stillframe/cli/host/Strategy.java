package dev.stillframe.cli.host;

import dev.stillframe.cli.capture.Rounds;
import dev.stillframe.cli.memory.HostMemory;
import dev.stillframe.cli.report.HostException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A strategy of capture over its store, open and locked: all in which one host differs from
 * another. What a host does in which order is the same for all ({@link Host}).
 */
interface Strategy extends AutoCloseable {
  /**
   * Recovers the store, and tells people what was found.
   *
   * @param memory what a host before this one may have left; only looked at
   * @param known identity of the store, as its record says; empty if only its files can tell
   * @throws HostException if the store must not be used with it
   */
  Restoration recover(HostMemory memory, Optional<UUID> known) throws HostException, IOException;

  /** Tells whether rounds write to the memory. */
  boolean writesToMemory();

  /**
   * Begins to bring what a memory holds to the store, when that was recovered.
   *
   * @param channel the memory, open until the last round is over
   * @param identity that of the store: what a memory with another one holds is never written
   */
  Rounds rounds(FileChannel channel, UUID identity) throws IOException;

  /** Returns what the client finds in its environment besides the memory. */
  Map<String, String> environment();

  /** Gives up the lock. */
  @Override
  void close() throws IOException;
}
