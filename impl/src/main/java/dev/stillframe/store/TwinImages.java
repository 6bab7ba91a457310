package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.memory.PagedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The two images of a twin store, and when one is usable: the one predicate that writer and readers
 * share ({@code TwinImages.tla}, with {@code Check = "boot"}).
 *
 * <p>A mark of this boot is believed: it was cleared after the sync, so a clear one says "synced"
 * and a dirty one "not". A mark of another boot says nothing, for a power cut may have kept it or
 * not; then the whole checksum decides.
 */
final class TwinImages {
  /** How many there are; they are numbered from 0. */
  static final int COUNT = 2;

  /** Bytes of page 0 that are written at once: seal and mark lie in this one sector. */
  static final int HEAD_BYTES = 512;

  /** No generation of ours gets there; a larger one is damage, and would overflow some day. */
  private static final long MAX_GENERATION = 1L << 62;

  /**
   * What the first sector of an image says.
   *
   * @param image which image
   * @param size bytes of the file; 0 if there is none
   * @param seal empty if nothing was published in it
   * @param mark empty if it was copied here and not written by this store
   * @param identity of the memory that it was taken from; zeros if unknown
   * @param broken why seal and mark cannot be read; null if they can
   */
  record Head(
      int image,
      long size,
      Optional<Seal> seal,
      Optional<Mark> mark,
      UUID identity,
      String broken) {
    /** An image that says nothing. */
    static Head unused(int image) {
      return unreadable(image, 0, null);
    }

    /** The head of an image that was just published. */
    static Head of(int image, PagedImage published, Boot boot) throws FormatException {
      ByteBuffer bytes = published.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN);
      return new Head(
          image,
          published.size(),
          Seal.in(bytes),
          Optional.of(new Mark(false, boot)),
          FileHead.identity(bytes),
          null);
    }

    private static Head unreadable(int image, long size, String broken) {
      return new Head(image, size, Optional.empty(), Optional.empty(), FileHead.UNKNOWN, broken);
    }

    /** What it says, whether or not it is true; 0 if it says nothing. */
    long generation() {
      long generation = seal.map(Seal::generation).orElse(0L);
      return generation < 1 || generation > MAX_GENERATION ? 0 : generation;
    }

    boolean isDirty() {
      return mark.isPresent() && mark.get().isDirty();
    }

    /** Tells whether no publication into it ever came so far that it had a seal. */
    boolean isUnused() {
      return seal.isEmpty() && broken == null;
    }
  }

  private final Disk disk;
  private final Path name;
  private final Boot boot;

  TwinImages(Disk disk, Path name, Boot boot) {
    this.disk = disk;
    this.name = name;
    this.boot = boot;
  }

  static Path path(Path name, int image) {
    return name.resolveSibling(name.getFileName() + "." + image);
  }

  Path path(int image) {
    return path(name, image);
  }

  /** The newest of no image is none, and the other one of that is image 0. */
  static int other(Optional<Head> newest) {
    return newest.isPresent() ? COUNT - 1 - newest.get().image() : 0;
  }

  List<Head> heads() throws IOException {
    List<Head> heads = new ArrayList<>();
    for (int image = 0; image < COUNT; image++) {
      heads.add(head(image));
    }
    return heads;
  }

  Head head(int image) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(Seal.END).order(ByteOrder.LITTLE_ENDIAN);
    long size = 0;
    try (DiskFile file = disk.open(path(image), false)) {
      file.read(head, 0);
      // After the head: an image only grows, and before a head that says so is written.
      size = file.size();
      if (head.hasRemaining()) {
        String broken = head.position() == 0 ? null : "has " + size + " bytes, which is no image";
        return Head.unreadable(image, size, broken);
      }
      Optional<Mark> mark = Mark.isIn(head) ? Optional.of(Mark.of(head)) : Optional.empty();
      return new Head(image, size, Seal.in(head), mark, FileHead.identity(head), null);
    } catch (NoSuchFileException e) {
      return Head.unused(image);
    } catch (AccessDeniedException e) {
      throw e; // Not damaged, only not ours to read: the other one in its place may be older.
    } catch (FormatException | FileSystemException e) {
      return Head.unreadable(image, size, Snapshots.reason(e));
    }
  }

  /** Returns the usable one with the highest generation, of two heads that were read. */
  Optional<Head> newest(List<Head> heads) throws IOException {
    return newest(heads, ImageCopy.NONE);
  }

  /** Finds it, and copies it if it has to be verified for that. */
  Optional<Head> newest(List<Head> heads, ImageCopy copy) throws IOException {
    List<Head> order = new ArrayList<>(heads);
    order.sort(Comparator.comparingLong(Head::generation).reversed());
    for (Head head : order) {
      if (whyNot(head, copy).isEmpty()) {
        return Optional.of(head);
      }
    }
    return Optional.empty();
  }

  /** Tells why an image is not usable; empty if it is. */
  Optional<String> whyNot(Head head) throws IOException {
    return whyNot(head, ImageCopy.NONE);
  }

  private Optional<String> whyNot(Head head, ImageCopy copy) throws IOException {
    if (head.broken() != null) {
      return Optional.of(head.broken());
    }
    if (head.seal().isEmpty()) {
      return Optional.of("nothing was published in it yet");
    }
    Seal seal = head.seal().get();
    try {
      seal.requireLength(head.size(), head.mark().isPresent());
      if (head.generation() == 0) {
        return Optional.of("seal has generation " + seal.generation());
      }
      if (!isBelieved(head)) {
        return verify(head, copy);
      }
    } catch (FormatException e) {
      return Optional.of(e.getMessage());
    }
    return head.isDirty()
        ? Optional.of("a publication into it has begun and not ended")
        : Optional.empty();
  }

  /** Tells whether its mark is of this boot, and so says whether it is usable. */
  boolean isBelieved(Head head) {
    return head.mark().isPresent() && head.mark().get().isOf(boot);
  }

  /** Tells why the bytes of an image are not those of its seal; empty if they are. */
  Optional<String> verify(Head head, ImageCopy copy) throws IOException {
    try (DiskFile file = disk.open(path(head.image()), false)) {
      head.seal().orElseThrow().verify(file, copy);
      return Optional.empty();
    } catch (FormatException e) {
      String ended = head.isDirty() ? "; a publication into it has begun and not ended" : "";
      return Optional.of(e.getMessage() + ended);
    }
  }
}
