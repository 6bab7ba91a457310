package dev.stillframe.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/** The memory that a host persists: a channel on it, and a lock that no second host gets. */
public final class HeldMemory implements AutoCloseable {
  /** The byte of the memory that its host locks. */
  public static final long HOST_BYTE = 1;

  private final FileChannel channel;
  private final LockFile file;
  private final Path path;
  private final FileKey key;
  private LockFile.Hold hold;

  private HeldMemory(
      FileChannel channel, LockFile file, LockFile.Hold hold, Path path, FileKey key) {
    this.channel = channel;
    this.file = file;
    this.hold = hold;
    this.path = path;
    this.key = key;
  }

  /**
   * Locks a memory.
   *
   * @param channel open on it; closed with this, and if this fails
   * @param path by which it was opened
   * @param key which file it is
   * @return empty if another host holds it, or if the path leads to another file by now
   * @throws IOException if it cannot be locked
   */
  public static Optional<HeldMemory> lock(FileChannel channel, Path path, FileKey key)
      throws IOException {
    HeldMemory held = null;
    LockFile file = null;
    try {
      file = LockFile.open(path);
      LockFile.Hold hold = file.lock(HOST_BYTE, LockFile.PATIENCE).orElse(null);
      if (hold != null && file.hasName() && FileKey.following(path).equals(Optional.of(key))) {
        held = new HeldMemory(channel, file, hold, path, key);
      }
      return Optional.ofNullable(held);
    } finally {
      if (held == null) {
        channel.close();
        if (file != null) {
          file.close();
        }
      }
    }
  }

  /**
   * Locks it again: closing any other channel on the file, as that of a {@link MemoryLock}, has
   * dropped the lock.
   *
   * @return false if another host has it now
   * @throws IOException if it cannot be locked
   */
  public boolean lockAgain() throws IOException {
    hold.close();
    Optional<LockFile.Hold> again = file.lock(HOST_BYTE, LockFile.PATIENCE);
    again.ifPresent(taken -> hold = taken);
    return again.isPresent();
  }

  /**
   * Returns the channel.
   *
   * @return open until this is closed
   */
  public FileChannel channel() {
    return channel;
  }

  /**
   * Returns the path by which it was opened.
   *
   * @return a path that may lead to nothing, or to another file, by now
   */
  public Path path() {
    return path;
  }

  /**
   * Returns which file it is.
   *
   * @return its device and inode
   */
  public FileKey key() {
    return key;
  }

  /**
   * Tells whether others can find it by a name at all.
   *
   * @return false for a descriptor that was inherited
   */
  public boolean isNamed() {
    return !PrivateFiles.isDescriptor(path);
  }

  /**
   * Tells whether its path still leads to it.
   *
   * @return false if it has lost its name
   * @throws IOException if that cannot be found out
   */
  public boolean hasName() throws IOException {
    return file.hasName();
  }

  /**
   * Tells whether a client writes to it.
   *
   * @return true if one has locked it
   * @throws IOException if that cannot be found out
   */
  public boolean isInUse() throws IOException {
    return MemoryLock.isHeld(path, channel);
  }

  /**
   * Keeps clients away from a memory that has lost its name, where a {@link MemoryLock} would lock
   * another file.
   *
   * @return false if a client has locked it
   * @throws IOException if that fails
   */
  public boolean lockOutClients() throws IOException {
    return file.lock(MemoryLock.BYTE, LockFile.PATIENCE).isPresent();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      channel.close();
    }
  }
}
