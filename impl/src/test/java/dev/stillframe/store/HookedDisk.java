package dev.stillframe.store;

import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.FileStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A disk that tells of each operation before it is done; the hook may forbid it. */
class HookedDisk implements Disk {
  /** Is told of an operation: its name, its file, and how many bytes it writes. */
  @FunctionalInterface
  interface Hook {
    void before(String operation, Path file, long bytes) throws IOException;
  }

  private final Disk disk;
  private final Hook hook;

  HookedDisk(Disk disk, Hook hook) {
    this.disk = disk;
    this.hook = hook;
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    hook.before("list", directory, 0);
    return disk.list(directory);
  }

  @Override
  public Optional<FileStatus> status(Path file) throws IOException {
    hook.before("status", file, 0);
    return disk.status(file);
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    hook.before("create", file, 0);
    return new HookedFile(disk.create(file), file);
  }

  @Override
  public DiskFile open(Path file, boolean writable) throws IOException {
    hook.before("open", file, 0);
    return new HookedFile(disk.open(file, writable), file);
  }

  @Override
  public void link(Path file, Path name) throws IOException {
    hook.before("link", name, 0);
    disk.link(file, name);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    hook.before("rename", to, 0);
    disk.rename(from, to);
  }

  @Override
  public void unlink(Path name) throws IOException {
    hook.before("unlink", name, 0);
    disk.unlink(name);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    hook.before("syncDirectory", directory, 0);
    disk.syncDirectory(directory);
  }

  private final class HookedFile implements DiskFile {
    private final DiskFile file;
    private final Path path;

    HookedFile(DiskFile file, Path path) {
      this.file = file;
      this.path = path;
    }

    @Override
    public long size() throws IOException {
      hook.before("size", path, 0);
      return file.size();
    }

    @Override
    public void read(ByteBuffer target, long at) throws IOException {
      hook.before("read", path, 0);
      file.read(target, at);
    }

    @Override
    public void write(ByteBuffer bytes, long at) throws IOException {
      hook.before("write", path, bytes.remaining());
      file.write(bytes, at);
    }

    @Override
    public void setSize(long size) throws IOException {
      hook.before("setSize", path, 0);
      file.setSize(size);
    }

    @Override
    public void sync() throws IOException {
      hook.before("sync", path, 0);
      file.sync();
    }

    @Override
    public ByteBuffer map(long size) throws IOException {
      hook.before("map", path, 0);
      return file.map(size);
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public void close() throws IOException {
      file.close();
      hook.before(
          "close", path, 0); // Closed all the same; this is the moment behind the last step.
    }
  }
}
