package dev.stillframe.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The right to write a memory, to replace it and to remove it, which one process has at a time. It
 * takes two locks, and whoever holds either is that process:
 *
 * <ul>
 *   <li>byte 0 of the file {@code MEMORY.lock}, which nothing else opens, so that nothing else in a
 *       process drops it. A process that was passed the memory as a descriptor knows no name, and
 *       takes the other one alone;
 *   <li>byte 0 of the memory, which goes with the file wherever its names go.
 * </ul>
 *
 * <p>Whoever removes the memory removes the lock file too, under both locks.
 */
public final class MemoryLock implements AutoCloseable {
  /** The byte that is locked, of the lock file and of the memory. */
  public static final long BYTE = 0;

  private enum Attempt {
    TAKEN,
    REFUSED,
    NAME_WAS_MOVED
  }

  private final Path memory;

  /** Null where the memory has no name. */
  private LockFile name;

  /** Null where there is no memory. */
  private LockFile inode;

  private FileChannel channel;
  private boolean isTaken;

  /** Null where no host has handed over the memory. */
  private ClientPresence presence;

  private MemoryLock(Path memory) {
    this.memory = memory;
  }

  /**
   * Returns where the lock file of a memory is.
   *
   * @param memory its path
   * @return a path beside it
   */
  public static Path path(Path memory) {
    return memory.resolveSibling(memory.getFileName() + ".lock");
  }

  /**
   * Opens and locks a memory for a client, and creates it if there is none.
   *
   * @param memory its path, or a descriptor that was inherited
   * @return the right to write it
   * @throws IOException if another client has it open, or if it cannot be opened or locked
   */
  public static MemoryLock openOrCreate(Path memory) throws IOException {
    Optional<Path> store = ClientPresence.storeOf(memory, System.getenv());
    if (store.isPresent()) {
      return openHanded(memory, store.get());
    }
    return take(memory, true).orElseThrow(() -> inUse(memory));
  }

  /**
   * Opens a memory that a host has handed over. It is never made anew: where it is gone its host
   * has ended, and what would be committed to another one would be lost.
   */
  private static MemoryLock openHanded(Path memory, Path store) throws IOException {
    MemoryLock lock;
    try {
      lock = openExisting(memory);
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(
          memory.toString(),
          null,
          "the host that handed over this memory has ended, or somebody has removed it: start this"
              + " program by a host again");
    }
    try {
      lock.presence = ClientPresence.show(store);
      return lock;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Opens and locks a memory for a client as {@link #openOrCreate} does, but creates none.
   *
   * @param memory its path, or a descriptor that was inherited
   * @return the right to write it
   * @throws NoSuchFileException if there is none
   * @throws IOException if another client has it open, or if it cannot be opened or locked
   */
  public static MemoryLock open(Path memory) throws IOException {
    Optional<Path> store = ClientPresence.storeOf(memory, System.getenv());
    return store.isPresent() ? openHanded(memory, store.get()) : openExisting(memory);
  }

  private static MemoryLock openExisting(Path memory) throws IOException {
    if (PrivateFiles.look(memory).isEmpty()) {
      throw new NoSuchFileException(memory.toString()); // Before a lock file is made for nothing.
    }
    MemoryLock lock = take(memory).orElseThrow(() -> inUse(memory));
    if (lock.channel == null) {
      lock.close();
      throw new NoSuchFileException(memory.toString());
    }
    return lock;
  }

  private static IOException inUse(Path memory) {
    return new IOException(
        memory
            + " is in use by another client, or by a host that prepares it: end that client, or try"
            + " again; a memory has one writer at a time");
  }

  /**
   * Takes both locks of a memory, or that on its name if there is none; asks again for {@link
   * LockFile#PATIENCE}.
   *
   * @param memory its path, or a descriptor that was inherited
   * @return empty if somebody else holds one of them
   * @throws IOException if a file cannot be opened or locked, or the lock file cannot be made
   */
  public static Optional<MemoryLock> take(Path memory) throws IOException {
    return take(memory, false);
  }

  private static Optional<MemoryLock> take(Path memory, boolean create) throws IOException {
    while (true) {
      MemoryLock lock = new MemoryLock(memory);
      Attempt attempt = Attempt.NAME_WAS_MOVED;
      try {
        attempt = lock.attempt(create);
      } finally {
        if (attempt != Attempt.TAKEN) {
          lock.close();
        }
      }
      if (attempt == Attempt.TAKEN) {
        lock.isTaken = true;
        return Optional.of(lock);
      }
      if (attempt == Attempt.REFUSED) {
        return Optional.empty();
      }
    }
  }

  /**
   * First the name, so that a second client in one process opens no channel on the memory: closing
   * it would drop the lock of the first. What is locked counts only if the name leads to it: a host
   * removes and replaces both files, and what is committed to a file without a name would be lost.
   */
  private Attempt attempt(boolean create) throws IOException {
    if (!PrivateFiles.isDescriptor(memory)) {
      PrivateFiles.requireRegular(memory); // Before a lock file is made for nothing.
      name = LockFile.openOrCreate(path(memory));
      if (name.lock(BYTE, LockFile.PATIENCE).isEmpty()) {
        return Attempt.REFUSED;
      }
      if (!name.hasName()) {
        return Attempt.NAME_WAS_MOVED;
      }
    }
    try {
      inode = LockFile.open(memory);
      if (inode.lock(BYTE, LockFile.PATIENCE).isEmpty()) {
        return Attempt.REFUSED;
      }
      channel = PrivateFiles.openMemory(memory);
      return inode.hasName() ? Attempt.TAKEN : Attempt.NAME_WAS_MOVED;
    } catch (NoSuchFileException e) {
      if (inode != null) {
        return Attempt.NAME_WAS_MOVED;
      }
      return create ? createMemory() : Attempt.TAKEN;
    }
  }

  private Attempt createMemory() throws IOException {
    try {
      PrivateFiles.create(memory).close();
    } catch (FileAlreadyExistsException meanwhile) {
      // By who knows no lock file; what is there is opened like any other.
    }
    return Attempt.NAME_WAS_MOVED;
  }

  /**
   * Tells whether somebody holds one of the locks of a memory.
   *
   * @param memory its path, or a descriptor that was inherited
   * @param channel open on the memory, by which this process holds no lock; null if there is none
   * @return true if a client has it, or a host that replaces or removes it
   * @throws IOException if the files cannot be opened, or the file system has no locks
   */
  public static boolean isHeld(Path memory, FileChannel channel) throws IOException {
    return isNameHeld(memory) || channel != null && LockFile.isHeld(channel, BYTE);
  }

  private static boolean isNameHeld(Path memory) throws IOException {
    if (PrivateFiles.isDescriptor(memory)) {
      return false;
    }
    try (LockFile name = LockFile.open(path(memory))) {
      return name.isHeld(BYTE);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Returns the memory.
   *
   * @return open for reading and writing until this is closed; null if there is none
   */
  public FileChannel channel() {
    return channel;
  }

  /**
   * Removes the memory and its lock file. What has meanwhile got their names stays.
   *
   * @return false if the memory that is locked had lost its name: it was removed or replaced by who
   *     did not hold the lock
   * @throws IOException if that fails
   */
  public boolean discard() throws IOException {
    if (name == null) {
      throw new IllegalStateException(memory + " has no name that could be removed");
    }
    boolean isOurs = inode == null || inode.hasName();
    if (inode != null && isOurs) {
      Files.deleteIfExists(memory);
    }
    // After the memory: who waits for this lock sees then that both are gone, and begins again.
    if (isOurs) {
      discardName();
    }
    return isOurs;
  }

  private void discardName() throws IOException {
    if (name.hasName()) {
      Files.deleteIfExists(path(memory));
    }
  }

  /**
   * Refuses to go on after the end.
   *
   * @throws IllegalStateException if this is closed
   */
  public void requireOpen() {
    if (inode != null) {
      inode.requireOpen();
    }
  }

  /** Gives up both locks; the memory stays as it is. No lock file stays where no memory is. */
  @Override
  public void close() throws IOException {
    try {
      if (isTaken && name != null && PrivateFiles.look(memory, NOFOLLOW_LINKS).isEmpty()) {
        discardName();
      }
    } finally {
      closeAll();
    }
  }

  private void closeAll() throws IOException {
    try {
      closeIfOpen(channel);
    } finally {
      try {
        closeIfOpen(inode);
      } finally {
        try {
          closeIfOpen(name);
        } finally {
          closeIfOpen(presence);
        }
      }
    }
  }

  private static void closeIfOpen(Closeable open) throws IOException {
    if (open != null) {
      open.close();
    }
  }
}
