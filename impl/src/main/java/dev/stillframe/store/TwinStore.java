package dev.stillframe.store;

import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.LockFile;
import dev.stillframe.files.SystemDisk;
import dev.stillframe.memory.PagedImage;
import dev.stillframe.store.Snapshots.Found;
import dev.stillframe.store.Snapshots.Search;
import dev.stillframe.store.TwinImages.Head;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

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

  private final TwinFiles files;
  private Optional<UUID> identity = Optional.empty();
  private boolean isRecovered;

  /** The head of what was reported last; null if nothing was. */
  private Head reported;

  /** What was synced by this store: an image as it was at a mark. */
  record Held(PagedImage image, long mark) {}

  private TwinStore(Disk disk, Path name, LockFile locks, Duration patience, Boot boot) {
    this.disk = disk;
    this.name = name;
    this.images = new TwinImages(disk, name, boot);
    this.locks = locks;
    this.patience = patience;
    this.boot = boot;
    this.files = new TwinFiles(disk, name, images);
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
      Optional<Path> snapshot = TwinOwnership.snapshotOf(disk, name);
      if (snapshot.isPresent()) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s is kept by the replace store (%s is there): use that store, or another name",
                name,
                snapshot.get().getFileName()));
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

  /**
   * Looks for an image of a twin store; a file of somebody else with such a name is none.
   *
   * @param snapshot the snapshot's name
   * @return one of them, if there is any
   * @throws IOException if the directory does not exist, or cannot be read
   */
  public static Optional<Path> existing(Path snapshot) throws IOException {
    return TwinOwnership.imageOf(SystemDisk.INSTANCE, ReplaceStore.resolve(snapshot));
  }

  static long lockedByte(int image) {
    return FIRST_IMAGE_BYTE + image;
  }

  /**
   * {@inheritDoc}
   *
   * <p>An image that is not usable is the next one to be written; where it held what may have been
   * reported it is put aside first.
   */
  @Override
  public Search recover(Optional<UUID> expected, ImageCopy copy) throws IOException {
    files.requireOwn();
    TwinSearch search = new TwinSearch(disk, images, expected);
    files.prepare();
    search.run(copy);
    Optional<Head> newest = search.newest();
    if (newest.isPresent()) { // Otherwise all stays as it is, and so does the refusal.
      for (int image : search.damaged()) {
        files.putAside(image);
      }
    }
    files.finishPuttingAside(newest);
    if (newest.isPresent() && !boot.isKnown()) {
      syncFound(newest.get());
    }
    identity = expected.or(() -> newest.map(Head::identity));
    reported = newest.orElse(null);
    Arrays.fill(held, null);
    for (int image = 0; image < TwinImages.COUNT; image++) {
      files.see(image);
    }
    isRecovered = true;
    return new Search(
        newest.map(head -> new Found(images.path(head.image()), head.generation())),
        search.rejected(),
        List.of());
  }

  /** A checksum that holds may be that of bytes which only processes see, not yet on disk. */
  private void syncFound(Head newest) throws IOException {
    try (DiskFile file = disk.open(images.path(newest.image()), true)) {
      file.sync();
    }
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
    if (!isRecovered) {
      recover();
    }
    UUID own = FileHead.identity(image.bytes());
    if (identity.isPresent() && !identity.get().equals(own)) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s has images of memory %s, and this one is of %s: choose another name",
              name,
              identity.get(),
              own));
    }
    List<Head> heads = notice();
    int target = TwinImages.other(images.newest(heads));
    LockFile.Hold hold = lockImage(target);
    try {
      long other = heads.get(TwinImages.COUNT - 1 - target).generation();
      long generation = 1 + Math.max(other, reported == null ? 0 : reported.generation());
      sealing.stamp(image, generation);
      write(target, image);
      identity = Optional.of(own);
      return generation;
    } finally {
      hold.close(); // Before it is reported: readers who hear of it can lock it.
    }
  }

  /**
   * Looks whether somebody else has touched an image. What is then known of it is nothing: all of
   * it is written again, and it is the newest only if every byte still is what was reported.
   *
   * @return what the heads say; nothing, of an image that is no longer what was reported
   */
  private List<Head> notice() throws IOException {
    boolean[] isChanged = files.notice(identity);
    List<Head> heads = images.heads();
    for (int image = 0; image < TwinImages.COUNT; image++) {
      if (!isChanged[image]) {
        continue;
      }
      held[image] = null;
      Head head = heads.get(image);
      if (images.whyNot(head).isEmpty() && images.verify(head, ImageCopy.NONE).isPresent()) {
        heads.set(image, Head.unused(image));
      }
    }
    return heads;
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
    files.forget(target);
    long mark = image.mark();
    try (DiskFile file = disk.open(images.path(target), true)) {
      new TwinPublication(file, image, boot).run(before);
    }
    held[target] = new Held(image, mark);
    reported = Head.of(target, image, boot);
    files.see(target);
  }

  @Override
  public void verify() throws IOException {
    if (reported == null) {
      return;
    }
    Path path = images.path(reported.image());
    Head now = images.head(reported.image());
    Optional<String> why =
        now.seal().equals(reported.seal())
            ? images.whyNot(now)
            : Optional.of("it holds something else");
    if (why.isEmpty()) {
      why = images.verify(now, ImageCopy.NONE);
    }
    if (why.isPresent()) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s does not hold generation %d any more, which was reported: %s",
              path,
              reported.generation(),
              why.get()));
    }
    files.requireOwn(reported.image());
  }

  @Override
  public Optional<UUID> identity() {
    return identity;
  }

  @Override
  public List<String> notices() {
    return files.notices();
  }

  @Override
  public void close() throws IOException {
    locks.close();
  }
}
