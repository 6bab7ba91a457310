package dev.stillframe.conformance;

import dev.stillframe.files.LockFile;
import dev.stillframe.files.MemoryLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What keeps a client away. */
final class LockChecks {
  private LockChecks() {}

  /** Holds each of the two locks of a memory, and expects that a client is refused. */
  static void requireBoth(Bench bench, Path memory, String request)
      throws FellShort, Unsupported, IOException {
    for (Path locked : List.of(MemoryLock.path(memory), memory)) {
      try (LockFile judge = LockFile.openOrCreate(locked)) {
        if (judge.lock(MemoryLock.BYTE, LockFile.PATIENCE).isEmpty()) {
          throw new IOException(judge.describe(MemoryLock.BYTE));
        }
        String why = "byte 0 of " + locked.getFileName() + " is locked";
        Bench.requireError(Rule.ONE_WRITER, why, bench.askReader(request));
      }
    }
  }
}
