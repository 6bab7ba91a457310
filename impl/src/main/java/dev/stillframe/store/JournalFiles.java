package dev.stillframe.store;

import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The files of a journal, and how one takes the place of another. */
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
  DiskFile create(JournalHeader header) throws IOException {
    removeTemporary();
    DiskFile file = disk.create(temporary);
    try {
      file.write(header.bytes(), 0);
      return file;
    } catch (IOException | RuntimeException e) {
      giveUp(file, e);
      throw e;
    }
  }

  /** Copies batches, each checked again. */
  void copy(JournalScan scan, DiskFile next, long until) throws IOException {
    while (scan.end() < until) {
      long at = scan.end();
      JournalBatch batch =
          scan.next()
              .orElseThrow(
                  () ->
                      new IOException(
                          "the batch at byte %d of %s was whole and is not any more"
                              .formatted(at, path)));
      next.write(batch.bytes().duplicate().clear(), at);
    }
  }

  /** Appends a batch to what was created, and makes that the journal, durably; returns its end. */
  long install(DiskFile file, long at, Optional<JournalBatch> batch) throws IOException {
    long end = at;
    if (batch.isPresent()) {
      file.write(batch.get().bytes().duplicate().clear(), at);
      end += batch.get().bytes().capacity();
    }
    file.sync();
    disk.rename(temporary, path);
    syncDirectory();
    return end;
  }

  /** Closes and removes what was created. */
  void giveUp(DiskFile file, Exception why) {
    try {
      file.close();
      removeTemporary();
    } catch (IOException e) {
      why.addSuppressed(e); // It is removed before the next one is created.
    }
  }
}
