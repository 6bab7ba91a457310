package dev.stillframe.store;

import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.LockFile;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.files.SystemDisk;
import dev.stillframe.memory.PagedImage;
import dev.stillframe.store.Snapshots.Found;
import dev.stillframe.store.Snapshots.Search;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

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
public final class ReplaceStore implements Store {
  private final Disk disk;
  private final Path name;
  private final Path directory;
  private final Path temporary;
  private final int keep;
  private final LockFile lock;
  private final Sealing sealing = new Sealing();
  private long newestGeneration;

  private ReplaceStore(Disk disk, Path name, int keep, LockFile lock) {
    this.disk = disk;
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
    return open(SystemDisk.INSTANCE, resolve(snapshot), keep);
  }

  static ReplaceStore open(Disk disk, Path name, int keep) throws IOException {
    LockFile lock = WriterLock.take(name);
    try {
      if (disk.inode(name).isPresent()) {
        disk.open(name, false).close(); // Refuses what is not a regular file.
      }
      Path twin = TwinImages.path(name, 0);
      if (disk.inode(twin).isPresent()) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s is kept by the twin store (%s is there): use that store, or another name",
                name,
                twin.getFileName()));
      }
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
    return new ReplaceStore(disk, name, keep, lock);
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
    if (PrivateFiles.look(absolute.getParent())
        .filter(BasicFileAttributes::isDirectory)
        .isEmpty()) {
      throw new FileSystemException(
          absolute.getParent().toString(), null, "no such directory: create it first");
    }
    return absolute.getParent().toRealPath().resolve(absolute.getFileName());
  }

  /**
   * {@inheritDoc}
   *
   * <p>Temporaries go, and the names of the newest are made whole and durable before it is
   * reported.
   */
  @Override
  public Search recover() throws IOException {
    return recover(ImageCopy.NONE);
  }

  @Override
  public Search recover(ImageCopy copy) throws IOException {
    Search search = Snapshots.newest(disk, name, copy);
    disk.unlink(temporary);
    for (Path file : Snapshots.files(disk, name)) {
      newestGeneration = Math.max(newestGeneration, Snapshots.generationOf(name, file));
    }
    if (search.found().isPresent() && search.found().get().isSealed()) {
      Found found = search.found().get();
      newestGeneration = Math.max(newestGeneration, found.generation());
      replace(generation(found.generation()), found.file());
      replace(name, found.file());
    } else if (search.found().isPresent()) {
      Snapshots.copy(disk, search.found().get(), copy); // There was nothing to verify.
    }
    disk.syncDirectory(directory);
    return search;
  }

  /** Makes {@code target} a name of the inode that {@code source} names. */
  private void replace(Path target, Path source) throws IOException {
    if (disk.inode(target).equals(disk.inode(source))) {
      return; // A rename between two names of one inode does nothing and leaves the temporary.
    }
    disk.link(source, temporary);
    disk.rename(temporary, target);
  }

  @Override
  public long publish(PagedImage image) throws IOException {
    long generation = newestGeneration + 1;
    sealing.stamp(image, generation);
    try {
      write(image.bytes());
      disk.link(temporary, generation(generation));
      newestGeneration = generation;
      disk.rename(temporary, name);
    } catch (IOException e) {
      disk.unlink(temporary);
      throw e;
    }
    disk.syncDirectory(directory);
    prune();
    return generation;
  }

  private void write(ByteBuffer image) throws IOException {
    try (DiskFile file = disk.create(temporary)) {
      file.write(image.duplicate().clear(), 0);
      file.sync();
    }
  }

  /** Unlinks what is no longer kept; only after the newest is durable. */
  private void prune() throws IOException {
    for (Path file : Snapshots.files(disk, name)) {
      long generation = Snapshots.generationOf(name, file);
      if (generation > 0 && generation <= newestGeneration - keep) {
        disk.unlink(file);
      }
    }
  }

  private Path generation(long generation) {
    return name.resolveSibling(name.getFileName() + "." + generation);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
