package dev.stillframe.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The file system of this machine, with files as {@link PrivateFiles} makes them. */
public final class SystemDisk implements Disk {
  /** The only one. */
  public static final Disk INSTANCE = new SystemDisk();

  private SystemDisk() {}

  @Override
  public List<Path> list(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.toList();
    }
  }

  @Override
  public Optional<Object> inode(Path file) throws IOException {
    return PrivateFiles.look(file, NOFOLLOW_LINKS).map(BasicFileAttributes::fileKey);
  }

  @Override
  public DiskFile create(Path file) throws IOException {
    return new ChannelFile(PrivateFiles.create(file));
  }

  @Override
  public DiskFile open(Path file, boolean writable) throws IOException {
    return new ChannelFile(
        writable ? PrivateFiles.open(file, READ, WRITE) : PrivateFiles.open(file, READ));
  }

  @Override
  public void link(Path file, Path name) throws IOException {
    Files.createLink(name, file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, ATOMIC_MOVE);
  }

  @Override
  public void unlink(Path name) throws IOException {
    Files.deleteIfExists(name);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    PrivateFiles.syncDirectory(directory);
  }
}
