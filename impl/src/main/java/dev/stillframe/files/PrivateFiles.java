package dev.stillframe.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Files that nobody but their owner can read, plant or replace. */
public final class PrivateFiles {
  /** Where the kernel shows this process its own descriptors. */
  public static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private static final FileAttribute<Set<PosixFilePermission>> MODE_0600 =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final int CHUNK = 1 << 16;

  private PrivateFiles() {}

  /**
   * Creates a file of mode 0600 that did not exist.
   *
   * @param file its path
   * @return a channel for reading and writing
   * @throws FileAlreadyExistsException if there is anything at this path, also a link
   * @throws IOException if it cannot be created
   */
  public static FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, Set.of(CREATE_NEW, READ, WRITE), MODE_0600);
  }

  /**
   * Looks what is at a path. {@link Files#exists} says that there is nothing where that cannot be
   * found out, and what is there would be replaced.
   *
   * @param path of a file
   * @param options whether links are followed
   * @return empty if there is nothing
   * @throws IOException if that cannot be found out
   */
  public static Optional<BasicFileAttributes> look(Path path, LinkOption... options)
      throws IOException {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, options));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Tells whether a path is that of a descriptor which this process has inherited.
   *
   * @param path of a file
   * @return true if it is no name in a directory: it leads to the file wherever its names go
   */
  public static boolean isDescriptor(Path path) {
    return path.startsWith(DESCRIPTORS);
  }

  /**
   * Opens a regular file that exists; links are not followed.
   *
   * @param file its path
   * @param options how to open it
   * @return a channel
   * @throws FileSystemException if it is something else than a regular file
   * @throws IOException if it cannot be opened
   */
  public static FileChannel open(Path file, OpenOption... options) throws IOException {
    requireRegular(file);
    Set<OpenOption> all = new HashSet<>(Set.of(options));
    all.add(NOFOLLOW_LINKS);
    return FileChannel.open(file, all);
  }

  /**
   * Opens a memory as {@link #open} does, or one that was inherited as a descriptor: that is a link
   * by nature, and only whoever passed it could plant it.
   *
   * @param memory its path
   * @return a channel for reading and writing
   * @throws IOException if it cannot be opened
   */
  static FileChannel openMemory(Path memory) throws IOException {
    return isDescriptor(memory) ? FileChannel.open(memory, READ, WRITE) : open(memory, READ, WRITE);
  }

  /** Opens a file as {@link #openMemory} does, by a channel that no interrupt closes. */
  static AsynchronousFileChannel openForLocks(Path file) throws IOException {
    if (isDescriptor(file)) {
      return AsynchronousFileChannel.open(file, READ, WRITE);
    }
    requireRegular(file);
    return AsynchronousFileChannel.open(file, Set.of(READ, WRITE, NOFOLLOW_LINKS), null);
  }

  /**
   * Refuses what is no regular file; what is not there is none of them.
   *
   * @throws FileSystemException that says what to do
   */
  static void requireRegular(Path file) throws IOException {
    Optional<BasicFileAttributes> there = look(file, NOFOLLOW_LINKS);
    if (there.isPresent() && !there.get().isRegularFile()) {
      throw new FileSystemException(
          file.toString(), null, "not a regular file: move it away, or choose another name");
    }
  }

  /**
   * Opens a file for reading and writing, and creates it with mode 0600 if there is none.
   *
   * @param file its path
   * @return a channel
   * @throws IOException if it can be neither created nor opened
   */
  public static FileChannel openOrCreate(Path file) throws IOException {
    while (true) {
      try {
        return open(file, READ, WRITE);
      } catch (NoSuchFileException missing) {
        try {
          return create(file);
        } catch (FileAlreadyExistsException meanwhile) {
          continue; // Somebody else created it between the two calls.
        }
      }
    }
  }

  /**
   * Writes a whole buffer at a position.
   *
   * @param channel a writable channel
   * @param bytes what to write, from its position to its limit
   * @param position where, in bytes
   * @throws IOException if the disk is full or fails; part may be written then
   */
  public static void writeFully(FileChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  /**
   * Extends a file by zeros that are written, not only promised: a store into a hole of a mapped
   * file kills the process when the file system is full.
   *
   * @param channel a writable channel
   * @param size how many bytes the file is to have; nothing happens if it has them
   * @throws IOException if the disk is full or fails
   */
  public static void extend(FileChannel channel, long size) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
    for (long at = channel.size(); at < size; at += zeros.limit()) {
      zeros.clear().limit((int) Math.min(CHUNK, size - at));
      writeFully(channel, zeros, at);
    }
  }

  /**
   * Makes the names in a directory durable: what was created, renamed or unlinked before.
   *
   * @param directory its path
   * @throws IOException if that fails
   */
  public static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(
          directory
              + ": the file system cannot sync a directory ("
              + e.getMessage()
              + "): choose a place on another one",
          e);
    }
  }
}
