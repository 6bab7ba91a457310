package dev.stillframe.store;

import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.FileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The two files of a twin store: creates them, notices what somebody else has done to them, and
 * puts aside what is in their place. They are written in place, so each has one name only.
 */
final class TwinFiles {
  private final Disk disk;
  private final Path name;
  private final TwinImages images;
  private final Aside aside;

  /** What each image was when the store last wrote it or looked; null if it has not. */
  private final FileStatus[] seen = new FileStatus[TwinImages.COUNT];

  private final Object[] inodes = new Object[TwinImages.COUNT];

  TwinFiles(Disk disk, Path name, TwinImages images) {
    this.disk = disk;
    this.name = name;
    this.images = images;
    this.aside = new Aside(disk);
  }

  /**
   * Refuses images that are not the store's alone. One that was being put aside when a host died
   * has two names still; {@link #finishPuttingAside} is to follow.
   */
  void requireOwn() throws IOException {
    for (int image = 0; image < TwinImages.COUNT; image++) {
      requireOwn(image, true);
    }
  }

  /** Refuses an image that is not the store's alone, however it came to its second name. */
  void requireOwn(int image) throws IOException {
    requireOwn(image, false);
  }

  private void requireOwn(int image, boolean mayBeHalfAside) throws IOException {
    if (!mayBeHalfAside || !isHalfAside(image)) {
      TwinOwnership.requireOneName(disk, images.path(image));
    }
    TwinOwnership.requireOwnName(disk, images.path(image));
  }

  /**
   * Puts aside, whole, what another host has begun to put aside.
   *
   * @param newest the image that is taken; empty if none is
   * @throws IOException if somebody has given such a name to an image that is still needed
   */
  void finishPuttingAside(Optional<TwinImages.Head> newest) throws IOException {
    for (int image = 0; image < TwinImages.COUNT; image++) {
      if (!isHalfAside(image)) {
        continue;
      }
      boolean isSpare =
          newest.isPresent() ? newest.get().image() != image : images.head(image).isUnused();
      if (isSpare) {
        putAside(image);
      } else {
        requireOwn(image);
      }
    }
  }

  private boolean isHalfAside(int image) throws IOException {
    Path path = images.path(image);
    Optional<FileStatus> status = disk.status(path);
    return status.isPresent() && status.get().links() == 2 && aside.isKept(path);
  }

  /** Creates what is missing, and makes the names durable before anything is published in them. */
  void prepare() throws IOException {
    for (int image = 0; image < TwinImages.COUNT; image++) {
      Path path = images.path(image);
      try (DiskFile file = disk.inode(path).isEmpty() ? disk.create(path) : disk.open(path, true)) {
        file.size(); // It can be opened for writing, and that is all that is to be known.
      }
    }
    disk.syncDirectory(name.getParent());
  }

  /** Keeps what may have been reported, or is somebody else's: a new image takes its place. */
  void putAside(int image) throws IOException {
    aside.keep(images.path(image));
    disk.unlink(images.path(image));
    prepare();
    see(image);
  }

  /** Remembers what an image is now. */
  void see(int image) throws IOException {
    seen[image] = disk.status(images.path(image)).orElse(null);
    inodes[image] = seen[image] == null ? null : seen[image].inode();
  }

  /** An image is about to change by the store itself. */
  void forget(int image) {
    seen[image] = null;
  }

  /**
   * Looks whether somebody else has touched an image. What has taken its place is put aside, and
   * what is missing is created.
   *
   * @param identity of the store, if it is known
   * @return for each image whether it is no longer what was seen
   */
  boolean[] notice(Optional<UUID> identity) throws IOException {
    List<Optional<FileStatus>> found = new ArrayList<>();
    for (int image = 0; image < TwinImages.COUNT; image++) {
      found.add(disk.status(images.path(image)));
    }
    boolean[] isChanged = new boolean[TwinImages.COUNT];
    for (int image = 0; image < TwinImages.COUNT; image++) {
      Optional<FileStatus> now = found.get(image);
      isChanged[image] = seen[image] != null && !now.equals(Optional.of(seen[image]));
      if (isChanged[image]) {
        aside.tell(images.path(image) + " was changed by somebody else: all of it is written anew");
      }
      boolean isOther = now.isPresent() && isOfSomebodyElse(image, now.get(), identity);
      if (isChanged[image]) {
        requireOwn(image, isOther);
      }
      if (isOther) {
        putAside(image);
      } else if (now.isEmpty()) {
        prepare();
        see(image);
      }
    }
    return isChanged;
  }

  /** Another file has the name of an image, and does not say that it is one of this store. */
  private boolean isOfSomebodyElse(int image, FileStatus now, Optional<UUID> identity)
      throws IOException {
    if (inodes[image] == null || now.inode().equals(inodes[image])) {
      return false;
    }
    UUID own = identity.orElse(FileHead.UNKNOWN);
    return own.equals(FileHead.UNKNOWN) || !own.equals(images.head(image).identity());
  }

  List<String> notices() {
    return aside.notices();
  }
}
