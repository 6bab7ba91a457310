package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.FileStatus;
import dev.stillframe.files.LockFile;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.files.SystemDisk;
import dev.stillframe.memory.PagedImage;
import dev.stillframe.store.Snapshots.Found;
import dev.stillframe.store.Snapshots.Search;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A store in which a new file replaces the old one by rename. What a reader has mapped never
 * changes under it, and at every instant there is a complete snapshot under the name.
 *
 * <pre>
 *   name        the newest snapshot
 *   name.G      generation G, the same inode as name for the newest; as many as are kept
 *   name.tmp    a snapshot that is being written; removed by the next recovery
 *   name.lock   locked by the one host that writes here; never removed
 * </pre>
 *
 * <p>One thread at a time.
 */
public final class ReplaceStore implements Store {
  private final Disk disk;
  private final Path name;
  private final Path directory;
  private final Path temporary;
  private final LockFile lock;
  private final Sealing sealing = new Sealing();
  private final Generations generations;
  private final Aside aside;
  private Optional<UUID> identity = Optional.empty();

  /** The highest that was ever used. */
  private long newestGeneration;

  /** What the name led to when this store last looked; null if that was not its own. */
  private FileStatus named;

  private boolean isRecovered;

  /** Whether a publication has failed, and what it began is still there. */
  private boolean isLeft;

  /** The generation that it got a name for; 0 if none. */
  private long left;

  /** Whether a publication has got its names, and no sync of the directory has followed. */
  private boolean isUnsynced;

  /** The seal of what was reported last; null if nothing was. */
  private Seal reported;

  private ReplaceStore(Disk disk, Path name, int keep, LockFile lock) {
    this.disk = disk;
    this.name = name;
    this.directory = name.getParent();
    this.temporary = name.resolveSibling(name.getFileName() + ".tmp");
    this.generations = new Generations(disk, name, keep);
    this.aside = new Aside(disk);
    this.lock = lock;
  }

  /**
   * Opens a store for writing and locks it.
   *
   * @param snapshot the snapshot's name; its directory must exist
   * @param keep how many generations to keep, at least 1
   * @return an open store, to be {@linkplain #recover recovered} first
   * @throws IOException if another host has it open, or if the lock file cannot be made
   */
  public static ReplaceStore open(Path snapshot, int keep) throws IOException {
    if (keep < 1) {
      throw new IllegalArgumentException("at least 1 generation must be kept, not " + keep);
    }
    return open(SystemDisk.INSTANCE, resolve(snapshot), keep);
  }

  static ReplaceStore open(Disk disk, Path name, int keep) throws IOException {
    LockFile lock = WriterLock.take(name);
    try {
      if (disk.inode(name).isPresent()) {
        disk.open(name, false).close(); // Refuses what is not a regular file.
      }
      Optional<Path> twin = TwinOwnership.imageOf(disk, name);
      if (twin.isPresent()) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s is kept by the twin store (%s is there): use that store, or another name",
                name,
                twin.get().getFileName()));
      }
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
    return new ReplaceStore(disk, name, keep, lock);
  }

  /**
   * Resolves the directory of a name, so that one snapshot has one name whichever way it is given.
   *
   * @param snapshot a name, relative or absolute
   * @return an absolute path whose directory has no links
   * @throws IOException if the directory does not exist
   */
  public static Path resolve(Path snapshot) throws IOException {
    Path absolute = snapshot.toAbsolutePath();
    if (absolute.getFileName() == null) {
      throw new FileSystemException(snapshot.toString(), null, "not the name of a file");
    }
    if (PrivateFiles.look(absolute.getParent())
        .filter(BasicFileAttributes::isDirectory)
        .isEmpty()) {
      throw new FileSystemException(
          absolute.getParent().toString(), null, "no such directory: create it first");
    }
    return absolute.getParent().toRealPath().resolve(absolute.getFileName());
  }

  /**
   * {@inheritDoc}
   *
   * <p>Temporaries go, and the names of the newest are made whole and durable before it is
   * reported. A file of somebody else stays as it is, and where it stands in the way of a name it
   * gets another one first.
   */
  @Override
  public Search recover(Optional<UUID> expected, ImageCopy copy) throws IOException {
    OwnFiles own = OwnFiles.of(disk, name, expected);
    Search search = Snapshots.newest(disk, name, own, copy);
    identity = own.identity();
    sweepTemporary();
    generations.reset(own.generations());
    newestGeneration = own.highest();
    isUnsynced = false;
    isLeft = false;
    left = 0;
    reported = null;
    named = nameIfOwn(own);
    if (search.found().isPresent() && search.found().get().isSealed()) {
      Found found = search.found().get();
      reported = repair(own, found);
    } else if (search.found().isPresent()) {
      Snapshots.copy(disk, search.found().get(), copy); // There was nothing to verify.
    }
    disk.syncDirectory(directory);
    isRecovered = true;
    return search;
  }

  /** Returns what the name leads to, if replacing it loses nothing of anybody else. */
  private FileStatus nameIfOwn(OwnFiles own) throws IOException {
    FileStatus status = disk.status(name).orElse(null);
    Object inode = status == null ? null : status.inode();
    boolean isKept =
        own.generations().stream().anyMatch(generation -> generation.inode().equals(inode));
    boolean isNewest =
        own.newestFirst().stream().limit(1).anyMatch(newest -> newest.inode().equals(inode));
    return isKept || isNewest ? status : null;
  }

  /** Makes both names lead to what was found. */
  private Seal repair(OwnFiles own, Found found) throws IOException {
    OwnFiles.Sealed newest =
        own.newestFirst().stream()
            .filter(file -> file.generation() == found.generation())
            .filter(file -> file.file().equals(found.file()))
            .findFirst()
            .orElseThrow();
    replace(generations.path(found.generation()), newest, null);
    generations.add(found.generation());
    replace(name, newest, named == null ? null : named.inode());
    named = disk.status(name).orElse(null);
    for (OwnFiles.Sealed damaged : own.generations()) {
      if (damaged.named() > found.generation()) {
        aside.keep(damaged.file()); // It is newer, so it was not taken for what it holds.
        disk.unlink(damaged.file());
        generations.remove(damaged.named());
      }
    }
    return newest.seal();
  }

  /** Makes {@code target} a name of a file; what it leads to is kept if it is not known. */
  private void replace(Path target, OwnFiles.Sealed newest, Object known) throws IOException {
    Optional<Object> there = disk.inode(target);
    if (there.filter(newest.inode()::equals).isPresent()) {
      return; // A rename between two names of one inode does nothing and leaves the temporary.
    }
    if (there.isPresent() && !there.get().equals(known)) {
      aside.keep(target);
    }
    disk.link(newest.file(), temporary);
    disk.rename(temporary, target);
  }

  /** What a killed host had begun goes; a file that no host has begun stays, and is told of. */
  private void sweepTemporary() throws IOException {
    if (disk.inode(temporary).isPresent()) {
      requireOwnTemporary();
    }
    disk.unlink(temporary);
  }

  private void requireOwnTemporary() throws IOException {
    boolean isOwn;
    try (DiskFile file = disk.open(temporary, false)) {
      FileHead head = FileHead.of(file);
      isOwn = head.isBlank() || head.seal().isPresent() && isOf(head.identity());
    } catch (FormatException e) {
      isOwn = false;
    }
    if (!isOwn) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s is in the way, and no host of this store has written it: move it away",
              temporary));
    }
  }

  private boolean isOf(UUID other) {
    return identity.isEmpty() || identity.get().equals(other);
  }

  @Override
  public long publish(PagedImage image) throws IOException {
    if (!isRecovered) {
      recover();
    }
    UUID own = FileHead.identity(image.bytes());
    if (!isOf(own)) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s has images of memory %s, and this one is of %s: choose another name",
              name,
              identity.get(),
              own));
    }
    settle(own);
    long generation = generations.free(newestGeneration + 1);
    sealing.stamp(image, generation);
    protectName();
    install(image, generation);
    disk.syncDirectory(directory);
    isUnsynced = false;
    identity = Optional.of(own);
    reported = Seal.in(image.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN)).orElseThrow();
    generations.prune(own);
    return generation;
  }

  /**
   * Ends what the last publication left undone, before anything is written: so trying again and
   * again fills no disk.
   */
  private void settle(UUID own) throws IOException {
    if (isLeft) {
      takeBack();
    }
    if (isUnsynced) {
      disk.syncDirectory(directory);
      isUnsynced = false;
    }
    generations.prune(own);
    generations.requireRoom();
  }

  /** Keeps what somebody else has put under the name since this store last looked. */
  private void protectName() throws IOException {
    Optional<FileStatus> there = disk.status(name);
    if (there.isPresent() && !isNamed(there.get())) {
      aside.keep(name);
    }
  }

  /** An inode number alone may be another file's by now. */
  private boolean isNamed(FileStatus there) {
    return named != null
        && there.inode().equals(named.inode())
        && there.size() == named.size()
        && there.modified() == named.modified();
  }

  private void install(PagedImage image, long generation) throws IOException {
    try {
      write(image.bytes());
      FileStatus status = disk.status(temporary).orElse(null);
      disk.link(temporary, generations.path(generation));
      left = generation;
      newestGeneration = generation;
      disk.rename(temporary, name);
      left = 0;
      isUnsynced = true;
      named = status;
      generations.add(generation);
    } catch (IOException e) {
      isLeft = true;
      try {
        takeBack();
      } catch (IOException also) {
        e.addSuppressed(also); // Before the next one begins.
      }
      throw e;
    }
  }

  /** Removes what a publication that failed has left. */
  private void takeBack() throws IOException {
    disk.unlink(temporary);
    if (left > 0) {
      disk.unlink(generations.path(left));
      left = 0;
    }
    isLeft = false;
  }

  private void write(ByteBuffer image) throws IOException {
    try (DiskFile file = disk.create(temporary)) {
      file.write(image.duplicate().clear(), 0);
      file.sync();
    }
  }

  @Override
  public void verify() throws IOException {
    if (reported == null) {
      return;
    }
    Path generation = generations.path(reported.generation());
    verify(name);
    if (!disk.inode(generation).equals(disk.inode(name))) {
      verify(generation);
    }
  }

  private void verify(Path file) throws IOException {
    try (DiskFile opened = disk.open(file, false)) {
      if (!FileHead.of(opened).seal().equals(Optional.of(reported))) {
        throw new FormatException(Reason.SEAL_BROKEN, "it holds something else");
      }
      reported.verify(opened);
    } catch (IOException e) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s does not hold generation %d any more, which was reported: %s",
              file,
              reported.generation(),
              Snapshots.reason(e)),
          e);
    }
  }

  @Override
  public Optional<UUID> identity() {
    return identity;
  }

  @Override
  public List<String> notices() {
    return aside.notices();
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
