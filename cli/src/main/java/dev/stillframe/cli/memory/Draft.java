package dev.stillframe.cli.memory;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.stillframe.files.LockFile;
import dev.stillframe.files.MemoryLock;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.store.ImageCopy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A new memory of which nobody knows: a file beside, which is renamed when it is complete. A host
 * that is killed before leaves what was there; the draft has one name, and the next one removes it.
 */
public final class Draft implements AutoCloseable {
  private final Path memory;
  private final Path temporary;
  private final FileChannel channel;
  private final MemoryCopy copy;

  /**
   * Begins.
   *
   * @param memory where it is to be
   */
  Draft(Path memory) throws IOException {
    this.memory = memory;
    temporary = memory.resolveSibling(memory.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    channel = PrivateFiles.create(temporary);
    copy = new MemoryCopy(channel);
  }

  /**
   * Returns what writes an image to it.
   *
   * @return the copy, which {@link #finish} ends
   */
  public ImageCopy copy() {
    return copy;
  }

  /**
   * Ends the copy of an image that was whole.
   *
   * @param size the least size of the memory in bytes
   * @param identity that of the store
   * @throws IOException if the memory could not be written
   */
  public void finish(long size, UUID identity) throws IOException {
    copy.finish(size, identity);
  }

  /** Returns the file, for who writes something else to it. */
  FileChannel channel() {
    return channel;
  }

  /**
   * Gives the memory its name.
   *
   * @param existing what is there, locked as a client does; null if there was nothing
   * @return false if there was nothing, and somebody has made a memory meanwhile: that stays
   * @throws IOException if it cannot be renamed
   */
  public boolean publish(FileChannel existing) throws IOException {
    if (existing == null) {
      return publishWhereNothingIs();
    }
    rename();
    return true;
  }

  /**
   * A client that was started by hand would commit to a file that has lost its name, if that were
   * replaced: so the name is first that of an empty file, for the lock that a client takes, too.
   */
  private boolean publishWhereNothingIs() throws IOException {
    try {
      PrivateFiles.create(memory).close();
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    try (LockFile empty = LockFile.open(memory)) {
      boolean isFree =
          empty.lock(MemoryLock.BYTE, LockFile.PATIENCE).isPresent()
              && empty.hasName()
              && Files.size(memory) == 0;
      if (isFree) {
        rename();
      }
      return isFree;
    }
  }

  private void rename() throws IOException {
    Files.move(temporary, memory, ATOMIC_MOVE);
  }

  /** Removes it, unless it was published. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
