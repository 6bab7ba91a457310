package dev.stillframe.bench;

import dev.stillframe.evidence.Checkout;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * From exec to the first commit: a host that verifies and restores a snapshot and starts a client;
 * programs that copy the file and start the same client.
 */
final class RestartBenchmark {
  static final String HOST = "stillframe host";
  static final String SHELL = "sh with cp";
  static final String JAVA = "Java with a copy";
  static final String JAVA_CLIENT = "Java";
  static final String C_CLIENT = "C";
  private static final int PAGE = 4096;

  /** Opens the memory and commits, says so, and goes on until its input ends. */
  private static final String C_PORT =
      "{ printf 'open %s %s %s %s\\ncommit 01\\n' \"$STILLFRAME_MEMORY\" \"$1\" \"$2\" \"$3\"; cat; }"
          + " | \"$0\" | { read -r _; read -r answer;"
          + " case $answer in ok*) echo open;; *) echo \"$answer\";; esac; cat >/dev/null; }";

  /**
   * A median.
   *
   * @param size of the state, MiB
   * @param who restores and starts the client
   * @param client what it is written in
   * @param startMillis from exec to the start of the client
   * @param millis from exec to the first commit
   */
  record Restart(int size, String who, String client, double startMillis, double millis) {}

  private final Path disk;
  private final int times;
  private final Optional<Path> port;
  private final Consumer<Restart> figures;

  /**
   * Makes a benchmark.
   *
   * @param disk where snapshots lie
   * @param times how often each is measured
   * @param port the C port; without it only Java clients are started
   * @param figures is given each
   */
  RestartBenchmark(Path disk, int times, Optional<Path> port, Consumer<Restart> figures) {
    this.disk = disk;
    this.times = times;
    this.port = port;
    this.figures = figures;
  }

  /** Measures all for a size in MiB, in turns. */
  void run(int size) throws IOException, InterruptedException {
    long tail = (long) size << 20;
    try (Scratch scratch = new Scratch(disk)) {
      Path snapshot = scratch.file("state");
      List<String> client = HostRun.client(BenchClient.RING, tail);
      try (HostRun host = new HostRun(snapshot, "replace", client)) {
        host.snapshot((int) (tail / PAGE));
      }
      compare(size, JAVA_CLIENT, snapshot, client);
      if (port.isPresent()) {
        compare(size, C_CLIENT, snapshot, client(port.get(), tail));
      }
    }
  }

  private static List<String> client(Path port, long tail) {
    return List.of(
        "sh",
        "-c",
        C_PORT,
        port.toString(),
        Integer.toString(BenchClient.ENTRIES),
        Integer.toString(BenchClient.RING),
        Long.toString(tail));
  }

  private void compare(int size, String name, Path snapshot, List<String> client)
      throws IOException, InterruptedException {
    int times = HostBenchmark.times(size, this.times);
    List<String> who = List.of(HOST, SHELL, JAVA);
    double[][] starts = new double[who.size()][times];
    double[][] commits = new double[who.size()][times];
    for (int i = 0; i < times; i++) {
      for (int w = 0; w < who.size(); w++) {
        double[] millis = once(who.get(w), snapshot, client);
        starts[w][i] = millis[0];
        commits[w][i] = millis[1];
      }
    }
    for (int w = 0; w < who.size(); w++) {
      Arrays.sort(starts[w]);
      Arrays.sort(commits[w]);
      figures.accept(
          new Restart(size, who.get(w), name, starts[w][times / 2], commits[w][times / 2]));
    }
  }

  /** Returns the times from exec to the start of the client, and to its first commit. */
  private static double[] once(String who, Path snapshot, List<String> client)
      throws IOException, InterruptedException {
    try (Scratch scratch = new Scratch()) {
      Path memory = scratch.file("memory");
      List<String> files = List.of(snapshot.toString(), memory.toString());
      List<String> command =
          new ArrayList<>(
              switch (who) {
                case HOST ->
                    List.of(
                        Checkout.root().resolve("bin/stillframe").toString(),
                        "host",
                        snapshot.toString(),
                        "--");
                case SHELL -> List.of("sh", "-c", "cp \"$0\" \"$1\" && shift && exec \"$@\"");
                default -> HostRun.java(Copier.class);
              });
      command.addAll(who.equals(HOST) ? List.of() : files);
      command.addAll(List.of("sh", "-c", "echo starts; exec \"$@\"", "sh"));
      command.addAll(client);
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(scratch.file("log").toFile());
      builder.environment().put("STILLFRAME_MEMORY", memory.toString());
      long start = System.nanoTime();
      Process process = builder.start();
      try (BufferedReader answers = process.inputReader()) {
        answers.readLine();
        double starts = (System.nanoTime() - start) / 1e6;
        String answer = answers.readLine();
        double commits = (System.nanoTime() - start) / 1e6;
        process.outputWriter().close();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
          process.destroyForcibly();
        }
        if (!"open".equals(answer)) {
          throw new IOException(who + " does not get as far as a commit, but: " + answer);
        }
        return new double[] {starts, commits};
      }
    }
  }
}
