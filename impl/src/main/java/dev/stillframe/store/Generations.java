package dev.stillframe.store;

import dev.stillframe.FormatException;
import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The generations of a replace store, as many as are kept. One is removed only after a look into it
 * has shown that it is this store's.
 */
final class Generations {
  /** The highest that fits into a name. */
  static final long MAX = 999_999_999_999_999_999L;

  private final Disk disk;
  private final Path name;
  private final int keep;
  private final NavigableSet<Long> numbers = new TreeSet<>();
  private IOException failure;

  Generations(Disk disk, Path name, int keep) {
    this.disk = disk;
    this.name = name;
    this.keep = keep;
  }

  /** Takes up what recovery has found. */
  void reset(List<OwnFiles.Sealed> found) {
    numbers.clear();
    found.forEach(file -> numbers.add(file.named()));
  }

  Path path(long generation) {
    return name.resolveSibling(name.getFileName() + "." + generation);
  }

  void add(long generation) {
    numbers.add(generation);
  }

  void remove(long generation) {
    numbers.remove(generation);
  }

  /** Returns the first number from one on that no file has: a file of somebody else may. */
  long free(long from) throws IOException {
    long generation = from;
    while (generation <= MAX && disk.inode(path(generation)).isPresent()) {
      generation++;
    }
    if (generation > MAX) {
      throw new IOException(name + ": there is no generation behind " + MAX);
    }
    return generation;
  }

  /**
   * Unlinks the oldest until as many are left as are kept, but never the newest. One that cannot be
   * unlinked stays, and the next one goes in its place.
   */
  void prune(UUID identity) {
    failure = null;
    for (long generation : List.copyOf(numbers)) {
      if (numbers.size() <= keep || generation == numbers.last()) {
        return;
      }
      try {
        if (isOwn(generation, identity)) {
          disk.unlink(path(generation));
        }
        numbers.remove(generation);
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  private boolean isOwn(long generation, UUID identity) throws IOException {
    try (DiskFile file = disk.open(path(generation), false)) {
      FileHead head = FileHead.of(file);
      return head.identity().equals(identity)
          && head.seal().filter(seal -> seal.generation() == generation).isPresent();
    } catch (NoSuchFileException | FormatException e) {
      return false;
    }
  }

  /**
   * Refuses one more image where there are too many already.
   *
   * @throws IOException if that is so; it says what could not be removed
   */
  void requireRoom() throws IOException {
    if (numbers.size() > keep) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: %d generations are there, %d are kept, and the older ones cannot be removed: %s",
              name,
              numbers.size(),
              keep,
              failure),
          failure);
    }
  }
}
