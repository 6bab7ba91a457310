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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
   */
  public record Rejected(Path file, String why) {}

  /**
   * What a search came to.
   *
   * @param found the newest usable snapshot
   * @param rejected what was newer, or might have been, and why it was not taken
   */
  public record Search(Optional<Found> found, List<Rejected> rejected) {}

  private record Candidate(Path file, Optional<Seal> seal) {
    long generation() {
      return seal.map(Seal::generation).orElse(0L);
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
   * @throws IOException if the directory cannot be read
   */
  public static Search newest(Path name) throws IOException {
    return newest(SystemDisk.INSTANCE, name);
  }

  static Search newest(Disk disk, Path name) throws IOException {
    return newest(disk, name, ImageCopy.NONE);
  }

  /** Finds it, and copies it while it verifies it; there is nothing to verify without a seal. */
  static Search newest(Disk disk, Path name, ImageCopy copy) throws IOException {
    List<Rejected> rejected = new ArrayList<>();
    List<Candidate> candidates = candidates(disk, name, rejected);
    candidates.sort(Comparator.comparingLong(Candidate::generation).reversed());
    Optional<Found> sealed = sealed(disk, candidates, rejected, copy);
    // Also where a sealed one was found: a file without a seal may be what is left of a newer one.
    Optional<Found> unsealed = unsealed(name, candidates, rejected);
    return new Search(sealed.or(() -> unsealed), rejected);
  }

  private static Optional<Found> sealed(
      Disk disk, List<Candidate> candidates, List<Rejected> rejected, ImageCopy copy) {
    for (Candidate candidate : candidates) {
      if (candidate.seal().isEmpty()) {
        continue;
      }
      try (DiskFile file = disk.open(candidate.file(), false)) {
        candidate.seal().get().verify(file, copy);
        return Optional.of(new Found(candidate.file(), candidate.generation()));
      } catch (IOException e) {
        rejected.add(new Rejected(candidate.file(), reason(e)));
      }
    }
    return Optional.empty();
  }

  private static Optional<Found> unsealed(
      Path name, List<Candidate> candidates, List<Rejected> rejected) {
    for (Candidate candidate : candidates) {
      if (candidate.seal().isPresent()) {
        continue;
      }
      if (candidates.size() > 1 || !candidate.file().getFileName().equals(name.getFileName())) {
        rejected.add(new Rejected(candidate.file(), "no seal, and there are other generations"));
        continue;
      }
      return Optional.of(new Found(candidate.file(), 0));
    }
    return Optional.empty();
  }

  /** Reads the heads of all files under the name, each inode once. */
  private static List<Candidate> candidates(Disk disk, Path name, List<Rejected> rejected)
      throws IOException {
    List<Candidate> candidates = new ArrayList<>();
    Set<Object> inodes = new HashSet<>();
    for (Path path : files(disk, name)) {
      try (DiskFile file = disk.open(path, false)) {
        if (inodes.add(disk.inode(path).orElseThrow(() -> gone(path)))) {
          candidates.add(new Candidate(path, Seal.read(file)));
        }
      } catch (NoSuchFileException e) {
        continue; // A host has replaced it since the directory was listed.
      } catch (AccessDeniedException e) {
        // Not damaged, only not ours to read: an older one in its place would lose what it holds.
        throw e;
      } catch (IOException e) {
        rejected.add(new Rejected(path, reason(e)));
      }
    }
    return candidates;
  }

  private static NoSuchFileException gone(Path file) {
    return new NoSuchFileException(file.toString());
  }

  /** Lists {@code name} and every {@code name.G} that exist. */
  static List<Path> files(Disk disk, Path name) throws IOException {
    return disk.list(name.toAbsolutePath().getParent()).stream()
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
