package dev.stillframe.store;

import dev.stillframe.files.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    for (int number = 1; ; number++) {
      Path kept = file.resolveSibling(file.getFileName() + ".kept-" + number);
      if (disk.inode(kept).isEmpty()) {
        disk.link(file, kept);
        tell("put aside: " + file + " is kept as " + kept.getFileName());
        return kept;
      }
      if (disk.inode(kept).equals(disk.inode(file))) {
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
