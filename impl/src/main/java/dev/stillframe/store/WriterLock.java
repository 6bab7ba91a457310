package dev.stillframe.store;

import dev.stillframe.files.LockFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The lock file beside a snapshot: byte 0 is for the one host that writes, in whatever store. */
final class WriterLock {
  private static final long WRITER_BYTE = 0;

  private WriterLock() {}

  static Path path(Path name) {
    return name.resolveSibling(name.getFileName() + ".lock");
  }

  /** Takes the lock for as long as the file is open. */
  static LockFile take(Path name) throws IOException {
    LockFile file = LockFile.openOrCreate(path(name));
    try {
      if (file.lock(WRITER_BYTE, LockFile.PATIENCE).isEmpty()) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s is in use by another host: %s. End that one, or choose another name",
                name,
                file.describe(WRITER_BYTE)));
      }
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }
}
