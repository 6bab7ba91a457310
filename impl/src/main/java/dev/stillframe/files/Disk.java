package dev.stillframe.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Every operation that a store does on files. The product has {@link SystemDisk}; tests have one
 * that records, fails at the N-th operation, or yields what a power cut may leave. The operations
 * are those of {@code Storage.tla}.
 */
public interface Disk {
  /**
   * Lists the files of a directory.
   *
   * @param directory its path
   * @return their paths, in no order
   * @throws IOException if it cannot be read
   */
  List<Path> list(Path directory) throws IOException;

  /**
   * Tells what is known of a file without reading it; links are not followed.
   *
   * @param file its path
   * @return empty if there is no such name
   * @throws IOException if that cannot be found out
   */
  Optional<FileStatus> status(Path file) throws IOException;

  /**
   * Tells which file a name leads to; links are not followed.
   *
   * @param file its path
   * @return equal for two names of one file; empty if there is no such name
   * @throws IOException if that cannot be found out
   */
  default Optional<Object> inode(Path file) throws IOException {
    return status(file).map(FileStatus::inode);
  }

  /**
   * Creates a file of mode 0600 that did not exist.
   *
   * @param file its path
   * @return the empty file, open for reading and writing
   * @throws FileAlreadyExistsException if there is anything at this path, also a link
   * @throws IOException if it cannot be created
   */
  DiskFile create(Path file) throws IOException;

  /**
   * Opens a regular file that exists; links are not followed.
   *
   * @param file its path
   * @param writable whether to open it for writing too
   * @return the file
   * @throws NoSuchFileException if there is none
   * @throws FileSystemException if it is something else than a regular file
   * @throws IOException if it cannot be opened
   */
  DiskFile open(Path file, boolean writable) throws IOException;

  /**
   * Gives a file one more name.
   *
   * @param file one of its names
   * @param name the new one
   * @throws IOException if there is that name already, or no such file
   */
  void link(Path file, Path name) throws IOException;

  /**
   * Moves a name over another one at once. Between two names of one file it does nothing.
   *
   * @param from the name that goes
   * @param to the name that it becomes, whether or not there was such a name
   * @throws IOException if that fails
   */
  void rename(Path from, Path to) throws IOException;

  /**
   * Takes a name away, if there is such a name.
   *
   * @param name its path
   * @throws IOException if that fails
   */
  void unlink(Path name) throws IOException;

  /**
   * Makes the names in a directory durable: what was created, linked, renamed or unlinked before.
   *
   * @param directory its path
   * @throws IOException if that fails
   */
  void syncDirectory(Path directory) throws IOException;
}
