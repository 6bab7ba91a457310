package dev.stillframe.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The three files by which hosts see each other: lock file, record and memory of a store. A host
 * has locked each. As long as one of them keeps its name, no second host takes the store for free;
 * what has lost its name is made anew, so that this stays so.
 */
public final class HostLocks {
  /** What was found out. */
  public enum Finding {
    /** The lock file had lost its name, and was made anew. */
    LOCK_RENEWED,
    /** The record had lost its name, and was made anew. */
    RECORD_RENEWED,
    /** The memory has lost its name, and there is no other file under it. */
    MEMORY_NAMELESS,
    /** The memory has lost its name, and another file has it. */
    MEMORY_REPLACED,
    /** Another host may have the store: this one must not write to it any more. */
    LOST
  }

  private final LockFile lock;
  private final RecordFile record;
  private final HeldMemory memory;
  private boolean isLost;

  /**
   * Begins to look.
   *
   * @param lock the lock file, locked
   * @param record the record, locked
   * @param memory locked
   */
  public HostLocks(LockFile lock, RecordFile record, HeldMemory memory) {
    this.lock = lock;
    this.record = record;
    this.memory = memory;
  }

  /**
   * Looks at the three names, and makes anew what is missing.
   *
   * @return what was found, nothing if all is well
   * @throws IOException if it cannot be found out; the host is not sure then
   */
  public List<Finding> look() throws IOException {
    List<Finding> findings = new ArrayList<>();
    boolean isLockThere = lock.hasName();
    boolean isRecordThere = record.file().hasName();
    boolean isMemoryThere = memory.hasName();
    boolean isAnyThere = isLockThere || isRecordThere || isMemoryThere && memory.isNamed();
    isLost = isLost || !isAnyThere || !lock.renew() || !record.renew();
    if (isLost) {
      return List.of(Finding.LOST);
    }
    if (!isLockThere) {
      findings.add(Finding.LOCK_RENEWED);
    }
    if (!isRecordThere) {
      findings.add(Finding.RECORD_RENEWED);
    }
    if (!isMemoryThere) {
      boolean isOther = FileKey.of(memory.path()).isPresent();
      findings.add(isOther ? Finding.MEMORY_REPLACED : Finding.MEMORY_NAMELESS);
    }
    return findings;
  }

  /**
   * Locks the memory again, when another channel on it was closed.
   *
   * @throws IOException if that fails
   */
  public void lockMemoryAgain() throws IOException {
    isLost = isLost || !memory.lockAgain();
  }

  /**
   * Tells whether another host may have the store.
   *
   * @return true from the first look that showed it
   */
  public boolean isLost() {
    return isLost;
  }
}
