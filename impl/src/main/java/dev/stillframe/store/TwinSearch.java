package dev.stillframe.store;

import dev.stillframe.files.Disk;
import dev.stillframe.files.FileStatus;
import dev.stillframe.store.Snapshots.Rejected;
import dev.stillframe.store.TwinImages.Head;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Searches the two images of a twin store for the newest of which every byte holds, and says what
 * is given up for it: whatever an image has lost, it is told, and nothing older is taken in
 * silence.
 */
final class TwinSearch {
  private final TwinImages images;
  private final Optional<UUID> expected;
  private final FileStatus[] before = new FileStatus[TwinImages.COUNT];
  private final List<Rejected> rejected = new ArrayList<>();
  private final Set<Integer> damaged = new TreeSet<>();
  private Optional<Head> newest = Optional.empty();

  /**
   * Looks what files there are, before the missing ones are created.
   *
   * @param expected identity of the store; empty if only the images can tell
   */
  TwinSearch(Disk disk, TwinImages images, Optional<UUID> expected) throws IOException {
    this.images = images;
    this.expected = expected;
    for (int image = 0; image < TwinImages.COUNT; image++) {
      before[image] = disk.status(images.path(image)).orElse(null);
    }
  }

  Optional<Head> newest() {
    return newest;
  }

  List<Rejected> rejected() {
    return rejected;
  }

  /** Returns the images that held what may have been reported, and hold it no more. */
  Set<Integer> damaged() {
    return damaged;
  }

  /** Searches; the images exist. */
  void run(ImageCopy copy) throws IOException {
    List<Head> heads = images.heads();
    List<Head> left = new ArrayList<>(heads);
    newest = images.newest(left, copy);
    while (newest.isPresent() && images.isBelieved(newest.get())) {
      Head head = newest.get();
      Optional<String> broken = images.verify(head, copy);
      if (broken.isEmpty()) {
        break;
      }
      // Its mark says that it was reported.
      reject(head, broken.get(), head.generation());
      damaged.add(head.image());
      left.remove(head);
      newest = images.newest(left, copy);
    }
    for (Head head : left) {
      if (newest.isEmpty() || head.image() != newest.get().image()) {
        explain(head);
      }
    }
    requireOwn(heads);
  }

  private void reject(Head head, String why, long generation) {
    rejected.add(new Rejected(images.path(head.image()), why, generation));
  }

  /** Says why an image was not taken, unless it is older anyway or was never used. */
  private void explain(Head head) throws IOException {
    if (head.isUnused()) {
      explainUnused(head);
      return;
    }
    boolean isOlder =
        newest.isPresent() && head.generation() <= newest.get().generation() && !head.isDirty();
    if (isOlder && head.broken() == null) {
      return;
    }
    Optional<String> why = images.whyNot(head);
    if (why.isPresent()) {
      boolean wasReported = !head.isDirty() || !images.isBelieved(head);
      reject(head, why.get() + place(head), wasReported ? head.generation() : 0);
    }
    if (head.broken() != null && newest.isPresent()) {
      damaged.add(head.image());
    }
  }

  /** An image says nothing before its first publication only. */
  private void explainUnused(Head head) {
    if (newest.isEmpty() || newest.get().mark().isEmpty()) {
      return; // There is no other one, or it was copied here.
    }
    FileStatus status = before[head.image()];
    FileStatus other = before[newest.get().image()];
    boolean wasUsed = newest.get().generation() > 1;
    if (status == null) {
      reject(head, "it is gone" + place(head), 0);
    } else if (wasUsed || head.size() > 0 || status.modified() > other.modified()) {
      reject(head, "it holds nothing" + place(head), 0);
      if (wasUsed && head.size() > 0) {
        damaged.add(head.image());
      }
    }
  }

  /** Says what an image may have held that does not say it itself. */
  private String place(Head head) {
    if (newest.isEmpty() || head.generation() > 0) {
      return "";
    }
    long taken = newest.get().generation();
    return taken == 1
        ? ": generation 2, if it was published, is lost"
        : ": it held generation " + (taken - 1) + ", or else " + (taken + 1) + " is lost";
  }

  /** Refuses images of which one is another store's: it would be overwritten. */
  private void requireOwn(List<Head> heads) throws IOException {
    Optional<UUID> own = expected.or(() -> newest.map(Head::identity));
    for (Head head : heads) {
      Path path = images.path(head.image());
      boolean isAlone = heads.stream().allMatch(h -> h == head || h.isUnused() && h.size() == 0);
      if (head.broken() != null && isAlone && head.size() >= Seal.END) {
        throw TwinOwnership.refused(path, head.broken());
      }
      boolean isOther =
          own.isPresent() && head.seal().isPresent() && !own.get().equals(head.identity());
      if (isOther && images.verify(head, ImageCopy.NONE).isEmpty()) {
        throw TwinOwnership.refused(
            path, "it has identity " + head.identity() + ", and the store " + own.get());
      }
    }
  }
}
