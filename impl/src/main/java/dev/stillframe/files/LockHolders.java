package dev.stillframe.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Which processes hold a lock, as far as the system tells. */
final class LockHolders {
  private static final Path LOCKS = Path.of("/proc/locks");

  private LockHolders() {}

  /** Returns " by process 1, 2 (/proc/locks)", or nothing if that is not known. */
  static String of(Path file, long at) {
    try {
      List<String> lines = Files.readAllLines(LOCKS);
      String pids = pids(lines, (Long) Files.getAttribute(file, "unix:ino"), at);
      return pids.isEmpty() ? "" : " by process " + pids + " (" + LOCKS + ")";
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return ""; // Only an exception's message would have gained by it.
    }
  }

  /**
   * Lines are {@code 1: POSIX ADVISORY READ 4711 fe:01:393224 1 1}: number, kind, mode, pid, device
   * and inode, first and last byte. Devices are left alone: on some file systems the one here is
   * not the one that a file has.
   */
  static String pids(List<String> lines, long inode, long at) {
    return lines.stream()
        .map(line -> line.trim().split("\\s+"))
        .filter(words -> words.length == 8 && words[1].equals("POSIX"))
        .filter(words -> words[5].endsWith(":" + inode))
        .filter(words -> covers(words[6], words[7], at))
        .map(words -> words[4])
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static boolean covers(String first, String last, long at) {
    return Long.parseLong(first) <= at && (last.equals("EOF") || at <= Long.parseLong(last));
  }
}
