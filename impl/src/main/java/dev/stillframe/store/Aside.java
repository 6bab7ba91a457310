package dev.stillframe.store;

import dev.stillframe.files.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Puts aside what stands in the way of a store and is not known to be its own: it keeps the file
 * under one more name, {@code NAME.kept-1} and so on, and tells people.
 */
final class Aside {
  private final Disk disk;
  private final List<String> notices = new ArrayList<>();

  Aside(Disk disk) {
    this.disk = disk;
  }

  /** Gives a file one more name, unless it has such a name already. */
  Path keep(Path file) throws IOException {
    Path kept = name(file);
    if (disk.inode(kept).isEmpty()) {
      disk.link(file, kept);
      tell("put aside: " + file + " is kept as " + kept.getFileName());
    }
    return kept;
  }

  /** Whether a file has such a name already: somebody was killed who put it aside. */
  boolean isKept(Path file) throws IOException {
    return disk.inode(name(file)).isPresent();
  }

  private Path name(Path file) throws IOException {
    return name(disk, file, number -> file.resolveSibling(file.getFileName() + ".kept-" + number));
  }

  /**
   * Returns the first name, by number from 1, that is free or that a file has already.
   *
   * @param names all that it may have
   */
  static Path name(Disk disk, Path file, IntFunction<Path> names) throws IOException {
    Optional<Object> inode = disk.inode(file);
    for (int number = 1; ; number++) {
      Path name = names.apply(number);
      Optional<Object> there = disk.inode(name);
      if (there.isEmpty() || there.equals(inode)) {
        return name;
      }
    }
  }

  void tell(String notice) {
    notices.add(notice);
  }

  /** Returns what people have not been told yet. */
  List<String> notices() {
    List<String> told = List.copyOf(notices);
    notices.clear();
    return told;
  }
}
