package dev.stillframe.modeltests.shared;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A running {@link SharedTlc}; one caller at a time. */
final class SharedJvm implements Closeable {
  private static final ScheduledExecutorService LIMITS =
      Executors.newSingleThreadScheduledExecutor(SharedJvm::daemon);

  private final Path scratch;
  private final Process process;
  private final DataOutputStream requests;
  private final DataInputStream answers;

  /** It may live on for a moment. */
  private volatile boolean isKilled;

  private SharedJvm(Path scratch, Process process) {
    this.scratch = scratch;
    this.process = process;
    this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.answers = new DataInputStream(process.getInputStream());
  }

  /**
   * Starts one, which ends with this JVM at the latest.
   *
   * @param classPath with TLC and this class
   * @param main what runs in it
   */
  static SharedJvm start(String classPath, Class<?> main) throws IOException {
    Path scratch = Files.createTempDirectory("stillframe-shared-tlc-");
    return new SharedJvm(
        scratch,
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + scratch,
                "-Dfile.encoding=UTF-8",
                "-cp",
                classPath,
                main.getName())
            .directory(scratch.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /**
   * Runs TLC.
   *
   * @param printed file for all that TLC prints
   * @param seconds after which the JVM is killed
   * @return TLC's exit code; empty if TLC is to be run in a JVM of its own, because this one would
   *     not do or has ended, and then it {@link #isUsable is not usable} again
   * @throws TimeoutException if the time was up
   */
  OptionalInt run(Path specs, List<String> arguments, Path printed, long seconds)
      throws IOException, TimeoutException {
    ScheduledFuture<?> limit = LIMITS.schedule(this::kill, seconds, TimeUnit.SECONDS);
    try {
      requests.write(arguments.size());
      requests.writeUTF(printed.toString());
      requests.writeUTF(specs.toAbsolutePath().toString());
      for (String argument : arguments) {
        requests.writeUTF(argument);
      }
      requests.flush();
      int code = answers.readInt();
      return code == SharedTlc.DECLINED ? OptionalInt.empty() : OptionalInt.of(code);
    } catch (IOException ended) {
      kill();
      if (limit.isDone()) {
        throw new TimeoutException();
      }
      return OptionalInt.empty();
    } finally {
      limit.cancel(false);
    }
  }

  /** Whether it may be asked again. */
  boolean isUsable() {
    return !isKilled && process.isAlive();
  }

  /** The process, for a test that ends it. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  void endInput() throws IOException {
    requests.close();
  }

  private void kill() {
    isKilled = true;
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
    try {
      process.waitFor();
      try (Stream<Path> paths = Files.walk(scratch)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "limits of shared JVMs");
    thread.setDaemon(true);
    return thread;
  }
}
