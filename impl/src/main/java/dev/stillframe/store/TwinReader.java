package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.LockFile;
import dev.stillframe.files.SystemDisk;
import dev.stillframe.store.TwinImages.Head;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Maps the newest image of a {@link TwinStore}. A shared lock keeps the writer from that image for
 * as long as it is mapped; it is dropped by {@link #close}, by moving on, and by the kernel when
 * the process is gone. Readers of one process share one lock, whichever class opened the store.
 */
public final class TwinReader implements StoreReader {
  /**
   * Failed tries after which a look is given up. A reader fails at most once, and once more for
   * each publication, kill of the writer or failed sync since it began ({@code TriesInv}).
   */
  static final int MAX_TRIES = 64;

  private static final int NONE = -1;

  private final Disk disk;
  private final Path name;
  private final TwinImages images;
  private final LockFile locks;
  private int mapped = NONE;
  private LockFile.Hold hold;
  private ByteBuffer bytes;
  private long generation;
  private int failedTries;

  private TwinReader(Disk disk, Path name, Boot boot, LockFile locks) {
    this.disk = disk;
    this.name = name;
    this.images = new TwinImages(disk, name, boot);
    this.locks = locks;
  }

  /**
   * Opens a store for reading; maps nothing yet.
   *
   * @param snapshot the snapshot's name
   * @return a reader, to {@linkplain #look look} first
   * @throws NoSuchFileException if no host has opened this store yet
   * @throws IOException if the lock file cannot be opened for reading and writing
   */
  public static TwinReader open(Path snapshot) throws IOException {
    return open(SystemDisk.INSTANCE, ReplaceStore.resolve(snapshot), Boot.current());
  }

  static TwinReader open(Disk disk, Path name, Boot boot) throws IOException {
    return new TwinReader(disk, name, boot, LockFile.open(WriterLock.path(name)));
  }

  @Override
  public boolean look() throws IOException {
    int failed = NONE;
    List<Head> sawNothing = null;
    List<Head> heads = List.of();
    for (failedTries = 0; failedTries < MAX_TRIES; failedTries++) {
      heads = images.heads();
      Optional<Head> newest = images.newest(heads);
      if (newest.isEmpty()) {
        if (heads.equals(sawNothing)) {
          break; // Nobody is at work here: looking once more would show the same.
        }
        sawNothing = heads;
        failed = NONE;
        continue;
      }
      // If the newest has just failed, a look under the lock decides about the other one.
      int choice = newest.get().image();
      choice = choice == failed ? TwinImages.other(newest) : choice;
      if (choice == mapped) {
        return false;
      }
      if (tryToMap(choice)) {
        return true;
      }
      failed = choice;
    }
    throw nothing(heads);
  }

  /** Never waits: a lock that it does not get is a failed try. */
  private boolean tryToMap(int image) throws IOException {
    Optional<LockFile.Hold> taken = locks.tryLock(TwinStore.lockedByte(image), true);
    if (taken.isEmpty()) {
      return false;
    }
    boolean isMapped = false;
    try {
      // Again, under the lock: only now it stays what it is.
      Head head = images.head(image);
      if (images.whyNot(head).isEmpty()) {
        map(head, taken.get());
        isMapped = true;
      }
      return isMapped;
    } finally {
      if (!isMapped) {
        taken.get().close();
      }
    }
  }

  private void map(Head head, LockFile.Hold taken) throws IOException {
    ByteBuffer mapping;
    try (DiskFile file = disk.open(images.path(head.image()), false)) {
      mapping = file.map(head.seal().orElseThrow().length());
    }
    LockFile.Hold old = hold;
    hold = taken;
    mapped = head.image();
    bytes = mapping;
    generation = head.generation();
    if (old != null) {
      old.close(); // The old one is given up only now that there is a newer one.
    }
  }

  /** Says why the heads of the last look led to nothing; by now they may be others. */
  private FormatException nothing(List<Head> heads) throws IOException {
    StringBuilder why = new StringBuilder();
    boolean isFirst = true; // The first publication has not ended, or not even begun.
    for (Head head : heads) {
      Optional<String> broken = images.whyNot(head);
      // A usable one is of a publication that had still to give up its lock.
      isFirst &= head.isUnused() || head.isDirty() || broken.isEmpty();
      why.append("; ").append(images.path(head.image()).getFileName()).append(": ");
      why.append(broken.orElse("the host was at work on it at each look"));
    }
    return new FormatException(
        isFirst ? Reason.UNSEALED : Reason.SEAL_BROKEN, name + ": no usable image" + why);
  }

  /** How often the last look had to begin again. */
  int failedTries() {
    return failedTries;
  }

  @Override
  public ByteBuffer image() {
    if (bytes == null) {
      throw new IllegalStateException("nothing is mapped: look first");
    }
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public long generation() {
    return generation;
  }

  @Override
  public void close() throws IOException {
    mapped = NONE;
    bytes = null;
    generation = 0;
    locks.close();
  }
}
