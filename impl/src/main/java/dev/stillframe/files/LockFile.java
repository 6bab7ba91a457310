package dev.stillframe.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Locks of one byte each in a file that is there for nothing else.
 *
 * <p>POSIX locks belong to a process, and closing any channel on the file drops them all. So
 * everybody in this process who opens the same file shares one channel, which is closed when the
 * last one is done, and what they may lock beside each other is decided here. Nothing but this
 * class may open such a file.
 */
public final class LockFile implements AutoCloseable {
  /** A lock on one byte; the kernel drops it when this process is gone. */
  public final class Hold implements AutoCloseable {
    private final long at;

    private Hold(long at) {
      this.at = at;
    }

    /** Gives the lock up; once is enough. */
    @Override
    public void close() throws IOException {
      synchronized (OPEN) {
        if (holds.remove(this)) {
          file.release(at);
        }
      }
    }
  }

  /** What this process has of one file; by inode, whichever way the file was named. */
  private static final Map<Object, Shared> OPEN = new HashMap<>();

  private static final long PAUSE_NANOS = 5_000_000;

  private final Path path;
  private final Shared file;
  private final Set<Hold> holds = new HashSet<>();
  private boolean isClosed;

  private LockFile(Path path, Shared file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Opens a lock file, and creates it with mode 0600 if there is none.
   *
   * @param path its path
   * @return no lock is held yet
   * @throws IOException if it can be neither created nor opened
   */
  public static LockFile openOrCreate(Path path) throws IOException {
    synchronized (OPEN) {
      try {
        return open(path);
      } catch (NoSuchFileException e) {
        return share(path, PrivateFiles.openOrCreate(path));
      }
    }
  }

  /**
   * Opens a lock file that exists.
   *
   * @param path its path
   * @return no lock is held yet
   * @throws NoSuchFileException if there is none
   * @throws IOException if it cannot be opened
   */
  public static LockFile open(Path path) throws IOException {
    synchronized (OPEN) {
      // Looked up before it is opened: there must be no second channel, not even for a moment.
      Shared shared = OPEN.get(inode(path));
      if (shared == null) {
        return share(path, PrivateFiles.open(path, READ, WRITE));
      }
      shared.users++;
      return new LockFile(path, shared);
    }
  }

  private static LockFile share(Path path, FileChannel channel) throws IOException {
    Object inode = inode(path);
    if (OPEN.containsKey(inode)) {
      // Not closed: that would drop the locks of those who use this file already.
      throw new IOException(path + " was replaced while it was opened: lock files are never moved");
    }
    Shared shared = new Shared(inode, channel);
    OPEN.put(inode, shared);
    shared.users = 1;
    return new LockFile(path, shared);
  }

  private static Object inode(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS).fileKey();
  }

  /**
   * Asks for a lock on one byte, once.
   *
   * @param at which byte
   * @param isShared whether others may hold a shared lock on it besides
   * @return the lock, or empty if somebody else, in this process or another, is in the way
   * @throws IOException if the file system has no locks or fails
   */
  public Optional<Hold> tryLock(long at, boolean isShared) throws IOException {
    synchronized (OPEN) {
      if (isClosed) {
        throw new IllegalStateException(path + " is closed");
      }
      if (!file.acquire(at, isShared)) {
        return Optional.empty();
      }
      Hold hold = new Hold(at);
      holds.add(hold);
      return Optional.of(hold);
    }
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
   * Says who is in the way of a lock, for people.
   *
   * @param at which byte
   * @return "byte 1 of FILE is locked", with the process if the system tells
   */
  public String describe(long at) {
    synchronized (OPEN) {
      if (file.locks.containsKey(at)) {
        return String.format(Locale.ROOT, "byte %d of %s is locked by this process", at, path);
      }
    }
    return String.format(
        Locale.ROOT, "byte %d of %s is locked%s", at, path, LockHolders.of(path, at));
  }

  /** Gives up all locks that were taken through this object. */
  @Override
  public void close() throws IOException {
    synchronized (OPEN) {
      if (isClosed) {
        return;
      }
      isClosed = true;
      for (Hold hold : holds) {
        file.release(hold.at);
      }
      holds.clear();
      file.users--;
      if (file.users == 0) {
        OPEN.remove(file.inode);
        file.channel.close();
      }
    }
  }

  /** The one channel on a file, and the locks that this process holds. Guarded by OPEN. */
  private static final class Shared {
    private final Object inode;
    private final FileChannel channel;
    private final Map<Long, FileLock> locks = new HashMap<>();
    private final Map<Long, Integer> counts = new HashMap<>();
    private int users;

    Shared(Object inode, FileChannel channel) {
      this.inode = inode;
      this.channel = channel;
    }

    boolean acquire(long at, boolean isShared) throws IOException {
      FileLock lock = locks.get(at);
      if (lock == null) {
        lock = channel.tryLock(at, 1, isShared);
        if (lock == null) {
          return false;
        }
        locks.put(at, lock);
      } else if (!isShared || !lock.isShared()) {
        return false;
      }
      counts.merge(at, 1, Integer::sum);
      return true;
    }

    void release(long at) throws IOException {
      if (counts.merge(at, -1, Integer::sum) == 0) {
        counts.remove(at);
        locks.remove(at).release();
      }
    }
  }
}
