package dev.stillframe.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LockHoldersTest {
  private static final List<String> LINES =
      List.of(
          "1: POSIX  ADVISORY  READ  4711 fe:01:393224 1 1",
          "2: POSIX  ADVISORY  WRITE 4712 fe:01:393224 0 0",
          "2: -> POSIX  ADVISORY  WRITE 9999 fe:01:393224 1 1",
          "3: POSIX  ADVISORY  READ  4713 fe:01:393224 1 2",
          "4: FLOCK  ADVISORY  WRITE 4714 fe:01:393224 0 EOF",
          "5: POSIX  ADVISORY  WRITE 4715 fe:01:3932240 0 EOF",
          "6: POSIX  ADVISORY  WRITE 4716 fe:01:77 0 EOF",
          "",
          "7: OFDLCK ADVISORY  WRITE -1 fe:01:393224 0 EOF");

  @Test
  void holdersOfAByteAreFound() {
    assertEquals("4711, 4713", LockHolders.pids(LINES, 393224, 1));
    assertEquals("4712", LockHolders.pids(LINES, 393224, 0));
    assertEquals("4713", LockHolders.pids(LINES, 393224, 2));
    assertEquals("", LockHolders.pids(LINES, 393224, 3));
    assertEquals("4716", LockHolders.pids(LINES, 77, 12));
  }
}
