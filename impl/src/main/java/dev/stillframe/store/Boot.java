package dev.stillframe.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The identity of one run of the machine. Between two looks that see the same one there was no
 * power cut: nothing worse than SIGKILL can have happened, and that keeps what was written.
 *
 * @param high upper half
 * @param low lower half; both are 0 if this is not known
 */
public record Boot(long high, long low) {
  /** Every mark counts as one of another boot then. */
  public static final Boot UNKNOWN = new Boot(0, 0);

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /**
   * Tells whether the system has said.
   *
   * @return false for {@link #UNKNOWN}
   */
  public boolean isKnown() {
    return high != 0 || low != 0;
  }

  /**
   * Asks the system.
   *
   * @return {@link #UNKNOWN} if it does not tell
   */
  public static Boot current() {
    return read(BOOT_ID);
  }

  static Boot read(Path file) {
    try {
      UUID id = UUID.fromString(Files.readString(file).strip());
      return new Boot(id.getMostSignificantBits(), id.getLeastSignificantBits());
    } catch (IOException | IllegalArgumentException e) {
      return UNKNOWN;
    }
  }
}
