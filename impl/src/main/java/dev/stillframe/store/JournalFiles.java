package dev.stillframe.store;

import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

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

  DiskFile open() throws IOException {
    return disk.open(path, true);
  }

  void syncDirectory() throws IOException {
    disk.syncDirectory(path.getParent());
  }

  void removeTemporary() throws IOException {
    disk.unlink(temporary);
  }

  /** Gives the journal the name for damaged ones too, durably; returns that. */
  Path keepDamaged() throws IOException {
    if (!disk.inode(corrupt).equals(disk.inode(path))) {
      disk.link(path, temporary);
      disk.rename(temporary, corrupt);
    }
    syncDirectory();
    return corrupt;
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
