package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.FileStatus;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which files are images of a twin store. It writes them in place, so each has one name only,
 * and nothing in it or beside it says that it is another store's.
 */
final class TwinOwnership {
  private TwinOwnership() {}

  /** Returns an image of a twin store under a name, if there is any. */
  static Optional<Path> imageOf(Disk disk, Path name) throws IOException {
    int empty = 0;
    for (int image = 0; image < TwinImages.COUNT; image++) {
      Path path = TwinImages.path(name, image);
      try (DiskFile file = disk.open(path, false)) {
        FileHead head = FileHead.of(file);
        // One that was copied there has no mark; generation 1 has a name of the replace store.
        boolean isCopied = image == 0 && head.seal().isPresent() && !isNameOfAnother(disk, path);
        if (head.mark().isPresent() || isCopied) {
          return Optional.of(path);
        }
        empty += file.size() == 0 ? 1 : 0;
      } catch (FormatException | FileSystemException e) {
        continue; // It is none.
      }
    }
    return empty == TwinImages.COUNT ? Optional.of(TwinImages.path(name, 0)) : Optional.empty();
  }

  /** Returns a file of a replace store under a name, if there is any. */
  static Optional<Path> snapshotOf(Disk disk, Path name) throws IOException {
    if (disk.inode(name).isPresent()) {
      return Optional.of(name);
    }
    Set<Path> all = new HashSet<>(disk.list(name.getParent()));
    List<Path> generations = Snapshots.files(name, all);
    for (Path path : generations) {
      long generation = Snapshots.generationOf(name, path);
      try (DiskFile file = disk.open(path, false)) {
        FileHead head = FileHead.of(file);
        if (generation != 1
            && head.mark().isEmpty()
            && head.seal().filter(seal -> seal.generation() == generation).isPresent()
            && !OwnFiles.isNameOfAnother(disk, path, all, generation)) {
          return Optional.of(path);
        }
      } catch (FormatException | FileSystemException e) {
        continue; // It is none.
      }
    }
    return Optional.empty();
  }

  private static boolean isNameOfAnother(Disk disk, Path path) throws IOException {
    return disk.inode(path.resolveSibling(path.getFileName() + ".lock")).isPresent()
        || disk.inode(path.resolveSibling(path.getFileName() + ".store")).isPresent();
  }

  /**
   * Refuses an image that would change under other names too.
   *
   * @throws IOException if it has a second name
   */
  static void requireOneName(Disk disk, Path path) throws IOException {
    Optional<FileStatus> status = disk.status(path);
    if (status.isPresent() && status.get().links() > 1) {
      disk.open(path, false).close(); // Refuses what is not a regular file, and says so.
      throw refused(path, "it has " + status.get().links() + " names, and would change under all");
    }
  }

  /**
   * Refuses an image that belongs to somebody else by its name.
   *
   * @throws IOException if it is the snapshot of a store of that name
   */
  static void requireOwnName(Disk disk, Path path) throws IOException {
    if (disk.inode(path).isPresent() && isNameOfAnother(disk, path)) {
      throw refused(path, "it is the snapshot of another host, which has that name");
    }
  }

  static IOException refused(Path path, String why) {
    return new IOException(
        String.format(
            Locale.ROOT,
            "%s is no image of this store: %s. Move it away, or choose another name",
            path,
            why));
  }
}
