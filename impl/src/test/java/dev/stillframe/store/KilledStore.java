package dev.stillframe.store;

import dev.stillframe.files.Disk;
import dev.stillframe.files.SystemDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Stores whose process is killed by SIGKILL just before one of their operations on files. */
public final class KilledStore {
  private KilledStore() {}

  /**
   * Opens a twin store.
   *
   * @param name the snapshot's name
   * @param operation how many operations are done before; 0 kills at the first one
   */
  public static TwinStore twin(Path name, long operation) throws IOException {
    AtomicLong left = new AtomicLong(operation);
    Disk disk =
        new HookedDisk(
            SystemDisk.INSTANCE,
            (what, file, bytes) -> {
              // A close changes nothing: a kill there is one before the next operation.
              if (!what.equals("close") && left.getAndDecrement() == 0) {
                System.err.println("killed before " + what + " of " + file.getFileName());
                killThisProcess();
              }
            });
    return TwinStore.open(disk, ReplaceStore.resolve(name), Duration.ofSeconds(60), Boot.current());
  }

  private static void killThisProcess() throws IOException {
    String pid = Long.toString(ProcessHandle.current().pid());
    try {
      // The shell has a kill of its own; a program of this name is not everywhere.
      new ProcessBuilder("/bin/sh", "-c", "kill -s KILL " + pid).start().waitFor();
      Thread.currentThread().join(); // The signal may need a moment; nothing is done in it.
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted before it was killed", e);
    }
  }
}
