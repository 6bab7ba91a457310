package dev.stillframe.bench;

import dev.stillframe.evidence.Checkout;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real host with a client; a {@link BenchClient} is driven one snapshot at a time. */
final class HostRun implements AutoCloseable {
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final Path snapshot;
  private final Path log;
  private final Process host;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  /**
   * Starts a host, and waits until its client has opened the memory.
   *
   * @param snapshot its name; what is there is restored
   * @param client what to start
   */
  HostRun(Path snapshot, String store, List<String> client) throws IOException {
    this.snapshot = snapshot;
    List<String> command = new ArrayList<>();
    command.add(Checkout.root().resolve("bin/stillframe").toString());
    command.addAll(List.of("host", "--store", store, "--interval", "2ms", snapshot.toString()));
    command.add("--");
    command.addAll(client);
    log = snapshot.resolveSibling(snapshot.getFileName() + ".log");
    host = new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile())).start();
    requests = host.outputWriter();
    answers = host.inputReader();
    expect("open");
  }

  static List<String> client(long ring, long tail) {
    List<String> command = java(BenchClient.class);
    command.addAll(List.of(Long.toString(ring), Long.toString(tail)));
    return command;
  }

  /** Starts a class of the benchmark in a virtual machine of its own. */
  static List<String> java(Class<?> program) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            program.getName()));
  }

  /** Changes so many pages of the tail, commits, and waits until the host has persisted that. */
  void snapshot(int pages) throws IOException {
    long before = generation();
    requests.write(pages + "\n");
    requests.flush();
    expect("done");
    long start = System.nanoTime();
    while (generation() == before) {
      requireAlive(start);
      LockSupport.parkNanos(100_000);
    }
  }

  /** Throws if the host has ended, or has had too long since a time. */
  void requireAlive(long start) throws IOException {
    if (System.nanoTime() - start > LIMIT_NANOS || !host.isAlive()) {
      throw new IOException("the host persists nothing: " + Files.readString(log));
    }
  }

  /** What the host has used so far; its client is another process. */
  ProcessCost cost() throws IOException {
    return ProcessCost.of(host.pid());
  }

  private void expect(String wanted) throws IOException {
    String line = answers.readLine();
    if (!wanted.equals(line)) {
      throw new IOException(
          "the client says " + line + ", not " + wanted + ": " + Files.readString(log));
    }
  }

  private long generation() throws IOException {
    return Durable.newest(snapshot).map(Durable::generation).orElse(0L);
  }

  @Override
  public void close() throws IOException {
    requests.close();
    try {
      if (!host.waitFor(5, TimeUnit.MINUTES)) {
        host.destroyForcibly();
        throw new IOException("the host does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
