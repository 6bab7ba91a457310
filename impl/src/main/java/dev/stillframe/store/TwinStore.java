package dev.stillframe.store;

import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.LockFile;
import dev.stillframe.files.SystemDisk;
import dev.stillframe.memory.PagedImage;
import dev.stillframe.store.Snapshots.Found;
import dev.stillframe.store.Snapshots.Rejected;
import dev.stillframe.store.Snapshots.Search;
import dev.stillframe.store.TwinImages.Head;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A store of two fixed images: what it writes follows what has changed. The one that is not the
 * newest is brought up to date, when no reader maps it; a mark in its head says meanwhile that it
 * is not usable. One sync for each publication.
 *
 * <pre>
 *   name.0, name.1   the images
 *   name.lock        byte 0 is locked by the one host that writes here, byte 1 + i by those who
 *                    map image i and by the host while it writes that; never removed
 * </pre>
 *
 * <p>The protocol is that of {@code TwinStore.tla} with {@code Check = "boot"}.
 */
public final class TwinStore implements Store {
  /** How long a publication waits for the readers of the older image, unless said otherwise. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final long FIRST_IMAGE_BYTE = 1;

  private final Disk disk;
  private final Path name;
  private final TwinImages images;
  private final LockFile locks;
  private final Duration patience;
  private final Boot boot;

  private final Sealing sealing = new Sealing();

  /** What each image holds on disk; null where that is not known. */
  private final Held[] held = new Held[TwinImages.COUNT];

  private boolean isPrepared;

  /** What was synced by this store: an image as it was at a mark. */
  record Held(PagedImage image, long mark) {}

  private TwinStore(Disk disk, Path name, LockFile locks, Duration patience, Boot boot) {
    this.disk = disk;
    this.name = name;
    this.images = new TwinImages(disk, name, boot);
    this.locks = locks;
    this.patience = patience;
    this.boot = boot;
  }

  /**
   * Opens a store for writing and locks it; a publication waits {@link #PATIENCE} for readers.
   *
   * @param snapshot the snapshot's name; its directory must exist
   * @return an open store, to be {@linkplain #recover recovered} first
   * @throws IOException if another host has it open, if the name is that of a replace store, or if
   *     the lock file cannot be made
   */
  public static TwinStore open(Path snapshot) throws IOException {
    return open(snapshot, PATIENCE);
  }

  /**
   * Opens a store for writing and locks it.
   *
   * @param snapshot the snapshot's name; its directory must exist
   * @param patience how long a publication waits for the readers of the older image
   * @return an open store, to be {@linkplain #recover recovered} first
   * @throws IOException if another host has it open, if the name is that of a replace store, or if
   *     the lock file cannot be made
   */
  public static TwinStore open(Path snapshot, Duration patience) throws IOException {
    return open(SystemDisk.INSTANCE, ReplaceStore.resolve(snapshot), patience, Boot.current());
  }

  static TwinStore open(Disk disk, Path name, Duration patience, Boot boot) throws IOException {
    LockFile locks = WriterLock.take(name);
    try {
      List<Path> others = new ArrayList<>(Snapshots.files(disk, name));
      others.remove(TwinImages.path(name, 1));
      if (!others.isEmpty()) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s is kept by the replace store (%s is there): use that store, or another name",
                name,
                others.get(0).getFileName()));
      }
    } catch (IOException | RuntimeException e) {
      locks.close();
      throw e;
    }
    return new TwinStore(disk, name, locks, patience, boot);
  }

  /**
   * Returns where the images of a store are, whether or not there are any.
   *
   * @param snapshot the snapshot's name
   * @return two paths
   */
  public static List<Path> images(Path snapshot) {
    return List.of(TwinImages.path(snapshot, 0), TwinImages.path(snapshot, 1));
  }

  static long lockedByte(int image) {
    return FIRST_IMAGE_BYTE + image;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Nothing is repaired: an image that is not usable is the next one to be written.
   */
  @Override
  public Search recover() throws IOException {
    return recover(Optional.empty());
  }

  @Override
  public Search recover(ImageCopy copy) throws IOException {
    return recover(Optional.of(copy));
  }

  private Search recover(Optional<ImageCopy> copy) throws IOException {
    prepare();
    List<Head> heads = images.heads();
    Optional<Head> newest = images.newest(heads, copy.orElse(ImageCopy.NONE));
    if (newest.isPresent() && !boot.isKnown()) {
      syncFound(newest.get());
    }
    List<Rejected> rejected = rejected(heads, newest);
    if (copy.isPresent() && newest.isPresent() && images.isBelieved(newest.get())) {
      Optional<String> broken = images.verify(newest.get(), copy.get());
      if (broken.isPresent()) {
        // It was reported, so an older one is not taken in its place.
        rejected.add(new Rejected(images.path(newest.get().image()), broken.get()));
        newest = Optional.empty();
      }
    }
    return new Search(
        newest.map(head -> new Found(images.path(head.image()), head.generation())), rejected);
  }

  /** Creates what is missing, and makes the names durable before anything is published in them. */
  private void prepare() throws IOException {
    for (int image = 0; image < TwinImages.COUNT; image++) {
      Path path = images.path(image);
      try (DiskFile file = disk.inode(path).isEmpty() ? disk.create(path) : disk.open(path, true)) {
        file.size(); // It can be opened for writing, and that is all that is to be known.
      }
    }
    disk.syncDirectory(name.getParent());
    isPrepared = true;
  }

  /** A checksum that holds may be that of bytes which only processes see, not yet on disk. */
  private void syncFound(Head newest) throws IOException {
    try (DiskFile file = disk.open(images.path(newest.image()), true)) {
      file.sync();
    }
  }

  private List<Rejected> rejected(List<Head> heads, Optional<Head> newest) throws IOException {
    List<Rejected> rejected = new ArrayList<>();
    for (Head head : heads) {
      boolean isOlder =
          newest.isPresent() && head.generation() <= newest.get().generation() && !head.isDirty();
      if (head.isUnused() || (isOlder && head.broken() == null)) {
        continue;
      }
      if (newest.isEmpty() || head.image() != newest.get().image()) {
        Path path = images.path(head.image());
        images.whyNot(head).ifPresent(why -> rejected.add(new Rejected(path, why)));
      }
    }
    return rejected;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Waits for the readers of the older image, and for nobody else.
   */
  @Override
  public long publish(PagedImage image) throws IOException {
    if (image.size() < PagedImage.PAGE) {
      throw new IllegalArgumentException("an image has at least one page, not " + image.size());
    }
    if (!isPrepared) {
      prepare();
    }
    List<Head> heads = images.heads();
    int target = TwinImages.other(images.newest(heads));
    LockFile.Hold hold = lockImage(target);
    try {
      long generation = 1 + heads.get(TwinImages.COUNT - 1 - target).generation();
      sealing.stamp(image, generation);
      write(target, image);
      return generation;
    } finally {
      hold.close(); // Before it is reported: readers who hear of it can lock it.
    }
  }

  private LockFile.Hold lockImage(int target) throws IOException {
    long at = lockedByte(target);
    Optional<LockFile.Hold> hold = locks.lock(at, patience);
    if (hold.isEmpty()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s is mapped by readers: %s. Waited %s; they have to look for the newer image or end",
              images.path(target),
              locks.describe(at),
              patience));
    }
    return hold.get();
  }

  private void write(int target, PagedImage image) throws IOException {
    Held before = held[target];
    held[target] = null; // Until it has gone well: a failed sync leaves nobody knows what.
    long mark = image.mark();
    try (DiskFile file = disk.open(images.path(target), true)) {
      new TwinPublication(file, image, boot).run(before);
    }
    held[target] = new Held(image, mark);
  }

  @Override
  public void close() throws IOException {
    locks.close();
  }
}
