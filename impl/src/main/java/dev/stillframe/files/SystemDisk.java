package dev.stillframe.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The file system of this machine, with files as {@link PrivateFiles} makes them. */
public final class SystemDisk implements Disk {
  /** The only one. */
  public static final Disk INSTANCE = new SystemDisk();

  private static final String STATUS = "unix:fileKey,nlink,size,lastModifiedTime,ctime";

  private SystemDisk() {}

  @Override
  public List<Path> list(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.toList();
    } catch (UncheckedIOException e) {
      // What fails while the directory is read comes out of the stream like this.
      throw e.getCause();
    }
  }

  @Override
  public Optional<FileStatus> status(Path file) throws IOException {
    try {
      Map<String, Object> found = Files.readAttributes(file, STATUS, NOFOLLOW_LINKS);
      return Optional.of(
          new FileStatus(
              found.get("fileKey"),
              (int) found.get("nlink"),
              (long) found.get("size"),
              nanoseconds(found.get("lastModifiedTime")),
              nanoseconds(found.get("ctime"))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static long nanoseconds(Object time) {
    return ((FileTime) time).to(TimeUnit.NANOSECONDS);
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
