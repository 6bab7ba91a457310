package dev.stillframe.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the hosts and the clients of a demonstration print, from one named pipe: Java closes the
 * pipe of a process that it started when that ends, although its child may still write there.
 */
final class DemoOutput {
  private static final Pattern PROGRESS = Pattern.compile("primes: [0-9]+ below ([0-9]+)");
  private static final Pattern RESUMED = Pattern.compile("primes: goes on at ([0-9]+)");
  private static final Pattern FOUND = Pattern.compile("primes: found ([0-9]+) below .*");
  private static final Pattern CUT_SHORT =
      Pattern.compile("stillframe: .*(ended within|holds part of) a transaction.*");

  /** What a launcher says where its host was killed, and not its client. */
  private static final Pattern LEFT_ALONE =
      Pattern.compile("stillframe: the host has ended .* goes on without it");

  private static final int PATIENCE_SECONDS = 60;

  private final Path pipe;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private long progress;
  private boolean isCutShort;
  private boolean isLeftAlone;

  /**
   * Creates an output.
   *
   * @param pipe where it is made
   */
  DemoOutput(Path pipe) {
    this.pipe = pipe;
  }

  Path pipe() {
    return pipe;
  }

  /** The newest progress that was printed, of what has been waited for. */
  long progress() {
    return progress;
  }

  /** Progress from here on is that of a client that has started anew. */
  void setProgress(long resumed) {
    progress = resumed;
  }

  /** Whether a host has said that a client was killed within a transaction. */
  boolean isCutShort() {
    return isCutShort;
  }

  /** Whether a client went on although no host was to be killed under its launcher. */
  boolean isLeftAlone() {
    return isLeftAlone;
  }

  void forgetCutShort() {
    isCutShort = false;
  }

  /** Makes the pipe, and prints all that comes. */
  void open() throws IOException, InterruptedException {
    new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor();
    // Open for writing too, so that it does not end between two processes.
    RandomAccessFile file = new RandomAccessFile(pipe.toFile(), "rw");
    InputStream input = new FileInputStream(file.getFD());
    Thread reader = new Thread(() -> print(new InputStreamReader(input, UTF_8)), "output");
    reader.setDaemon(true); // It ends with this process.
    reader.start();
  }

  private void print(Reader from) {
    try (BufferedReader reader = new BufferedReader(from)) {
      while (true) {
        String line = reader.readLine();
        System.out.println("    " + line);
        lines.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitProgress(long wanted) throws InterruptedException {
    while (progress < wanted) {
      await(PROGRESS);
    }
  }

  long awaitResumed() throws InterruptedException {
    return await(RESUMED);
  }

  long awaitFound() throws InterruptedException {
    return await(FOUND);
  }

  /** Waits for a line, and returns the number in it. Takes note of what else is said until then. */
  private long await(Pattern pattern) throws InterruptedException {
    while (true) {
      String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new IllegalStateException("no output for " + PATIENCE_SECONDS + " s: " + pattern);
      }
      Matcher matcher = PROGRESS.matcher(line);
      if (matcher.matches()) {
        progress = Long.parseLong(matcher.group(1));
      }
      isCutShort |= CUT_SHORT.matcher(line).matches();
      isLeftAlone |= LEFT_ALONE.matcher(line).matches();
      matcher.usePattern(pattern).reset();
      if (matcher.matches()) {
        return Long.parseLong(matcher.group(1));
      }
    }
  }
}
