package dev.stillframe.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Locks on single bytes of one file: POSIX record locks, which the kernel drops when their process
 * is gone.
 *
 * <p>They belong to a process, and closing any channel on the file drops them all. So everybody in
 * this process who opens the same file here shares one channel, which is closed when the last one
 * is done, and what they may lock beside each other is decided here. Where something else in the
 * process may open and close the file, no lock on it is sure to last.
 */
public final class LockFile implements Closeable {
  /**
   * How long a lock is asked for again before it counts as held: a killed process keeps its locks
   * until it has been reaped, which was seen to take up to 30 ms.
   */
  public static final Duration PATIENCE = Duration.ofMillis(500);

  private static final long PAUSE_NANOS = 5_000_000;

  /** A lock on one byte; the kernel drops it when this process is gone. */
  public final class Hold implements AutoCloseable {
    private final long at;

    private Hold(long at) {
      this.at = at;
    }

    /** Gives the lock up; once is enough. */
    @Override
    public void close() throws IOException {
      synchronized (LockFile.this) {
        if (holds.remove(this)) {
          file.release(at);
        }
      }
    }
  }

  private final Path path;
  private final SharedChannel file;
  private final Set<Hold> holds = new HashSet<>();
  private boolean isClosed;

  private LockFile(Path path) throws IOException {
    this.path = path;
    this.file = SharedChannel.open(path);
  }

  /**
   * Opens a file, and creates it with mode 0600 if there is none.
   *
   * @param path its path
   * @return no lock is held yet
   * @throws IOException if it can be neither created nor opened
   */
  public static LockFile openOrCreate(Path path) throws IOException {
    while (true) {
      try {
        return open(path);
      } catch (NoSuchFileException missing) {
        try {
          PrivateFiles.create(path).close();
        } catch (FileAlreadyExistsException meanwhile) {
          continue; // Somebody else created it between the two calls.
        }
      }
    }
  }

  /**
   * Opens a file that exists; links are not followed, but for an inherited descriptor.
   *
   * @param path its path
   * @return no lock is held yet
   * @throws NoSuchFileException if there is none
   * @throws IOException if it cannot be opened
   */
  public static LockFile open(Path path) throws IOException {
    return new LockFile(path);
  }

  /**
   * Asks for a lock on one byte, once.
   *
   * @param at which byte
   * @param isShared whether others may hold a shared lock on it besides
   * @return the lock, or empty if somebody else, in this process or another, is in the way
   * @throws IOException if the file system has no locks or fails
   */
  public synchronized Optional<Hold> tryLock(long at, boolean isShared) throws IOException {
    requireOpen();
    if (!file.acquire(at, isShared)) {
      return Optional.empty();
    }
    Hold hold = new Hold(at);
    holds.add(hold);
    return Optional.of(hold);
  }

  /**
   * Asks for an exclusive lock on one byte until it is free.
   *
   * @param at which byte
   * @param patience how long; at least once
   * @return the lock, or empty if it was not free in all this time
   * @throws IOException if the file system has no locks or fails
   */
  public Optional<Hold> lock(long at, Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<Hold> hold = tryLock(at, false);
      if (hold.isPresent() || System.nanoTime() - deadline >= 0) {
        return hold;
      }
      // There is no lock request with a time limit; the kernel says only yes, no, or wait for ever.
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /**
   * Tells whether anybody holds an exclusive lock on one byte, this process included.
   *
   * @param at which byte
   * @return true if it is locked now
   * @throws IOException if the file system has no locks or fails
   */
  public boolean isHeld(long at) throws IOException {
    Optional<Hold> hold = tryLock(at, true);
    if (hold.isPresent()) {
      hold.get().close();
    }
    return hold.isEmpty();
  }

  /**
   * Tells whether anybody holds an exclusive lock on one byte of a file that was opened otherwise.
   *
   * @param channel a readable channel, through which this process holds no lock
   * @param at which byte
   * @return true if it is locked now
   * @throws IOException if the file system has no locks or fails
   */
  public static boolean isHeld(FileChannel channel, long at) throws IOException {
    try {
      FileLock lock = channel.tryLock(at, 1, true);
      if (lock != null) {
        lock.release();
      }
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true; // By this process, through another channel.
    }
  }

  /**
   * Tells whether the name with which this was opened still leads to the file that it is.
   *
   * @return false if that was removed or replaced: what is locked then is not what others find
   * @throws IOException if that cannot be found out
   */
  public boolean hasName() throws IOException {
    return file.isAt(path);
  }

  /**
   * Locks the file, too, that has the name now, and makes one where there is none. Everybody in
   * this process who uses the one that was locked holds each lock on both from now on.
   *
   * @return false if somebody else holds one of these locks
   * @throws IOException if it can be neither made, opened nor locked
   */
  public boolean renew() throws IOException {
    while (!hasName()) {
      try {
        return file.renew(path);
      } catch (NoSuchFileException missing) {
        try {
          PrivateFiles.create(path).close();
        } catch (FileAlreadyExistsException meanwhile) {
          continue; // Somebody else made it between the two calls.
        }
      }
    }
    return true;
  }

  /**
   * Says who is in the way of a lock, for people.
   *
   * @param at which byte
   * @return "byte 1 of FILE is locked", with the process if the system tells
   */
  public String describe(long at) {
    String holder = file.holds(at) ? " by this process" : LockHolders.of(path, at);
    return String.format(Locale.ROOT, "byte %d of %s is locked%s", at, path, holder);
  }

  /**
   * Refuses to go on after the end.
   *
   * @throws IllegalStateException if this is closed: whoever uses it holds no lock any more
   */
  public synchronized void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException(
          "closed, and its lock on " + path + " given up: open it again");
    }
  }

  /** Gives up all locks that were taken through this object. */
  @Override
  public synchronized void close() throws IOException {
    if (isClosed) {
      return;
    }
    isClosed = true;
    try {
      for (Hold hold : holds) {
        file.release(hold.at);
      }
      holds.clear();
    } finally {
      file.leave();
    }
  }
}
