package dev.stillframe.queue;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.stillframe.files.FileLocks;
import dev.stillframe.files.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Opens a memory file for the one client that writes it. */
final class LockedFile {
  private LockedFile() {}

  /**
   * Opens and locks a file, and creates it if there is none. A host removes or replaces a memory
   * only under this lock; so if the file that is locked still has its name, it keeps it, and if it
   * has lost it, what is committed there would be lost too, and the name is opened again.
   */
  static FileChannel open(Path file) throws IOException {
    while (true) {
      Optional<Object> before = inode(file);
      FileChannel channel = openChannel(file);
      try {
        if (FileLocks.acquire(channel, QueueClient.LOCKED_BYTE).isEmpty()) {
          throw new IOException(
              file + " is in use by another client: a memory has one writer at a time");
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

  private static FileChannel openChannel(Path file) throws IOException {
    if (file.startsWith(Handover.DESCRIPTORS)) {
      // An inherited descriptor is a link by nature, and only whoever passed it could plant it.
      return FileChannel.open(file, READ, WRITE);
    }
    return PrivateFiles.openOrCreate(file);
  }

  private static Optional<Object> inode(Path file) throws IOException {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
