package dev.stillframe.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a client shows every host of its store that it lives: by a lock beside the store. A host that
 * cannot reach the memory, because that has lost its name or is in another mount namespace, sees it
 * all the same.
 */
public final class ClientPresence implements Closeable {
  /** Environment variable with the path of the memory that a host has handed to its client. */
  public static final String MEMORY = "STILLFRAME_MEMORY";

  /** Environment variable with the name of the snapshot that the host keeps. */
  public static final String SNAPSHOT = "STILLFRAME_SNAPSHOT";

  /** The byte of {@code NAME.lock}. */
  public static final long LOCK_BYTE = 3;

  /** The byte of {@code NAME.store}. */
  public static final long RECORD_BYTE = 1;

  private final List<LockFile> files = new ArrayList<>();

  private ClientPresence() {}

  /**
   * Returns where the lock file of a store is.
   *
   * @param name of the store
   * @return its path
   */
  public static Path lockPath(Path name) {
    return name.resolveSibling(name.getFileName() + ".lock");
  }

  /**
   * Returns of which store a memory is, if a host has handed it to this process.
   *
   * @param memory its path, or a descriptor that was inherited
   * @param environment the environment, as {@link System#getenv()} gives it
   * @return the name of the store; empty if the memory is this process's own affair
   */
  public static Optional<Path> storeOf(Path memory, Map<String, String> environment) {
    String store = environment.getOrDefault(SNAPSHOT, "");
    String handed = environment.getOrDefault(MEMORY, "");
    boolean isHanded =
        PrivateFiles.isDescriptor(memory)
            || !handed.isEmpty() && memory.toAbsolutePath().equals(Path.of(handed));
    return isHanded && !store.isEmpty() ? Optional.of(Path.of(store)) : Optional.empty();
  }

  /**
   * Shows that this process is the client of a store. Creates nothing; what is not there, or cannot
   * be opened by this process, is left out.
   *
   * @param name of the store
   * @return to be closed with the client
   * @throws IOException if another client has shown itself
   */
  public static ClientPresence show(Path name) throws IOException {
    ClientPresence presence = new ClientPresence();
    try {
      presence.show(lockPath(name), LOCK_BYTE);
      presence.show(RecordFile.path(name), RECORD_BYTE);
      return presence;
    } catch (IOException | RuntimeException e) {
      presence.close();
      throw e;
    }
  }

  private void show(Path path, long at) throws IOException {
    LockFile file;
    try {
      file = LockFile.open(path);
    } catch (IOException e) {
      return; // A client in a sandbox need not see the store at all.
    }
    files.add(file);
    if (file.lock(at, LockFile.PATIENCE).isEmpty()) {
      throw new IOException(
          "another client of this store lives: "
              + file.describe(at)
              + ". End that one, a store has one client at a time");
    }
  }

  /**
   * Tells whether a client has shown itself.
   *
   * @param lock the lock file of the store
   * @param record its record
   * @return a description of its lock; empty if there is none
   * @throws IOException if that cannot be found out
   */
  public static Optional<String> find(LockFile lock, LockFile record) throws IOException {
    if (isHeld(lock, LOCK_BYTE)) {
      return Optional.of(lock.describe(LOCK_BYTE));
    }
    return isHeld(record, RECORD_BYTE)
        ? Optional.of(record.describe(RECORD_BYTE))
        : Optional.empty();
  }

  private static boolean isHeld(LockFile file, long at) throws IOException {
    Optional<LockFile.Hold> hold = file.lock(at, LockFile.PATIENCE);
    if (hold.isPresent()) {
      hold.get().close();
    }
    return hold.isEmpty();
  }

  @Override
  public void close() throws IOException {
    for (LockFile file : files) {
      file.close();
    }
  }
}
