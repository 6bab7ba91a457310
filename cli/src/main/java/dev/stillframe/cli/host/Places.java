package dev.stillframe.cli.host;

import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.store.TwinStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a file system must be able to do for a store, looked at before the client starts. */
final class Places {
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
  private static final int MOUNT_POINT = 4;

  private Places() {}

  /**
   * Requires what a store needs.
   *
   * @param kind of the store
   * @param name of its main file, resolved
   */
  static void require(StoreKind kind, Path name) throws HostException, IOException {
    List<Path> files = new ArrayList<>(List.of(name));
    if (kind == StoreKind.TWIN) {
      files.addAll(TwinStore.images(name));
    } else {
      requireHardLinks(name);
    }
    for (Path file : files) {
      requireNoMount(file);
    }
  }

  /**
   * Requires that a name is free or that of a regular file, before anything is made beside it.
   *
   * @param file the name as the user wrote it
   */
  static void requireFile(Path file) throws HostException, IOException {
    if (PrivateFiles.look(file).filter(there -> !there.isRegularFile()).isPresent()) {
      throw new HostException(file + ": not a regular file: choose another name");
    }
  }

  private static void requireHardLinks(Path name) throws HostException, IOException {
    Path file = name.resolveSibling(name.getFileName() + ".probe");
    Path link = name.resolveSibling(name.getFileName() + ".probed");
    Files.deleteIfExists(file);
    Files.deleteIfExists(link);
    try {
      PrivateFiles.create(file).close();
      Files.createLink(link, file);
    } catch (FileSystemException | UnsupportedOperationException e) {
      throw new HostException(
          name.getParent()
              + ": the file system cannot make hard links, which this store needs ("
              + e.getMessage()
              + "): choose --store twin, or a place on another file system");
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(link);
    }
  }

  /** A mount of a single file, as containers have them, can be neither renamed nor replaced. */
  private static void requireNoMount(Path file) throws HostException, IOException {
    if (!Files.exists(file) || !Files.isReadable(MOUNTS)) {
      return;
    }
    for (String mount : Files.readAllLines(MOUNTS, StandardCharsets.ISO_8859_1)) {
      String[] fields = mount.split(" ");
      // Blanks and the like are escaped there; a name that has them is looked at by its errors.
      if (fields.length > MOUNT_POINT && fields[MOUNT_POINT].equals(file.toString())) {
        throw new HostException(
            file + " is a mount of its own, which cannot be replaced: mount its directory instead");
      }
    }
  }

  /** Adds to an error what it is about and what to do, if it says neither. */
  static IOException explained(Path snapshot, IOException e) {
    String message = Reports.describe(e);
    String wayOut =
        switch (message) {
          case "No locks available", "Function not implemented", "Operation not supported" ->
              ": the file system has no POSIX locks (fcntl): mount it with them, or choose another place";
          default -> "";
        };
    boolean isNamed = message.contains(snapshot.getFileName().toString());
    return isNamed && wayOut.isEmpty() ? e : new IOException(snapshot + ": " + message + wayOut, e);
  }
}
