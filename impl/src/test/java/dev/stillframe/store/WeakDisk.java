package dev.stillframe.store;

import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.FileStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A disk that leaves out or moves one step of a store; a test of crash states has to find it. */
final class WeakDisk implements Disk {
  /** The step that goes wrong. */
  enum Weakness {
    /** Files are never synced. */
    NO_SYNC_OF_FILES,
    /** Directories are never synced. */
    NO_SYNC_OF_DIRECTORIES,
    /** A file gets its name first and is synced then. */
    RENAME_BEFORE_SYNC,
    /** An image that is being written has the mark that it had before. */
    NO_DIRTY_MARK,
    /** The mark is cleared first and the image is synced then. */
    CLEAR_BEFORE_SYNC,
    /** A sync that fails counts as one that did not. */
    FAILED_SYNC_IGNORED,
    /** What is written to a file that was found, before it is synced, is left out. */
    FOUND_NOT_WRITTEN_AGAIN
  }

  private final Disk disk;
  private final Weakness weakness;
  private final List<DiskFile> unsynced = new ArrayList<>();

  WeakDisk(Disk disk, Weakness weakness) {
    this.disk = disk;
    this.weakness = weakness;
  }

  private boolean is(Weakness which) {
    return weakness == which;
  }

  private void syncNow() throws IOException {
    for (DiskFile file : unsynced) {
      file.sync();
    }
    unsynced.clear();
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    return disk.list(directory);
  }

  @Override
  public Optional<FileStatus> status(Path file) throws IOException {
    return disk.status(file);
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    return new WeakFile(disk.create(file));
  }

  @Override
  public DiskFile open(Path file, boolean writable) throws IOException {
    WeakFile found = new WeakFile(disk.open(file, writable));
    found.isFound = true;
    return found;
  }

  @Override
  public void link(Path file, Path name) throws IOException {
    disk.link(file, name);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
    syncNow();
  }

  @Override
  public void unlink(Path name) throws IOException {
    disk.unlink(name);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    if (!is(Weakness.NO_SYNC_OF_DIRECTORIES)) {
      disk.syncDirectory(directory);
    }
  }

  private final class WeakFile implements DiskFile {
    private final DiskFile file;
    private boolean isFound;

    WeakFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void read(ByteBuffer target, long at) throws IOException {
      file.read(target, at);
    }

    @Override
    public void write(ByteBuffer bytes, long at) throws IOException {
      if (is(Weakness.FOUND_NOT_WRITTEN_AGAIN) && isFound) {
        return;
      }
      if (is(Weakness.NO_DIRTY_MARK) && at == 0) {
        ByteBuffer mark = ByteBuffer.allocate(Mark.BYTES);
        file.read(mark, Mark.AT);
        bytes.put(Mark.AT, mark.array(), 0, Mark.BYTES);
      } else if (at == Mark.AT) {
        boolean isDirty = bytes.order(ByteOrder.LITTLE_ENDIAN).getLong(Mark.AT) == Mark.DIRTY;
        if (is(Weakness.NO_DIRTY_MARK) && isDirty) {
          return;
        }
      }
      file.write(bytes, at);
      if (is(Weakness.CLEAR_BEFORE_SYNC)) {
        syncNow();
      }
    }

    @Override
    public void setSize(long size) throws IOException {
      file.setSize(size);
    }

    @Override
    public void sync() throws IOException {
      isFound = false;
      if (is(Weakness.FAILED_SYNC_IGNORED)) {
        try {
          file.sync();
        } catch (IOException e) {
          return;
        }
      } else if (is(Weakness.RENAME_BEFORE_SYNC) || is(Weakness.CLEAR_BEFORE_SYNC)) {
        unsynced.add(file);
      } else if (!is(Weakness.NO_SYNC_OF_FILES)) {
        file.sync();
      }
    }

    @Override
    public ByteBuffer map(long size) throws IOException {
      return file.map(size);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
