package dev.stillframe.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * From exec to the first commit: a host that verifies and restores a snapshot and starts a client,
 * and a shell that copies the file and starts the same client.
 */
final class RestartBenchmark {
  private static final int PAGE = 4096;

  /**
   * Medians.
   *
   * @param size of the state, MiB
   * @param hostMillis with a host
   * @param copyMillis with a raw copy
   */
  record Restart(int size, double hostMillis, double copyMillis) {}

  private RestartBenchmark() {}

  static Restart run(Path disk, int size, int times) throws IOException, InterruptedException {
    long tail = (long) size << 20;
    try (Scratch scratch = new Scratch(disk)) {
      Path snapshot = scratch.file("state");
      try (HostRun host = new HostRun(snapshot, "replace", tail)) {
        host.snapshot((int) (tail / PAGE));
      }
      double[] host = new double[times];
      double[] copy = new double[times];
      for (int i = 0; i < times; i++) {
        long start = System.nanoTime();
        HostRun run = new HostRun(snapshot, "replace", tail);
        host[i] = (System.nanoTime() - start) / 1e6;
        run.close();
        copy[i] = copy(snapshot, tail);
      }
      return new Restart(size, median(host), median(copy));
    }
  }

  private static double copy(Path snapshot, long tail) throws IOException, InterruptedException {
    try (Scratch scratch = new Scratch()) {
      Path memory = scratch.file("memory");
      ProcessBuilder shell =
          new ProcessBuilder(
              "sh",
              "-c",
              "cp \"$0\" \"$1\" && shift && exec \"$@\"",
              snapshot.toString(),
              memory.toString());
      shell.command().addAll(HostRun.client(tail));
      shell.environment().put("STILLFRAME_MEMORY", memory.toString());
      long start = System.nanoTime();
      Process process = shell.redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try (BufferedReader answers = process.inputReader()) {
        if (!"open".equals(answers.readLine())) {
          throw new IOException("the client does not open a copy");
        }
        double millis = (System.nanoTime() - start) / 1e6;
        process.outputWriter().close();
        process.waitFor();
        return millis;
      }
    }
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
