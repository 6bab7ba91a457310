package dev.stillframe.store;

import dev.stillframe.files.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /** Returns the name that a file has, or the first that is free. */
  private Path name(Path file) throws IOException {
    Optional<Object> inode = disk.inode(file);
    for (int number = 1; ; number++) {
      Path kept = file.resolveSibling(file.getFileName() + ".kept-" + number);
      Optional<Object> there = disk.inode(kept);
      if (there.isEmpty() || there.equals(inode)) {
        return kept;
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
