package dev.stillframe.modeltests.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stillframe.evidence.Need;
import dev.stillframe.evidence.Programs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** The program that lets faults happen to system calls. */
final class Strace {
  private Strace() {}

  /** Follows all threads. */
  static List<String> command() {
    return List.of("strace", "-f", "-qq");
  }

  /**
   * Tries it.
   *
   * @throws TestAbortedException if it is not installed, or may not trace here
   */
  static void require() {
    if (Need.STRACE.find().isEmpty()) {
      throw new TestAbortedException(Need.STRACE.missing());
    }
    List<String> command = new ArrayList<>(command());
    command.addAll(List.of("-o", "/dev/null", "-e", "trace=openat", "true"));
    String said;
    try {
      Process process =
          new ProcessBuilder(Programs.resolve(command)).redirectErrorStream(true).start();
      said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      if (process.waitFor() == 0) {
        return;
      }
    } catch (IOException e) {
      said = e.getMessage();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    throw new TestAbortedException("system calls fail by strace, which cannot be used: " + said);
  }
}
