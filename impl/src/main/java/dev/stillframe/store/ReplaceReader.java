package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.SystemDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Maps the newest snapshot of a {@link ReplaceStore}. It holds no lock: no file under one of the
 * names is ever written again, so even a buffer from before stands.
 */
public final class ReplaceReader implements StoreReader {
  /** A snapshot that holds, through the one time that its file was opened. */
  private record Opened(DiskFile file, Seal seal) {}

  private final Disk disk;
  private final Path name;
  private ByteBuffer image;

  /** Of what is mapped; null if nothing is. */
  private Seal seal;

  /** Of the store; empty until a look has found it. */
  private Optional<UUID> identity = Optional.empty();

  private ReplaceReader(Disk disk, Path name) {
    this.disk = disk;
    this.name = name;
  }

  /**
   * Opens a store for reading; maps nothing yet.
   *
   * @param snapshot the snapshot's name
   * @return a reader, to {@linkplain #look look} first
   * @throws IOException if its directory does not exist
   */
  public static ReplaceReader open(Path snapshot) throws IOException {
    return open(SystemDisk.INSTANCE, ReplaceStore.resolve(snapshot));
  }

  static ReplaceReader open(Disk disk, Path name) {
    return new ReplaceReader(disk, name);
  }

  @Override
  public boolean look() throws IOException {
    List<String> rejected = new ArrayList<>();
    Optional<Opened> newest = newestGeneration(rejected);
    try {
      // Last, and whether or not it was listed: what was listed may have been pruned since, and
      // then this name leads to something newer.
      Optional<Opened> named = open(name, newest.map(o -> o.seal().generation()), rejected);
      if (named.isPresent()) {
        close(newest);
        newest = named;
      }
      if (newest.isEmpty()) {
        throw nothing(rejected);
      }
      return map(newest.get());
    } finally {
      close(newest);
    }
  }

  private FormatException nothing(List<String> rejected) {
    return rejected.isEmpty()
        ? new FormatException(Reason.UNSEALED, name + ": nothing was published yet")
        : new FormatException(
            Reason.SEAL_BROKEN, name + ": no usable snapshot: " + String.join("; ", rejected));
  }

  /** Opens generations from the newest on until one holds. */
  private Optional<Opened> newestGeneration(List<String> rejected) throws IOException {
    OwnFiles own = OwnFiles.of(disk, name, identity);
    identity = own.identity();
    List<OwnFiles.Sealed> files = new ArrayList<>(own.generations());
    files.sort(Comparator.comparingLong(file -> -file.named()));
    for (OwnFiles.Sealed file : files) {
      Optional<Opened> opened = open(file.file(), Optional.empty(), rejected);
      if (opened.isPresent()) {
        return opened;
      }
    }
    return Optional.empty();
  }

  /** Opens a file if it holds and is newer than what there is; verifies what it has opened. */
  private Optional<Opened> open(Path path, Optional<Long> than, List<String> rejected)
      throws IOException {
    DiskFile file;
    try {
      file = disk.open(path, false);
    } catch (NoSuchFileException e) {
      return Optional.empty(); // Pruned since it was listed.
    } catch (AccessDeniedException e) {
      throw e; // Not damaged, only not ours to read.
    } catch (IOException e) {
      rejected.add(path + ": " + Snapshots.reason(e));
      return Optional.empty();
    }
    try {
      FileHead head = FileHead.of(file);
      Optional<Seal> seal = head.seal();
      if (seal.isEmpty()) {
        rejected.add(path + ": no seal");
      } else if (identity.filter(own -> !own.equals(head.identity())).isPresent()) {
        rejected.add(path + ": it is of another store, with identity " + head.identity());
      } else if (than.isEmpty() || seal.get().generation() > than.get()) {
        seal.get().verify(file);
        DiskFile opened = file;
        file = null;
        return Optional.of(new Opened(opened, seal.get()));
      }
    } catch (IOException e) {
      rejected.add(path + ": " + Snapshots.reason(e));
    } finally {
      if (file != null) {
        file.close();
      }
    }
    return Optional.empty();
  }

  private boolean map(Opened newest) throws IOException {
    if (newest.seal().equals(seal)) {
      return false;
    }
    image = newest.file().map(newest.seal().length()).order(ByteOrder.LITTLE_ENDIAN);
    seal = newest.seal();
    return true;
  }

  private static void close(Optional<Opened> opened) throws IOException {
    if (opened.isPresent()) {
      opened.get().file().close();
    }
  }

  @Override
  public ByteBuffer image() {
    if (image == null) {
      throw new IllegalStateException("nothing is mapped: look first");
    }
    return image.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public long generation() {
    return seal == null ? 0 : seal.generation();
  }

  @Override
  public void close() {
    image = null;
    seal = null;
  }
}
