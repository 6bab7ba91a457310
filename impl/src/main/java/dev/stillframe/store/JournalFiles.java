package dev.stillframe.store;

import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.FileStatus;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The names of a journal's files, and how one takes the place of another. */
final class JournalFiles {
  private final Disk disk;
  private final Path path;
  private final Path temporary;
  private final Path corrupt;

  JournalFiles(Disk disk, Path name) {
    this.disk = disk;
    this.path = path(name);
    this.temporary = path.resolveSibling(path.getFileName() + ".tmp");
    this.corrupt = path.resolveSibling(path.getFileName() + ".corrupt");
  }

  static Path path(Path name) {
    return name.resolveSibling(name.getFileName() + ".journal");
  }

  Path path() {
    return path;
  }

  boolean exists() throws IOException {
    return disk.inode(path).isPresent();
  }

  /** Tells what is known of the journal without reading it; empty if it is gone. */
  Optional<FileStatus> status() throws IOException {
    return disk.status(path);
  }

  Optional<Object> temporaryInode() throws IOException {
    return disk.inode(temporary);
  }

  DiskFile open() throws IOException {
    return disk.open(path, true);
  }

  void syncDirectory() throws IOException {
    disk.syncDirectory(path.getParent());
  }

  /** Removes what a killed host had begun; a file that no host has begun stays. */
  void removeTemporary() throws IOException {
    if (disk.inode(temporary).isPresent()) {
      requireOwnTemporary();
    }
    disk.unlink(temporary);
  }

  private void requireOwnTemporary() throws IOException {
    ByteBuffer version = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (DiskFile file = disk.open(temporary, false)) {
      file.read(version, 0);
    }
    boolean isOwn =
        version.position() == 0
            || version.getLong(0) == JournalHeader.VERSION
            || version.getLong(0) == 0;
    if (!isOwn) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s is in the way, and no host of this store has written it: move it away",
              temporary));
    }
  }

  /** Gives the journal a name for damaged ones too, durably; returns that. */
  Path keepDamaged() throws IOException {
    Path kept =
        Aside.name(
            disk,
            path,
            number ->
                number == 1
                    ? corrupt
                    : corrupt.resolveSibling(corrupt.getFileName() + "-" + number));
    if (disk.inode(kept).isEmpty()) {
      disk.link(path, kept);
    }
    syncDirectory();
    return kept;
  }

  /** Creates a file that has no name but the temporary one, with a header. */
  JournalFile create(JournalHeader header) throws IOException {
    removeTemporary();
    DiskFile file = disk.create(temporary);
    try {
      return JournalFile.begin(file, path, header);
    } catch (IOException | RuntimeException e) {
      giveUp(file, e);
      throw e;
    }
  }

  /** Makes what was created the journal, durably. */
  void install(JournalFile file) throws IOException {
    file.sync();
    disk.rename(temporary, path);
    syncDirectory();
  }

  /** Closes and removes what was created. */
  void giveUp(Closeable file, Exception why) {
    try {
      file.close();
      removeTemporary();
    } catch (IOException e) {
      why.addSuppressed(e); // It is removed before the next one is created.
    }
  }
}
