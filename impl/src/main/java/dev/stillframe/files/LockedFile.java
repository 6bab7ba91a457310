package dev.stillframe.files;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Opens a memory file for the one client that writes it. */
public final class LockedFile {
  /** The byte of the memory file that a writing client locks. */
  public static final long LOCKED_BYTE = 0;

  /** Where the kernel shows this process its own descriptors. */
  public static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private LockedFile() {}

  /**
   * Opens and locks a file, and creates it if there is none. A host removes or replaces a memory
   * only under this lock; so if the file that is locked still has its name, it keeps it, and if it
   * has lost it, what is committed there would be lost too, and the name is opened again.
   *
   * @param file the memory file, or a descriptor that was inherited
   * @return a channel that holds the lock until it is closed
   * @throws IOException if another client has it open, or if it cannot be opened or locked
   */
  public static FileChannel openOrCreate(Path file) throws IOException {
    return open(file, true);
  }

  /**
   * Opens and locks a file as {@link #openOrCreate} does, but creates nothing.
   *
   * @param file the memory file, or a descriptor that was inherited
   * @return a channel that holds the lock until it is closed
   * @throws NoSuchFileException if there is none
   * @throws IOException if another client has it open, or if it cannot be opened or locked
   */
  public static FileChannel open(Path file) throws IOException {
    return open(file, false);
  }

  private static FileChannel open(Path file, boolean create) throws IOException {
    while (true) {
      Optional<Object> before = inode(file);
      FileChannel channel = openChannel(file, create);
      try {
        if (FileLocks.acquire(channel, LOCKED_BYTE).isEmpty()) {
          throw new IOException(
              file
                  + " is in use by another client: end that one, a memory has one writer at a time");
        }
        if (before.isPresent() && before.equals(inode(file))) {
          return channel;
        }
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      channel.close();
    }
  }

  private static FileChannel openChannel(Path file, boolean create) throws IOException {
    if (file.startsWith(DESCRIPTORS)) {
      // An inherited descriptor is a link by nature, and only whoever passed it could plant it.
      return FileChannel.open(file, READ, WRITE);
    }
    return create ? PrivateFiles.openOrCreate(file) : PrivateFiles.open(file, READ, WRITE);
  }

  private static Optional<Object> inode(Path file) throws IOException {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
