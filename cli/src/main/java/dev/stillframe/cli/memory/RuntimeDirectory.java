package dev.stillframe.cli.memory;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.files.FileKey;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.files.RecordFile;
import dev.stillframe.files.StoreRecord;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where memory files are: in a directory that only its owner can enter, so that no other user can
 * read, plant or replace one.
 */
public final class RuntimeDirectory {
  private static final String XDG = "XDG_RUNTIME_DIR";
  private static final Path SHARED = Path.of("/dev/shm");
  private static final String PRIVATE = "rwx------";

  private RuntimeDirectory() {}

  /**
   * Returns the path of a new memory, which no other one has, in a directory that exists and is
   * private.
   *
   * @param snapshot the resolved name of the snapshot
   * @param environment the environment
   * @return where it is to be
   * @throws HostException if there is no such directory, and none can be made
   * @throws IOException if something cannot be looked at
   */
  public static Path newMemory(Path snapshot, Map<String, String> environment)
      throws HostException, IOException {
    return directory(environment).resolve(fileName(snapshot));
  }

  private static Path directory(Map<String, String> environment) throws HostException, IOException {
    Path parent = parent(environment);
    Path directory = parent.resolve("stillframe-" + Owner.current());
    try {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
    } catch (FileAlreadyExistsException e) {
      requirePrivate(directory);
    } catch (FileSystemException e) {
      throw new HostException(
          directory
              + ", where the memory is to be, cannot be made ("
              + (Files.exists(parent) ? Reports.describe(e) : "there is no " + parent)
              + "): set "
              + XDG
              + " to a directory of your own, best on a tmpfs");
    }
    return directory;
  }

  /** /dev/shm is sticky: nobody can rename another user's directory there. */
  private static Path parent(Map<String, String> environment) throws HostException, IOException {
    String runtime = environment.get(XDG);
    if (runtime == null || runtime.isEmpty()) {
      return SHARED;
    }
    Path parent = Path.of(runtime);
    if (PrivateFiles.look(parent).filter(BasicFileAttributes::isDirectory).isEmpty()) {
      throw new HostException(
          XDG + " is " + runtime + ", which is no directory: create it, or unset the variable");
    }
    if (Owner.of(parent) != Owner.current()) {
      throw new HostException(
          XDG + " is " + runtime + ", which belongs to another user: unset the variable");
    }
    return parent.toRealPath();
  }

  private static void requirePrivate(Path directory) throws HostException, IOException {
    if (PrivateFiles.look(directory, NOFOLLOW_LINKS)
        .filter(BasicFileAttributes::isDirectory)
        .isEmpty()) {
      throw new HostException(directory + " is not a directory: remove it");
    }
    if (Owner.of(directory) != Owner.current()) {
      throw new HostException(
          directory + " belongs to another user: set " + XDG + " to a directory of your own");
    }
    String mode =
        PosixFilePermissions.toString(Files.getPosixFilePermissions(directory, NOFOLLOW_LINKS));
    if (!mode.equals(PRIVATE)) {
      throw new HostException(
          directory + " has mode " + mode + ": look who wrote there, then run chmod 700 on it");
    }
  }

  /**
   * Returns the directories in which memories of this user may be, wherever a host has made them:
   * those that are there, and private.
   */
  private static List<Path> all(Map<String, String> environment) throws IOException {
    String own = "stillframe-" + Owner.current();
    Set<Path> directories = new LinkedHashSet<>();
    String runtime = environment.getOrDefault(XDG, "");
    if (!runtime.isEmpty()) {
      directories.add(Path.of(runtime).toAbsolutePath().normalize().resolve(own));
    }
    directories.add(Path.of("/run/user", Integer.toString(Owner.current()), own));
    directories.add(SHARED.resolve(own));
    List<Path> found = new ArrayList<>();
    for (Path directory : directories) {
      if (isPrivate(directory)) {
        found.add(directory);
      }
    }
    return found;
  }

  /** Tells whether a directory is there, and nobody but this user can have written there. */
  static boolean isPrivate(Path directory) throws IOException {
    return Files.isDirectory(directory, NOFOLLOW_LINKS)
        && Owner.of(directory) == Owner.current()
        && PosixFilePermissions.toString(Files.getPosixFilePermissions(directory, NOFOLLOW_LINKS))
            .equals(PRIVATE);
  }

  /**
   * Looks for the memory of a store whose own record is gone, by the copies beside memories. Each
   * of the others may go meanwhile, with its memory, when the host of that ends.
   *
   * @param copies that were there
   * @param directory of the store
   * @param name of the store
   * @param boot the current one
   * @return the last that was written of those whose memories are there
   */
  static Optional<StoreRecord> recordOf(List<Path> copies, FileKey directory, Path name, UUID boot)
      throws IOException {
    StoreRecord last = null;
    FileTime lastTime = FileTime.fromMillis(0);
    for (Path copy : copies) {
      Optional<StoreRecord> found = RecordFile.read(copy);
      if (found.isEmpty() || !isOf(found.get(), directory, name, boot)) {
        continue;
      }
      Optional<FileTime> time =
          PrivateFiles.look(copy, NOFOLLOW_LINKS).map(BasicFileAttributes::lastModifiedTime);
      if (time.isPresent() && (last == null || time.get().compareTo(lastTime) > 0)) {
        last = found.get();
        lastTime = time.get();
      }
    }
    return Optional.ofNullable(last);
  }

  private static boolean isOf(StoreRecord record, FileKey directory, Path name, UUID boot)
      throws IOException {
    Optional<Path> memory = record.memory().path();
    return record.store().directory().equals(directory)
        && record.store().name().getFileName().equals(name.getFileName())
        && record.memory().boot().equals(boot)
        && memory.isPresent()
        && FileKey.of(memory.get()).filter(record.memory().key()::equals).isPresent();
  }

  /** Lists the copies of records beside the memories of this user. */
  static List<Path> copies(Map<String, String> environment) throws IOException {
    return files(environment).stream()
        .filter(file -> file.getFileName().toString().endsWith(".store"))
        .toList();
  }

  /**
   * Lists the files in all runtime directories of this user. What is there may be gone a moment
   * later, because the hosts of other stores end.
   *
   * @param environment of this process
   * @return the regular files, by directory and name
   * @throws IOException if a directory cannot be listed
   */
  public static List<Path> files(Map<String, String> environment) throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path directory : all(environment)) {
      try (Stream<Path> files = Files.list(directory)) {
        files.filter(file -> Files.isRegularFile(file, NOFOLLOW_LINKS)).sorted().forEach(all::add);
      }
    }
    return all;
  }

  /** A readable part, and a number that no other memory has. */
  private static String fileName(Path snapshot) {
    String readable = snapshot.getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_");
    return readable.substring(0, Math.min(40, readable.length()))
        + "-"
        + HexFormat.of().toHexDigits(new SecureRandom().nextLong());
  }
}
