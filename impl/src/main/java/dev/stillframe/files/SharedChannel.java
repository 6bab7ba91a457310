package dev.stillframe.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The one channel that {@link LockFile} has on a file, and the locks that this process holds by it.
 * It is asynchronous because an interrupt closes a channel of the other kind, and with it drops the
 * locks of everybody in this process.
 */
final class SharedChannel {
  /** By inode, whichever way the file was named. */
  private static final Map<Object, SharedChannel> OPEN = new HashMap<>();

  /** Channels of which nobody knows to which file they lead. */
  private static final List<AsynchronousFileChannel> STRAYS = new ArrayList<>();

  private final Object inode;
  private final AsynchronousFileChannel channel;
  private final Map<Long, FileLock> locks = new HashMap<>();
  private final Map<Long, Integer> counts = new HashMap<>();
  private int users;

  /** The file that has got the name, when this one had lost it; its locks are taken too. */
  private SharedChannel successor;

  private SharedChannel(Object inode, AsynchronousFileChannel channel) {
    this.inode = inode;
    this.channel = channel;
  }

  /** Opens an existing file for one more user. */
  static SharedChannel open(Path path) throws IOException {
    synchronized (OPEN) {
      SharedChannel shared = null;
      while (shared == null) {
        // Looked up before it is opened: there must be no second channel, not even for a moment.
        Object inode = inode(path);
        shared = OPEN.get(inode);
        if (shared == null) {
          shared = openFirst(path, inode);
        }
      }
      shared.users++;
      return shared;
    }
  }

  /** Returns null if the name was given to another file meanwhile. */
  private static SharedChannel openFirst(Path path, Object inode) throws IOException {
    AsynchronousFileChannel channel = PrivateFiles.openForLocks(path);
    if (!leadsTo(path, inode)) {
      STRAYS.add(channel);
      closeStrays();
      return null;
    }
    SharedChannel shared = new SharedChannel(inode, channel);
    OPEN.put(inode, shared);
    return shared;
  }

  /** Closes them only when none can be a second channel on a file that is locked here. */
  private static void closeStrays() throws IOException {
    if (OPEN.isEmpty()) {
      for (AsynchronousFileChannel stray : STRAYS) {
        stray.close();
      }
      STRAYS.clear();
    }
  }

  private static Object inode(Path path) throws IOException {
    LinkOption[] options =
        PrivateFiles.isDescriptor(path) ? new LinkOption[0] : new LinkOption[] {NOFOLLOW_LINKS};
    return Objects.requireNonNull(
        Files.readAttributes(path, BasicFileAttributes.class, options).fileKey());
  }

  private static boolean leadsTo(Path path, Object inode) throws IOException {
    try {
      return inode(path).equals(inode);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Tells whether a name leads to this file. */
  boolean isAt(Path path) throws IOException {
    synchronized (OPEN) {
      return successor == null ? leadsTo(path, inode) : successor.isAt(path);
    }
  }

  /**
   * Locks the file, too, that a name leads to now, as far as this one is locked: from here on
   * everybody in this process holds each lock on both, as somebody else may hold it on either.
   *
   * @return false if somebody else holds one of these locks on it
   */
  boolean renew(Path path) throws IOException {
    synchronized (OPEN) {
      if (successor != null) {
        return successor.renew(path);
      }
      SharedChannel other = open(path);
      List<Long> taken = new ArrayList<>();
      for (Map.Entry<Long, FileLock> lock : locks.entrySet()) {
        if (other == this || !other.acquire(lock.getKey(), lock.getValue().isShared())) {
          for (long at : taken) {
            other.release(at);
          }
          other.leave();
          return other == this;
        }
        taken.add(lock.getKey());
      }
      successor = other;
      return true;
    }
  }

  /** Asks once for a lock on one byte. */
  boolean acquire(long at, boolean isShared) throws IOException {
    synchronized (OPEN) {
      FileLock lock = locks.get(at);
      if (lock == null) {
        Optional<FileLock> taken = tryLock(at, 1, isShared);
        if (taken.isEmpty()) {
          return false;
        }
        if (successor != null && !successor.acquire(at, isShared)) {
          taken.get().release();
          return false;
        }
        locks.put(at, taken.get());
      } else if (!isShared || !lock.isShared()) {
        return false;
      }
      counts.merge(at, 1, Integer::sum);
      return true;
    }
  }

  private Optional<FileLock> tryLock(long at, long length, boolean isShared) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock(at, length, isShared));
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // Held in this process, and not by this class.
    }
  }

  void release(long at) throws IOException {
    synchronized (OPEN) {
      if (counts.merge(at, -1, Integer::sum) == 0) {
        counts.remove(at);
        locks.remove(at).release();
        if (successor != null) {
          successor.release(at);
        }
      }
    }
  }

  boolean holds(long at) {
    synchronized (OPEN) {
      return locks.containsKey(at);
    }
  }

  /** Closes the channel if this was the last user. */
  void leave() throws IOException {
    synchronized (OPEN) {
      users--;
      if (users == 0 && !isLockedElsewhere()) {
        OPEN.remove(inode);
        channel.close();
        closeStrays();
        if (successor != null) {
          successor.leave();
        }
      }
    }
  }

  /**
   * Tells whether another part of this process has locked the file through a channel of its own, as
   * this class does when it was loaded twice: closing this one would drop that lock.
   */
  private boolean isLockedElsewhere() throws IOException {
    try {
      FileLock all = channel.tryLock(0, Long.MAX_VALUE, true);
      if (all != null) {
        all.release();
      }
      return false;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }
}
