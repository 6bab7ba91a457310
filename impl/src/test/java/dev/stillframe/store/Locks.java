package dev.stillframe.store;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Asks the kernel from another process: within one, no lock is ever in the way. */
final class Locks {
  private Locks() {}

  static boolean isHeldFromAnotherProcess(Path file, long at) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Locks.class.getName(),
                file.toString(),
                Long.toString(at))
            .inheritIO()
            .start();
    int code = process.waitFor();
    if (code != 10 && code != 11) {
      throw new AssertionError("exit code " + code);
    }
    return code == 11;
  }

  public static void main(String[] arguments) throws Exception {
    try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), READ, WRITE)) {
      boolean isHeld = channel.tryLock(Long.parseLong(arguments[1]), 1, false) == null;
      System.exit(isHeld ? 11 : 10);
    }
  }
}
