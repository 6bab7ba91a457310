package dev.stillframe.files;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Asks the kernel from another process: within one, no lock is ever in the way. */
public final class Locks {
  private static final int HELD = 1;

  private Locks() {}

  /** Tells whether another process would be refused an exclusive lock. */
  public static boolean isHeldFromAnotherProcess(Path file, long at) throws Exception {
    Process process = start(file, at, "ask");
    int code = process.waitFor();
    if (code != 10 && code != 11) {
      throw new AssertionError("exit code " + code);
    }
    return code == 11;
  }

  /** Locks a byte in another process, until that is killed. */
  public static Process holdInAnotherProcess(Path file, long at) throws Exception {
    Process process = start(file, at, "hold");
    if (process.getInputStream().read() != HELD) {
      throw new AssertionError("it could not be locked");
    }
    return process;
  }

  /** Kills a process, and returns when it is gone and its locks with it. */
  public static void kill(Process process) {
    process.destroyForcibly().onExit().join();
  }

  private static Process start(Path file, long at, String what) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Locks.class.getName(),
            file.toString(),
            Long.toString(at),
            what)
        .redirectError(Redirect.INHERIT)
        .start();
  }

  /** Exits with 11 if the byte is locked, and with 10 if not; or keeps the lock for ever. */
  public static void main(String[] arguments) throws Exception {
    try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), READ, WRITE)) {
      boolean isHeld = channel.tryLock(Long.parseLong(arguments[1]), 1, false) == null;
      if (arguments[2].equals("hold") && !isHeld) {
        System.out.write(HELD);
        System.out.flush();
        Thread.currentThread().join();
      }
      System.exit(isHeld ? 11 : 10);
    }
  }
}
