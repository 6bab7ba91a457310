package dev.stillframe.store;

import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A disk that tells of each operation before it is done; the hook may forbid it. */
class HookedDisk implements Disk {
  /** Is told of an operation, its name and its file. */
  @FunctionalInterface
  interface Hook {
    void before(String operation, Path file) throws IOException;
  }

  private final Disk disk;
  private final Hook hook;

  HookedDisk(Disk disk, Hook hook) {
    this.disk = disk;
    this.hook = hook;
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    hook.before("list", directory);
    return disk.list(directory);
  }

  @Override
  public Optional<Object> inode(Path file) throws IOException {
    hook.before("inode", file);
    return disk.inode(file);
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    hook.before("create", file);
    return new HookedFile(disk.create(file), file);
  }

  @Override
  public DiskFile open(Path file, boolean writable) throws IOException {
    hook.before("open", file);
    return new HookedFile(disk.open(file, writable), file);
  }

  @Override
  public void link(Path file, Path name) throws IOException {
    hook.before("link", name);
    disk.link(file, name);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    hook.before("rename", to);
    disk.rename(from, to);
  }

  @Override
  public void unlink(Path name) throws IOException {
    hook.before("unlink", name);
    disk.unlink(name);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    hook.before("syncDirectory", directory);
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
      hook.before("size", path);
      return file.size();
    }

    @Override
    public void read(ByteBuffer target, long at) throws IOException {
      hook.before("read", path);
      file.read(target, at);
    }

    @Override
    public void write(ByteBuffer bytes, long at) throws IOException {
      hook.before("write", path);
      file.write(bytes, at);
    }

    @Override
    public void setSize(long size) throws IOException {
      hook.before("setSize", path);
      file.setSize(size);
    }

    @Override
    public void sync() throws IOException {
      hook.before("sync", path);
      file.sync();
    }

    @Override
    public ByteBuffer map(long size) throws IOException {
      hook.before("map", path);
      return file.map(size);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
