package dev.stillframe.cli.memory;

import dev.stillframe.cli.report.HostException;
import dev.stillframe.files.FileKey;
import dev.stillframe.files.MemoryLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * The memory file as the host handles it, whoever made it. While a client runs, the host only reads
 * it. Before and after, it replaces or removes it only under the lock that a client takes: a client
 * that locked it first keeps it, and one that comes later sees that it has gone.
 */
public interface HostMemory {
  /**
   * Returns a path by which this process can open the file.
   *
   * @return the path
   */
  Path file();

  /**
   * Returns the path that a client gets; none if it has to use its descriptor.
   *
   * @return the path, if there is one
   */
  Optional<Path> clientPath();

  /**
   * Opens what is there.
   *
   * @param how for reading, or for writing too
   * @return a channel, or empty if there is no file
   * @throws HostException if what is there cannot be the memory
   * @throws IOException if it cannot be opened
   */
  Optional<FileChannel> open(OpenOption... how) throws HostException, IOException;

  /**
   * Takes the locks of a client, whether or not there is a memory.
   *
   * @return empty if somebody else holds one of them
   * @throws HostException if what is there cannot be the memory
   * @throws IOException if it cannot be locked
   */
  Optional<MemoryLock> lock() throws HostException, IOException;

  /**
   * Begins a new memory of which nobody knows, to be filled before it is clear whether it is
   * wanted.
   *
   * @return empty if there is one already that may be kept, or if this one cannot be replaced
   * @throws IOException if no file can be made beside it
   */
  Optional<Draft> draft() throws IOException;

  /**
   * Puts a new memory in the place of what is there, if anything.
   *
   * @param existing what is there, open for writing and locked; null if there is nothing
   * @param image what the memory is to hold, or empty for a fresh one
   * @param size the least size in bytes; with 0 a fresh one has a page, and the client sizes it
   * @param identity that of the store
   * @return false if there was nothing, and somebody has made a memory meanwhile: that stays
   * @throws IOException if it cannot be filled
   */
  boolean create(FileChannel existing, Optional<Image> image, long size, UUID identity)
      throws IOException;

  /**
   * Returns which file is there; {@link FileKey#NONE} if there is none.
   *
   * @return the file
   * @throws IOException if that cannot be looked at
   */
  FileKey key() throws IOException;

  /**
   * Tells why what is there must not be taken up whatever it holds; empty if it may be.
   *
   * @return the reason, if there is one
   */
  Optional<NotKept> whyNotTrusted();

  /**
   * Moves what is there out of the way, so that no start takes it up, and none destroys it.
   *
   * @return where it is now; empty if it stays where it is
   * @throws IOException if it cannot be moved
   */
  Optional<Path> putAside() throws IOException;

  /**
   * Copies a memory that has no name any more to one that no start takes up, and none destroys.
   *
   * @param channel the memory
   * @return where the copy is; empty if it stays where it is
   * @throws IOException if it cannot be copied
   */
  Optional<Path> copyAside(FileChannel channel) throws IOException;

  /**
   * Removes the memory when all that it held is on disk.
   *
   * @param lock of it
   * @throws IOException if it cannot be removed
   */
  void discard(MemoryLock lock) throws IOException;
}
