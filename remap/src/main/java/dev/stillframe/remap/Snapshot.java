package dev.stillframe.remap;

import dev.stillframe.memory.PagedImage;
import dev.stillframe.memory.WordMemory;
import java.io.IOException;
import java.util.BitSet;

/**
 * One snapshot: protects the whole range in one call, and gives each page back when it is copied,
 * those first that a writer waits for. No step of it is left when the snapshot ends, so that none
 * can meet the next one.
 */
final class Snapshot {
  private static final int PAGE = (int) Userfault.PAGE;

  private static final long GLOBAL_BARRIER = 2;

  private final Userfault userfault;
  private final long address;
  private final long length;
  private final int batch;
  private final Watchdog watchdog;
  private final BitSet copied = new BitSet();

  Snapshot(Userfault userfault, Registration registration, int batch, Watchdog watchdog) {
    this.userfault = userfault;
    this.address = registration.address();
    this.length = registration.length();
    this.batch = batch;
    this.watchdog = watchdog;
  }

  /**
   * Protects the range. When this returns no writer stores there any more, and what they have
   * stored is in memory.
   */
  void protect() throws IOException {
    userfault.protect(address, length);
    // Makes up for an invalidation that does not wait for stores on their way (remap-drain).
    passBarriers();
  }

  /** Has every processor pass a full barrier on which a process runs that registered for them. */
  static void passBarriers() throws Linux.Failure {
    Linux.call("membarrier", Linux.MEMBARRIER, GLOBAL_BARRIER, 0, 0);
  }

  /** Gives everything back. */
  void release() throws IOException {
    unprotect(0, length);
  }

  /** Copies the memory, and gives it back. */
  void copy(WordMemory memory, PagedImage image) throws IOException {
    int size = image.size();
    for (long at = 0; at < size; at += batch) {
      watchdog.begin();
      serve(memory, image);
      long end = Math.min(at + batch, size);
      for (long page = at; page < end; page += PAGE) { // Behind the last may be no int any more.
        copyPage(memory, image, (int) page);
      }
      unprotect(at, end - at);
    }
    if (length > size) {
      unprotect(size, length - size);
    }
  }

  private void serve(WordMemory memory, PagedImage image) throws IOException {
    for (long fault = userfault.nextFault(); fault >= 0; fault = userfault.nextFault()) {
      long at = (fault - address) / PAGE * PAGE;
      if (fault >= address && at < image.size()) {
        copyPage(memory, image, (int) at);
        unprotect(at, PAGE);
      }
    }
  }

  private void copyPage(WordMemory memory, PagedImage image, int at) {
    if (!copied.get(at / PAGE)) {
      copied.set(at / PAGE);
      image.copy(memory, at, Math.min(PAGE, image.size() - at));
    }
  }

  /** A client that has died, or has closed its mapping, needs nothing back: it writes no more. */
  private void unprotect(long at, long bytes) throws IOException {
    long protectedBytes = Math.min(bytes, length - at);
    try {
      if (protectedBytes > 0) { // The file may have been extended since it was mapped.
        userfault.unprotect(address + at, protectedBytes);
      }
    } catch (Linux.Failure e) {
      if (!e.isGone()) {
        throw e;
      }
    }
  }
}
