package dev.stillframe.cli;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.stillframe.files.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Where memory files are: in a directory that only its owner can enter, so that no other user can
 * read, plant or replace one.
 */
final class RuntimeDirectory {
  private static final String XDG = "XDG_RUNTIME_DIR";
  private static final Path SHARED = Path.of("/dev/shm");
  private static final String PRIVATE = "rwx------";
  private static final int HASH_BYTES = 8;

  private RuntimeDirectory() {}

  /**
   * Returns the path of the one memory file that belongs to a snapshot, in a directory that exists
   * and is private.
   *
   * @param snapshot the resolved name of the snapshot
   * @param environment the environment
   */
  static Path memoryOf(Path snapshot, Map<String, String> environment)
      throws HostException, IOException {
    return directory(environment).resolve(fileName(snapshot));
  }

  private static Path directory(Map<String, String> environment) throws HostException, IOException {
    Path directory = parent(environment).resolve("stillframe-" + Owner.current());
    try {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
    } catch (FileAlreadyExistsException e) {
      requirePrivate(directory);
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

  /** A readable part, and a hash of the whole path, so that no two snapshots share a memory. */
  private static String fileName(Path snapshot) {
    String readable = snapshot.getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_");
    byte[] hash;
    try {
      hash =
          MessageDigest.getInstance("SHA-256")
              .digest(snapshot.toString().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
    return readable.substring(0, Math.min(40, readable.length()))
        + "-"
        + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
  }
}
