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
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs {@link Primes} under a host, kills the client, the host and both, again and again, and shows
 * that the sieve goes on where it was: {@code make demo}.
 *
 * <p>Exit code 0 only if no progress that was printed was ever lost, and the count is right.
 */
public final class Demo {
  private enum Victim {
    CLIENT("SIGKILL to the client"),
    HOST("SIGKILL to the host; the client goes on alone"),
    BOTH("SIGKILL to both");

    private final String title;

    Victim(String title) {
      this.title = title;
    }
  }

  private static final List<Victim> VICTIMS =
      List.of(Victim.CLIENT, Victim.HOST, Victim.BOTH, Victim.HOST, Victim.CLIENT, Victim.BOTH);

  private static final long LIMIT = 200_000_000;
  private static final long PRIMES = 11_078_937;

  private static final Pattern PROGRESS = Pattern.compile("primes: [0-9]+ below ([0-9]+)");
  private static final Pattern RESUMED = Pattern.compile("primes: goes on at ([0-9]+)");
  private static final Pattern FOUND = Pattern.compile("primes: found ([0-9]+) below .*");

  private static final int PATIENCE_SECONDS = 60;

  private final List<String> hostCommand;
  private final Path directory;
  private final Path output;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private Process host;

  /** A client whose host was killed; null if the client is a child of the host. */
  private ProcessHandle orphan;

  private long progress;

  private Demo(List<String> hostCommand, Path directory) {
    this.hostCommand = hostCommand;
    this.directory = directory;
    this.output = directory.resolve("output");
  }

  /**
   * Runs the demonstration.
   *
   * @param args the command that runs stillframe, as bin/stillframe
   * @throws Exception if a process cannot be started
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      System.err.println("usage: Demo COMMAND...\n  COMMAND  what runs stillframe: bin/stillframe");
      System.exit(2);
    }
    Path directory = Files.createTempDirectory("stillframe-demo");
    Demo demo = new Demo(List.of(args), directory);
    boolean isRight = false;
    try {
      isRight = demo.run();
    } finally {
      demo.killAll();
      delete(directory);
    }
    System.exit(isRight ? 0 : 1);
  }

  private boolean run() throws Exception {
    say("counting the primes below " + LIMIT + ", with " + VICTIMS.size() + " kills on the way");
    readOutput();
    startHost();
    await(RESUMED);
    for (int i = 0; i < VICTIMS.size(); i++) {
      long wanted = LIMIT / (VICTIMS.size() + 1) * (i + 1);
      while (progress < wanted) {
        progress = await(PROGRESS);
      }
      say("at " + progress + ": " + VICTIMS.get(i).title);
      kill(VICTIMS.get(i));
      // Only a client that starts anew says where it goes on.
      if (VICTIMS.get(i) != Victim.HOST && await(RESUMED) < progress) {
        say("WRONG: it was at " + progress);
        return false;
      }
    }
    return isRight(await(FOUND), host.waitFor());
  }

  private void kill(Victim victim) throws Exception {
    boolean isOwnChild = orphan == null;
    ProcessHandle client = isOwnChild ? host.children().findFirst().orElseThrow() : orphan;
    if (victim != Victim.CLIENT) {
      host.destroyForcibly().waitFor();
    }
    if (victim != Victim.HOST) {
      client.destroyForcibly();
    }
    orphan = victim == Victim.HOST ? client : null;
    // A host ends with its own client. One that captured for an orphan starts a client itself.
    if (victim != Victim.CLIENT || isOwnChild) {
      host.waitFor();
      startHost();
    }
  }

  private static boolean isRight(long found, int exitCode) {
    if (found != PRIMES) {
      say("WRONG: there are " + PRIMES + " primes below " + LIMIT);
    } else if (exitCode != 0) {
      say("WRONG: the host ended with exit code " + exitCode);
    } else {
      say("right, in spite of " + VICTIMS.size() + " kills");
    }
    return found == PRIMES && exitCode == 0;
  }

  private void startHost() throws IOException {
    List<String> command = new ArrayList<>(hostCommand);
    command.addAll(List.of("host", "--interval", "1s"));
    command.addAll(List.of(directory.resolve("primes.snap").toString(), "--"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Primes.class.getName(), Long.toString(LIMIT)));
    Redirect toOutput = Redirect.appendTo(output.toFile());
    host = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(toOutput).start();
  }

  /**
   * Reads what all processes print from one named pipe: Java closes the pipe of a process that it
   * started when that ends, although its child may still write there.
   */
  private void readOutput() throws IOException, InterruptedException {
    new ProcessBuilder("mkfifo", output.toString()).inheritIO().start().waitFor();
    // Open for writing too, so that it does not end between two processes.
    RandomAccessFile pipe = new RandomAccessFile(output.toFile(), "rw");
    InputStream input = new FileInputStream(pipe.getFD());
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

  /** Waits for a line, and returns the number in it. */
  private long await(Pattern pattern) throws InterruptedException {
    while (true) {
      String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new IllegalStateException("no output for " + PATIENCE_SECONDS + " s: " + pattern);
      }
      Matcher matcher = pattern.matcher(line);
      if (matcher.matches()) {
        return Long.parseLong(matcher.group(1));
      }
    }
  }

  private static void say(String message) {
    System.out.println("demo: " + message);
  }

  private void killAll() {
    Stream.concat(Stream.ofNullable(orphan), host.descendants())
        .forEach(ProcessHandle::destroyForcibly);
    host.destroyForcibly();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
