package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.FileStatus;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The files under the name of a replace store, and which of them are its own ({@code
 * Publication.tla}): a generation is, if its seal has the identity of the store and the generation
 * that its name says. Whatever else is called {@code name.G} belongs to somebody else: a dated
 * copy, or the snapshot of another store. It is not counted, not taken and not removed.
 */
final class OwnFiles {
  /**
   * A file with a seal.
   *
   * @param file its path
   * @param named the generation that its name says; 0 for the name of the store
   * @param inode which file it is
   * @param identity of the memory that it was taken from
   * @param seal says whether it is whole
   */
  record Sealed(Path file, long named, Object inode, UUID identity, Seal seal) {
    long generation() {
      return seal.generation();
    }
  }

  private final Disk disk;
  private final Path name;
  private final Set<Path> all;
  private final List<Sealed> sealed = new ArrayList<>();
  private final List<Snapshots.Rejected> damaged = new ArrayList<>();
  private final List<Path> others = new ArrayList<>();
  private Optional<Object> nameInode = Optional.empty();
  private boolean isNameUnsealed;
  private Optional<UUID> identity = Optional.empty();

  private OwnFiles(Disk disk, Path name, Set<Path> all) {
    this.disk = disk;
    this.name = name;
    this.all = all;
  }

  /**
   * Reads the heads of all files under a name.
   *
   * @param expected identity of the store; empty if only the files can tell
   * @throws AccessDeniedException if one may not be read: it may be newer than all others
   * @throws IOException if the directory cannot be read, or if the files do not tell whose they are
   */
  static OwnFiles of(Disk disk, Path name, Optional<UUID> expected) throws IOException {
    OwnFiles files =
        new OwnFiles(disk, name, new HashSet<>(disk.list(name.toAbsolutePath().getParent())));
    files.nameInode = disk.inode(name);
    for (Path file : Snapshots.files(name, files.all)) {
      files.add(file);
    }
    files.identity = expected.isPresent() ? expected : files.toldIdentity();
    return files;
  }

  private void add(Path file) throws IOException {
    long named = Snapshots.generationOf(name, file);
    try (DiskFile opened = disk.open(file, false)) {
      Optional<FileStatus> status = disk.status(file);
      if (status.isPresent()) {
        add(file, named, status.get(), FileHead.of(opened));
      }
    } catch (NoSuchFileException e) {
      return; // A host has replaced it since the directory was listed.
    } catch (AccessDeniedException e) {
      // Not damaged, only not ours to read: an older one in its place would lose what it holds.
      throw e;
    } catch (FormatException | FileSystemException e) {
      if (named > 0 && !disk.inode(file).equals(nameInode)) {
        others.add(file); // Nothing in it says that it is an image of any store.
      } else {
        damaged.add(new Snapshots.Rejected(file, Snapshots.reason(e), named));
      }
    } catch (IOException e) {
      damaged.add(new Snapshots.Rejected(file, Snapshots.reason(e), named));
    }
  }

  private void add(Path file, long named, FileStatus status, FileHead head) throws IOException {
    boolean isName = nameInode.filter(status.inode()::equals).isPresent();
    if (head.seal().isEmpty()) {
      addUnsealed(file, named, isName);
      return;
    }
    Sealed found =
        new Sealed(file, named, status.inode(), head.identity(), head.seal().orElseThrow());
    if (named == 0 || named == found.generation() && !isNameOfAnother(found)) {
      sealed.add(found);
    } else if (isName) {
      damaged.add(
          new Snapshots.Rejected(
              file, "holds generation " + found.generation() + " in place of its own", named));
    } else {
      others.add(file);
    }
  }

  private void addUnsealed(Path file, long named, boolean isName) {
    if (named == 0) {
      isNameUnsealed = true;
    } else if (isName) {
      damaged.add(new Snapshots.Rejected(file, "no seal, and it is a generation", named));
    } else {
      others.add(file);
    }
  }

  /** Tells whether a file is the snapshot of a store that has this name for its own. */
  private boolean isNameOfAnother(Sealed found) throws IOException {
    return isNameOfAnother(disk, found.file(), all, found.generation());
  }

  /** The same for any file: it has a lock file, or is one file with a generation of its name. */
  static boolean isNameOfAnother(Disk disk, Path file, Set<Path> all, long generation)
      throws IOException {
    Path own = sibling(file, "." + generation);
    return all.contains(sibling(file, ".lock"))
        || all.contains(sibling(file, ".store"))
        || all.contains(own) && disk.inode(own).equals(disk.inode(file));
  }

  private static Path sibling(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  /** What the files say, where all of them say the same or the name leads to a whole image. */
  private Optional<UUID> toldIdentity() throws IOException {
    Set<UUID> told = sealed.stream().map(Sealed::identity).collect(Collectors.toSet());
    Optional<Sealed> named = sealed.stream().filter(file -> file.named() == 0).findFirst();
    if (told.size() > 1 && named.isPresent()) {
      if (isWhole(named.get())) {
        return named.map(Sealed::identity);
      }
      told.clear(); // What is damaged may say anything.
      sealed.stream().filter(file -> !isName(file)).forEach(file -> told.add(file.identity()));
    }
    if (told.size() > 1) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: %s are of different stores: move away those of the other one",
              name,
              sealed.stream().map(Sealed::file).toList()));
    }
    return told.stream().findFirst();
  }

  private boolean isWhole(Sealed found) throws IOException {
    try (DiskFile file = disk.open(found.file(), false)) {
      found.seal().verify(file);
      return true;
    } catch (FormatException | NoSuchFileException e) {
      return false;
    }
  }

  /** Returns whose the files are; empty if there is none with a seal. */
  Optional<UUID> identity() {
    return identity;
  }

  /** Returns the own files, the newest first; each inode once. */
  List<Sealed> newestFirst() {
    Set<Object> inodes = new HashSet<>();
    return sealed.stream()
        .filter(file -> isOwn(file) && inodes.add(file.inode()))
        .sorted(Comparator.comparingLong(Sealed::generation).reversed())
        .toList();
  }

  /** Returns the own files that have the name of a generation. */
  List<Sealed> generations() {
    return sealed.stream().filter(file -> isOwn(file) && file.named() > 0).toList();
  }

  private boolean isName(Sealed file) {
    return nameInode.filter(file.inode()::equals).isPresent();
  }

  private boolean isOwn(Sealed file) {
    return identity.filter(file.identity()::equals).isPresent();
  }

  /** Returns what stands where an own file should, and why it is none. */
  List<Snapshots.Rejected> damaged() {
    List<Snapshots.Rejected> all = new ArrayList<>(damaged);
    for (Sealed file : sealed) {
      if (isName(file) && !isOwn(file)) {
        String why = "it is damaged, or of another store: it has identity " + file.identity();
        all.add(new Snapshots.Rejected(file.file(), why, file.named()));
      }
    }
    return all;
  }

  /** Returns the files of others whose names look like those of generations. */
  List<Path> others() {
    List<Path> all = new ArrayList<>(others);
    sealed.stream()
        .filter(file -> !isName(file) && !isOwn(file))
        .forEach(file -> all.add(file.file()));
    return all;
  }

  /** Tells whether the name leads to a file without a seal, as the original writes them. */
  boolean isNameUnsealed() {
    return isNameUnsealed;
  }

  /** Returns the highest generation that a file of this store has or had. */
  long highest() {
    long highest = 0;
    for (Sealed file : newestFirst()) {
      highest = Math.max(highest, file.generation());
    }
    for (Snapshots.Rejected file : damaged()) {
      highest = Math.max(highest, file.generation());
    }
    return highest;
  }
}
