package dev.stillframe.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.stillframe.files.FileLocks;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.store.Snapshots.Found;
import dev.stillframe.store.Snapshots.Search;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A store in which a new file replaces the old one by rename. What a reader has mapped never
 * changes under it, and at every instant there is a complete snapshot under the name.
 *
 * <pre>
 *   name        the newest snapshot
 *   name.G      generation G, the same inode as name for the newest; as many as are kept
 *   name.tmp    a snapshot that is being written; removed by the next recovery
 *   name.lock   locked by the one host that writes here; never removed
 * </pre>
 *
 * <p>One thread at a time.
 */
public final class ReplaceStore implements AutoCloseable {
  private static final long LOCKED_BYTE = 0;

  private final Path name;
  private final Path directory;
  private final Path temporary;
  private final int keep;
  private final FileChannel lock;
  private long newestGeneration;

  private ReplaceStore(Path name, int keep, FileChannel lock) {
    this.name = name;
    this.directory = name.getParent();
    this.temporary = name.resolveSibling(name.getFileName() + ".tmp");
    this.keep = keep;
    this.lock = lock;
  }

  /**
   * Opens a store for writing and locks it.
   *
   * @param snapshot the snapshot's name; its directory must exist
   * @param keep how many generations to keep, at least 1
   * @return an open store, to be {@linkplain #recover recovered} first
   * @throws IOException if another host has it open, or if the lock file cannot be made
   */
  public static ReplaceStore open(Path snapshot, int keep) throws IOException {
    if (keep < 1) {
      throw new IllegalArgumentException("at least 1 generation must be kept, not " + keep);
    }
    Path name = resolve(snapshot);
    if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(name, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(snapshot.toString(), null, "not a regular file");
    }
    FileChannel lock = PrivateFiles.openOrCreate(name.resolveSibling(name.getFileName() + ".lock"));
    try {
      if (FileLocks.acquire(lock, LOCKED_BYTE).isEmpty()) {
        throw new IOException(snapshot + " is in use by another host");
      }
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
    return new ReplaceStore(name, keep, lock);
  }

  /**
   * Resolves the directory of a name, so that one snapshot has one name whichever way it is given.
   *
   * @param snapshot a name, relative or absolute
   * @return an absolute path whose directory has no links
   * @throws IOException if the directory does not exist
   */
  public static Path resolve(Path snapshot) throws IOException {
    Path absolute = snapshot.toAbsolutePath();
    if (absolute.getFileName() == null) {
      throw new FileSystemException(snapshot.toString(), null, "not the name of a file");
    }
    if (!Files.isDirectory(absolute.getParent())) {
      throw new FileSystemException(
          absolute.getParent().toString(), null, "no such directory: create it first");
    }
    return absolute.getParent().toRealPath().resolve(absolute.getFileName());
  }

  /**
   * Finds the newest usable snapshot and repairs what a kill or a power cut left: temporaries go,
   * and the names of the newest are made whole and durable before it is reported.
   *
   * @return what was found and what was not usable
   * @throws IOException if the directory cannot be read or repaired
   */
  public Search recover() throws IOException {
    Search search = Snapshots.newest(name);
    Files.deleteIfExists(temporary);
    for (Path file : Snapshots.files(name)) {
      newestGeneration = Math.max(newestGeneration, Snapshots.generationOf(name, file));
    }
    if (search.found().isPresent() && search.found().get().isSealed()) {
      Found found = search.found().get();
      newestGeneration = Math.max(newestGeneration, found.generation());
      replace(generation(found.generation()), found.file());
      replace(name, found.file());
    }
    PrivateFiles.syncDirectory(directory);
    return search;
  }

  /** Makes {@code target} a name of the inode that {@code source} names. */
  private void replace(Path target, Path source) throws IOException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(target, source)) {
      return; // A rename between two names of one inode does nothing and leaves the temporary.
    }
    Files.createLink(temporary, source);
    Files.move(temporary, target, ATOMIC_MOVE);
  }

  /**
   * Seals an image and makes it the newest snapshot. When this returns, it survives a power cut; if
   * it throws, the last snapshot is still the newest.
   *
   * @param image the whole file, from index 0 to its capacity; gets its seal here
   * @return the generation
   * @throws IOException if the disk is full or fails
   */
  public long publish(ByteBuffer image) throws IOException {
    long generation = newestGeneration + 1;
    Seal.stamp(image, generation);
    try {
      write(image);
      Files.createLink(generation(generation), temporary);
      newestGeneration = generation;
      Files.move(temporary, name, ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    PrivateFiles.syncDirectory(directory);
    prune();
    return generation;
  }

  private void write(ByteBuffer image) throws IOException {
    try (FileChannel file = PrivateFiles.create(temporary)) {
      PrivateFiles.writeFully(file, image.duplicate().clear(), 0);
      file.force(true);
    }
  }

  /** Unlinks what is no longer kept; only after the newest is durable. */
  private void prune() throws IOException {
    for (Path file : Snapshots.files(name)) {
      long generation = Snapshots.generationOf(name, file);
      if (generation > 0 && generation <= newestGeneration - keep) {
        Files.deleteIfExists(file);
      }
    }
  }

  private Path generation(long generation) {
    return name.resolveSibling(name.getFileName() + "." + generation);
  }

  /** Gives up the lock. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
