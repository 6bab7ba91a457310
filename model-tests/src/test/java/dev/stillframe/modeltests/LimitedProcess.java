package dev.stillframe.modeltests;

import dev.stillframe.evidence.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A program that runs for a limited time, and is gone with all that it started afterwards. */
public final class LimitedProcess {
  private LimitedProcess() {}

  /**
   * Runs a program to its end, also if this virtual machine is told to end before.
   *
   * @param command the program and its arguments
   * @param directory that it runs in
   * @param printed file for all that it prints
   * @param seconds after which it is killed
   * @return its exit code; empty if it was killed
   */
  public static OptionalInt run(List<String> command, Path directory, Path printed, long seconds)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Programs.resolve(command))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    Thread killer = new Thread(() -> kill(process));
    Runtime.getRuntime().addShutdownHook(killer);
    boolean hasEnded;
    try {
      hasEnded = process.waitFor(seconds, TimeUnit.SECONDS);
    } finally {
      kill(process);
      process.waitFor();
      Runtime.getRuntime().removeShutdownHook(killer);
    }
    return hasEnded ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
