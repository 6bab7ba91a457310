package dev.stillframe.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Advisory POSIX record locks, which the kernel drops when their process is gone.
 *
 * <p>Closing any channel on a file drops all locks that the same process holds on it: a locked file
 * has one channel, or nothing else opens it.
 */
public final class FileLocks {
  /**
   * How long a lock is asked for again before it counts as held: a killed process keeps its locks
   * until it has been reaped, which was seen to take up to 30 ms.
   */
  public static final Duration PATIENCE = Duration.ofMillis(500);

  private static final long PAUSE_NANOS = 5_000_000;

  private FileLocks() {}

  /**
   * Takes an exclusive lock on one byte; asks again for {@link #PATIENCE}.
   *
   * @param channel a writable channel
   * @param position which byte
   * @return the lock, or empty if another process (or this one) still holds it
   * @throws IOException if the file system has no locks or fails
   */
  public static Optional<FileLock> acquire(FileChannel channel, long position) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<FileLock> lock = tryLock(channel, position, false);
      if (lock.isPresent() || System.nanoTime() - deadline >= 0) {
        return lock;
      }
      // There is no lock request with a time limit; the kernel says only yes, no, or wait for ever.
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /**
   * Tells whether another process holds an exclusive lock on one byte.
   *
   * @param channel a readable channel of a file on which this process holds no lock
   * @param position which byte
   * @return true if it is locked now
   * @throws IOException if the file system has no locks or fails
   */
  public static boolean isHeld(FileChannel channel, long position) throws IOException {
    Optional<FileLock> lock = tryLock(channel, position, true);
    if (lock.isPresent()) {
      lock.get().release();
    }
    return lock.isEmpty();
  }

  private static Optional<FileLock> tryLock(FileChannel channel, long position, boolean shared)
      throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock(position, 1, shared));
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }
}
