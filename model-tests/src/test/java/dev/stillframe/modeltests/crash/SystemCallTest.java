package dev.stillframe.modeltests.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** Logs are read right, also where threads interrupt each other, and their order is judged. */
final class SystemCallTest {
  @TempDir Path directory;

  private List<SystemCall> calls(String... lines) throws IOException {
    Path log = directory.resolve("log");
    Files.write(log, List.of(lines));
    return SystemCall.of(log);
  }

  @Test
  void callsOfTheThreadThatLocksAreCounted() throws IOException {
    List<SystemCall> calls =
        calls(
            "7 openat(AT_FDCWD, \"/d/client\", O_RDONLY) = 3",
            "5 openat(AT_FDCWD, \"/d/s.lock\", O_RDWR <unfinished ...>",
            "7 close(3)                         = 0",
            "5 <... openat resumed>) = 20",
            "5 --- SIGCHLD {si_signo=SIGCHLD} ---",
            "5 openat(AT_FDCWD, \"/d/s\", O_RDONLY) = -1 ENOENT (No such file or directory)",
            "5 close(20)                        = 0");
    assertEquals(
        List.of("openat", "openat", "close"), calls.stream().map(SystemCall::name).toList());
    assertEquals(2, calls.get(1).occurrence());
    assertEquals(List.of(20L, -1L, 0L), calls.stream().map(SystemCall::result).toList());
    assertEquals("/d/s.lock", calls.get(0).path());
    assertEquals(20, calls.get(2).descriptor());
  }

  private List<SystemCall> publication(String fileSync, String directorySync) throws IOException {
    return calls(
        "5 openat(AT_FDCWD, \"/d/s.lock\", O_RDWR|O_CREAT, 0600) = 20",
        "5 openat(AT_FDCWD, \"/d/s.tmp\", O_RDWR|O_CREAT|O_EXCL, 0600) = 21",
        "5 pwrite64(21, \"x\", 1, 0) = 1",
        fileSync,
        "5 close(21) = 0",
        "5 rename(\"/d/s.tmp\", \"/d/s\") = 0",
        "5 openat(AT_FDCWD, \"/d\", O_RDONLY) = 21",
        directorySync,
        "5 close(21) = 0",
        "5 unlink(\"/run/memory\") = 0");
  }

  @Test
  void whatIsNotSyncedWhenTheMemoryGoesIsFound() throws IOException {
    Path memory = Path.of("/run/memory");
    String sync = "5 fsync(21) = 0";
    assertEquals(2, SyncOrder.check(publication(sync, sync), memory));
    for (List<SystemCall> wrong :
        List.of(publication("5 close(7) = 0", sync), publication(sync, "5 close(7) = 0"))) {
      assertThrows(AssertionFailedError.class, () -> SyncOrder.check(wrong, memory));
    }
  }
}
