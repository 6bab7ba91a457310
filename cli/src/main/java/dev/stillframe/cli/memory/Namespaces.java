package dev.stillframe.cli.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** In which namespaces this process is, as numbers. */
final class Namespaces {
  private static final Path MOUNTS = Path.of("/proc/self/ns/mnt");

  private Namespaces() {}

  /** Returns the mount namespace; 0 if the system does not tell. */
  static long mounts() {
    try {
      String digits = Files.readSymbolicLink(MOUNTS).toString().replaceAll("[^0-9]", "");
      return digits.isEmpty() ? 0 : Long.parseLong(digits);
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }
}
