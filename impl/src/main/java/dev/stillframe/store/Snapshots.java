package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.SystemDisk;
import dev.stillframe.memory.BufferMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the files of a {@link ReplaceStore}; needs no lock, because a file under one of its names
 * is never written again. It opens a file more than once, so whoever reads while a host publishes
 * may find that it has been removed in between; {@link ReplaceReader} does not.
 */
public final class Snapshots {
  /**
   * A usable snapshot.
   *
   * @param file where it was found
   * @param generation of its seal; 0 if it has none
   */
  public record Found(Path file, long generation) {
    /**
     * Tells whether the file is sealed; the original crate's are not.
     *
     * @return false if nothing vouches for its bytes
     */
    public boolean isSealed() {
      return generation > 0;
    }
  }

  /**
   * A file that looks like a snapshot and is not usable.
   *
   * @param file where it was found
   * @param why for people
   * @param generation that is given up with it; 0 if it does not say, or if it was never reported
   */
  public record Rejected(Path file, String why, long generation) {}

  /**
   * What a search came to.
   *
   * @param found the newest usable snapshot
   * @param rejected what was newer, or might have been, and why it was not taken
   * @param others files of others whose names look like those of this store; they stay as they are
   */
  public record Search(Optional<Found> found, List<Rejected> rejected, List<Path> others) {
    /**
     * Returns the highest generation that is given up for what was found.
     *
     * @return 0 if there is none, as far as the files say
     */
    public long givenUp() {
      long taken = found.map(Found::generation).orElse(0L);
      long highest = rejected.stream().mapToLong(Rejected::generation).max().orElse(0);
      return highest > taken ? highest : 0;
    }
  }

  private Snapshots() {}

  /**
   * Finds the newest snapshot under a name whose seal holds. A file without a seal is taken only
   * where there is nothing else, and nothing vouches for what it holds.
   *
   * @param name the snapshot's name
   * @return what was found and what was not usable
   * @throws AccessDeniedException if one of the files may not be read
   * @throws IOException if the directory cannot be read, or if the files are of several stores
   */
  public static Search newest(Path name) throws IOException {
    return newest(SystemDisk.INSTANCE, name);
  }

  static Search newest(Disk disk, Path name) throws IOException {
    return newest(disk, name, OwnFiles.of(disk, name, Optional.empty()), ImageCopy.NONE);
  }

  /** Finds it, and copies it while it verifies it; there is nothing to verify without a seal. */
  static Search newest(Disk disk, Path name, OwnFiles own, ImageCopy copy) throws IOException {
    List<Rejected> rejected = new ArrayList<>(own.damaged());
    Optional<Found> found = sealed(disk, own.newestFirst(), rejected, copy);
    // Also where a sealed one was found: a file without a seal may be what is left of a newer one.
    if (own.isNameUnsealed() && found.isEmpty() && rejected.isEmpty()) {
      found = Optional.of(new Found(name, 0));
    } else if (own.isNameUnsealed()) {
      rejected.add(new Rejected(name, "no seal, and there are other generations", 0));
    }
    found.ifPresent(newest -> setBack(name, own, newest).ifPresent(rejected::add));
    return new Search(found, rejected, own.others());
  }

  private static Optional<Found> sealed(
      Disk disk, List<OwnFiles.Sealed> newestFirst, List<Rejected> rejected, ImageCopy copy) {
    for (OwnFiles.Sealed candidate : newestFirst) {
      try (DiskFile file = disk.open(candidate.file(), false)) {
        candidate.seal().verify(file, copy);
        return Optional.of(new Found(candidate.file(), candidate.generation()));
      } catch (IOException e) {
        rejected.add(new Rejected(candidate.file(), reason(e), candidate.generation()));
      }
    }
    return Optional.empty();
  }

  /** Tells of a name that leads to an older image which is no generation: somebody put it there. */
  private static Optional<Rejected> setBack(Path name, OwnFiles own, Found newest) {
    return own.newestFirst().stream()
        .filter(file -> file.file().equals(name) && file.generation() < newest.generation())
        .filter(file -> own.generations().stream().noneMatch(g -> g.inode().equals(file.inode())))
        .map(
            file ->
                new Rejected(
                    name,
                    String.format(
                        Locale.ROOT,
                        "it holds generation %d, and %s is newer: to go back to it, move the newer"
                            + " ones away first",
                        file.generation(),
                        newest.file().getFileName()),
                    0))
        .findFirst();
  }

  /** Lists {@code name} and every {@code name.G} among some files. */
  static List<Path> files(Path name, Collection<Path> all) {
    return all.stream()
        .filter(path -> isName(name, path) || generationOf(name, path) > 0)
        .sorted()
        .toList();
  }

  private static boolean isName(Path name, Path path) {
    return path.getFileName().equals(name.getFileName());
  }

  /** Returns the number in a file name of the form {@code name.G}, or 0. */
  static long generationOf(Path name, Path path) {
    String prefix = name.getFileName() + ".";
    String file = path.getFileName().toString();
    if (!file.startsWith(prefix)) {
      return 0;
    }
    String digits = file.substring(prefix.length());
    return digits.matches("[1-9][0-9]{0,17}") ? Long.parseLong(digits) : 0;
  }

  /**
   * Reads a snapshot into private memory, once; what a seal vouches for is checked there.
   *
   * @param found what a search in any store found
   * @return a direct buffer that holds just the snapshot
   * @throws FormatException if it is not what was found any more
   * @throws IOException if it cannot be read
   */
  public static ByteBuffer load(Found found) throws IOException {
    return load(SystemDisk.INSTANCE, found);
  }

  static ByteBuffer load(Disk disk, Found found) throws IOException {
    try (DiskFile file = disk.open(found.file(), false)) {
      Optional<Seal> seal = seal(found, file);
      long size = seal.isPresent() ? Math.min(seal.get().length(), file.size()) : file.size();
      BufferMemory.requireMappable(size);
      ByteBuffer image = ByteBuffer.allocateDirect((int) Math.max(size, 0));
      file.read(image, 0);
      if (seal.isPresent()) {
        seal.get().verify(image.clear(), file.size());
      }
      return image.clear();
    }
  }

  /**
   * Copies a snapshot while it verifies what a seal vouches for.
   *
   * @param found what a search in any store found
   * @param copy is given it; worth nothing if this throws
   * @throws FormatException if it is not what was found any more
   * @throws IOException if it cannot be read
   */
  public static void copy(Found found, ImageCopy copy) throws IOException {
    copy(SystemDisk.INSTANCE, found, copy);
  }

  static void copy(Disk disk, Found found, ImageCopy copy) throws IOException {
    try (DiskFile file = disk.open(found.file(), false)) {
      Optional<Seal> seal = seal(found, file);
      if (seal.isPresent()) {
        seal.get().verify(file, copy);
      } else {
        Seal.copyUnsealed(file, copy);
      }
    }
  }

  private static Optional<Seal> seal(Found found, DiskFile file) throws IOException {
    Optional<Seal> seal = found.isSealed() ? Seal.read(file) : Optional.empty();
    if (found.isSealed() && seal.isEmpty()) {
      throw new FormatException(Reason.UNSEALED, found.file() + " has no seal");
    }
    return seal;
  }

  /** Says why a file was not taken. */
  static String reason(IOException e) {
    return e instanceof FormatException ? e.getMessage() : e.toString();
  }
}
