package dev.stillframe.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs a sieve under a host, kills the client, the host and both, again and again, and shows that
 * it goes on where it was: {@code make demo}. The sieve is {@link Primes}, {@link PrimeCounter} for
 * the triple buffer, or that of remap capture.
 *
 * <p>Exit code 0 only if nothing was lost that may not be ({@link Resumption}), and the count is
 * right; or, with one line that says so, if remap capture is not to be had here.
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

  private static final long LIMIT = 100_000_000;
  private static final long PRIMES = 5_761_455;

  /** What a host exits with for errors of its own. */
  private static final int HOST_FAILED = 125;

  private static final String USAGE =
      """
      usage: Demo CAPTURE COMMAND... -- CLIENT...
        CAPTURE  queue, triple or remap
        COMMAND  what runs stillframe: bin/stillframe
        CLIENT   what runs a sieve that writes its memory in this way\
      """;

  private final String capture;
  private final Path directory;
  private final DemoOutput output;
  private final List<String> hostCommand;
  private final List<String> client;
  private final Optional<RemapSnapshot> snapshot;
  private Process host;

  /** A client whose host was killed; null if the client is a child of the host. */
  private ProcessHandle orphan;

  private int setBacks;

  private Demo(String capture, List<String> command, List<String> client, Path directory) {
    Path name = directory.resolve("primes.snap");
    this.capture = capture;
    this.directory = directory;
    this.output = new DemoOutput(directory.resolve("output"));
    this.client = client;
    this.snapshot =
        capture.equals("remap") ? Optional.of(new RemapSnapshot(command, name)) : Optional.empty();
    this.hostCommand = new ArrayList<>(command);
    hostCommand.addAll(List.of("host", "--capture", capture, "--interval", "1s"));
    hostCommand.addAll(List.of(name.toString(), "--"));
  }

  /**
   * Runs the demonstration.
   *
   * @param args how images are taken, the command that runs stillframe, as bin/stillframe, and
   *     behind {@code --} the one that runs the client, without its limit
   * @throws Exception if a process cannot be started
   */
  public static void main(String[] args) throws Exception {
    List<String> all = List.of(args);
    int end = all.indexOf("--");
    if (end < 2 || end == all.size() - 1 || !all.get(0).matches("queue|triple|remap")) {
      System.err.println(USAGE);
      System.exit(2);
    }
    Path directory = Files.createTempDirectory("stillframe-demo");
    Demo demo =
        new Demo(all.get(0), all.subList(1, end), all.subList(end + 1, all.size()), directory);
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
    if (snapshot.isPresent() && isMissing()) {
      return true;
    }
    say("counts the primes below " + LIMIT + " with " + VICTIMS.size() + " kills on the way");
    say("CAPTURE=" + capture + ", one of queue, triple and remap");
    output.open();
    startHost();
    output.awaitResumed();
    for (int i = 0; i < VICTIMS.size(); i++) {
      long wanted = LIMIT / (VICTIMS.size() + 1) * (i + 1);
      output.awaitProgress(wanted);
      output.forgetCutShort();
      long durable = kill(VICTIMS.get(i));
      // Only a client that starts anew says where it goes on.
      if (VICTIMS.get(i) != Victim.HOST && !goesOn(durable)) {
        return false;
      }
    }
    return isRight(output.awaitFound(), host.waitFor());
  }

  /** Looks whether a host can do this here: it says what is missing before it starts a client. */
  private boolean isMissing() throws Exception {
    List<String> command = new ArrayList<>(hostCommand);
    command.add("true");
    Path said = directory.resolve("said");
    host = new ProcessBuilder(command).redirectError(said.toFile()).start();
    if (host.waitFor() != HOST_FAILED) {
      return false;
    }
    String why = Files.readString(said).strip();
    if (!why.startsWith("stillframe: ")) {
      throw new IOException("it could not be built: " + why);
    }
    System.out.println("== skipped: the demonstration (" + why + ")");
    return true;
  }

  private boolean goesOn(long durable) throws InterruptedException {
    long resumed = output.awaitResumed();
    long progress = output.progress();
    Resumption found = Resumption.of(resumed, progress, durable, output.isCutShort());
    if (output.isLeftAlone()) {
      say("WRONG: that killed the host's Java machine, and not the client");
      return false;
    } else if (found == Resumption.WRONG) {
      String newest = snapshot.isPresent() ? ", its newest snapshot at " + durable : "";
      say("WRONG: it was at " + progress + newest);
    } else if (found == Resumption.SET_BACK) {
      say("killed within a transaction: back to the snapshot, as is documented (docs/remap.md)");
      setBacks++;
    }
    output.setProgress(resumed);
    return found != Resumption.WRONG;
  }

  /**
   * Kills, and sees to it that there is a host. Returns what the newest snapshot held before a
   * client starts anew.
   */
  private long kill(Victim victim) throws Exception {
    boolean isOwnChild = orphan == null;
    ProcessHandle killed = isOwnChild ? ownClient() : orphan;
    // A host ends with its own client. One that captured for an orphan starts a client itself.
    boolean hostStays = victim == Victim.CLIENT && !isOwnChild;
    long durable = hostStays ? durable() : 0; // Takes seconds: before it says that it kills.
    say("at " + output.progress() + ": " + victim.title);
    if (victim != Victim.CLIENT) {
      host.destroyForcibly().waitFor();
    }
    if (victim != Victim.HOST) {
      killed.destroyForcibly();
    }
    orphan = victim == Victim.HOST ? killed : null;
    if (!hostStays) {
      host.waitFor();
      durable = victim == Victim.HOST ? 0 : durable();
      startHost();
    }
    return durable;
  }

  /** The child that is no part of the host: of a launcher, the host's Java machine is one, too. */
  private ProcessHandle ownClient() throws IOException {
    for (ProcessHandle child : host.children().toList()) {
      // Not by what Java tells of a process: of one with a long class path that is nothing.
      Path said = Path.of("/proc", Long.toString(child.pid()), "cmdline");
      if (!List.of(Files.readString(said, ISO_8859_1).split("\0")).contains("--capture")) {
        return child;
      }
    }
    throw new IllegalStateException("the host has no client");
  }

  /** The progress in the newest snapshot; 0 where all is kept: of the queue and triple buffer. */
  private long durable() throws Exception {
    return snapshot.isPresent() ? snapshot.get().progress() : 0;
  }

  private boolean isRight(long found, int exitCode) throws Exception {
    boolean isRight = false;
    if (found != PRIMES) {
      say("WRONG: there are " + PRIMES + " primes below " + LIMIT);
    } else if (exitCode != 0) {
      say("WRONG: the host ended with exit code " + exitCode);
    } else if (snapshot.isPresent() && durable() != RemapSnapshot.lastBelow(LIMIT)) {
      say("WRONG: the last snapshot is at " + durable());
    } else {
      String back = setBacks == 0 ? "" : ", " + setBacks + " of them back to a snapshot";
      say("right, in spite of " + VICTIMS.size() + " kills" + back);
      isRight = true;
    }
    return isRight;
  }

  private void startHost() throws IOException {
    List<String> command = new ArrayList<>(hostCommand);
    command.addAll(client);
    command.add(Long.toString(LIMIT));
    Redirect toOutput = Redirect.appendTo(output.pipe().toFile());
    host = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(toOutput).start();
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
