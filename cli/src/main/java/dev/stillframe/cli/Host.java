package dev.stillframe.cli;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.stillframe.files.FileLocks;
import dev.stillframe.files.LockedFile;
import dev.stillframe.queue.Handover;
import dev.stillframe.store.ReplaceStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One run of the host, whatever its {@linkplain Strategy strategy}. What it does in which order,
 * and why a SIGKILL between any two steps loses nothing that was committed:
 *
 * <ol>
 *   <li>lock the store: there is one host for a name, and so for its memory file
 *   <li>recover the store
 *   <li>prepare the memory file ({@link Preparation}). A memory that a living client has locked is
 *       left alone; one that is not older than the store is kept, and this is what a host that is
 *       killed at any later step leaves behind; anything else is replaced by a rename
 *   <li>start the client. A host that is killed now leaves either a client whose shell could not
 *       open the host's descriptor and gave up, or one that goes on alone, in a memory that the
 *       next host keeps by the rule above
 *   <li>bring to disk what the client commits while it runs ({@link Rounds})
 *   <li>when it has ended, lock the memory and bring the rest to disk: now memory and store are
 *       equal
 *   <li>remove the memory file; only now, and only if it could be locked
 * </ol>
 *
 * <p>A host that found a living client captures for it; when the client's lock drops, it makes a
 * last round as in step 6, and goes on at step 4, or at step 2 if what that client has left is no
 * state to go on with. A client of the original takes no lock, so a restarted host cannot know of
 * it.
 */
final class Host {
  /** How often a client of another host is looked for, if captures are rarer. */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  private final HostOptions options;
  private final Map<String, String> environment;
  private final Reports reports;

  Host(HostOptions options, Map<String, String> environment, Reports reports) {
    this.options = options;
    this.environment = environment;
    this.reports = reports;
  }

  /** Runs the host of this process until its client has ended; returns the exit code. */
  static int run(HostOptions options, Reports reports) throws Exception {
    try {
      return new Host(options, System.getenv(), reports).run();
    } catch (HostException e) {
      reports.say(e.getMessage());
      return e.code();
    } catch (IOException e) {
      reports.say(Reports.describe(e));
      return HostException.OWN_ERROR;
    }
  }

  /** Steps 1 to 7. */
  private int run() throws Exception {
    Executable.require(options.command().get(0), environment.get("PATH"));
    Signals signals = Signals.listen();
    try (Strategy strategy = options.store().open(options, reports)) {
      return run(strategy, signals);
    }
  }

  /** Steps 2 to 7. */
  int run(Strategy strategy, Signals signals) throws Exception {
    HostMemory memory = memory(strategy);
    OptionalInt code = OptionalInt.empty();
    while (code.isEmpty()) {
      code = run(strategy, memory, signals);
    }
    return code.getAsInt();
  }

  /** The same; empty if the client of another host left a memory that is to be prepared again. */
  private OptionalInt run(Strategy strategy, HostMemory memory, Signals signals) throws Exception {
    boolean isPrepared;
    try (Restoration restoration = strategy.recover(memory)) {
      isPrepared = new Preparation(memory, restoration, reports).run();
    }
    OpenOption[] access =
        strategy.writesToMemory() ? new OpenOption[] {READ, WRITE} : new OpenOption[] {READ};
    try (FileChannel channel = memory.open(access).orElseThrow();
        Rounds rounds = strategy.rounds(channel)) {
      boolean isReady =
          isPrepared && !isInUse(channel) || awaitOther(memory, channel, rounds, signals);
      OptionalInt code = serve(strategy, memory, isReady, rounds, signals);
      if (options.stats()) {
        reports.statistics(rounds.statistics());
      }
      return code;
    }
  }

  private HostMemory memory(Strategy strategy) throws HostException, IOException {
    Optional<HostMemory> inherited = InheritedMemory.of(environment);
    return inherited.isPresent()
        ? inherited.get()
        : new OwnMemory(RuntimeDirectory.memoryOf(strategy.name(), environment));
  }

  /** Steps 4 to 7, unless it is to begin again. */
  private OptionalInt serve(
      Strategy strategy, HostMemory memory, boolean isReady, Rounds rounds, Signals signals)
      throws Exception {
    if (signals.received().isPresent()) {
      // The client of another host goes on without this one; this one's was not started.
      return OptionalInt.of(128 + signals.received().getAsInt());
    }
    if (!isReady) {
      return OptionalInt.empty();
    }
    Client client = start(strategy, memory);
    signals.forwardTo(client);
    Duration pause = options.interval();
    while (!client.hasEndedAfter(pause)) {
      pause = pauseAfterRound(rounds);
    }
    return OptionalInt.of(finish(memory, rounds) ? client.exitCode() : HostException.OWN_ERROR);
  }

  private Client start(Strategy strategy, HostMemory memory) throws IOException {
    Map<String, String> additions = new HashMap<>(strategy.environment());
    memory.clientPath().ifPresent(path -> additions.put(Handover.MEMORY, path.toString()));
    additions.put(Handover.SNAPSHOT, ReplaceStore.resolve(options.snapshot()).toString());
    return Client.start(options.command(), Descriptors.pathOf(memory.file()), additions);
  }

  /** Makes a round, if one is wanted while a client runs; returns how long to pause after it. */
  private Duration pauseAfterRound(Rounds rounds) {
    boolean isPressed = options.capture() != HostArguments.Capture.FINAL && rounds.round();
    return isPressed ? Duration.ZERO : options.interval();
  }

  /**
   * Captures for the client of another host, whose memory this one has not prepared, until it gives
   * up its lock, which it may have done by now, or a signal asks this host to end; the client goes
   * on then.
   *
   * @return whether this host's client can go on with what that one left
   */
  private boolean awaitOther(HostMemory memory, FileChannel channel, Rounds rounds, Signals signals)
      throws HostException, IOException, InterruptedException {
    reports.say("captures for a client that another host started: " + memory.file());
    Duration pause = options.interval();
    long next = System.nanoTime() + pause.toNanos();
    while (isInUse(channel) && signals.received().isEmpty()) {
      signals.await(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
      if (System.nanoTime() - next >= 0) {
        pause = pauseAfterRound(rounds);
        next = System.nanoTime() + pause.toNanos();
      }
    }
    if (signals.received().isPresent()) {
      rounds.lastRound(false);
      return false;
    }
    try (FileChannel alone = memory.open(READ, WRITE).orElse(null)) {
      boolean isAlone = lock(alone);
      return switch (rounds.lastRound(isAlone)) {
        case SAVED, NOTHING, FAILED -> isAlone;
        case CUT_SHORT, UNUSABLE -> false;
      };
    }
  }

  private static boolean isInUse(FileChannel channel) throws IOException {
    return FileLocks.isHeld(channel, LockedFile.LOCKED_BYTE);
  }

  /** Locks the memory, so that no client comes while what it holds is copied, or removed. */
  private static boolean lock(FileChannel channel) throws IOException {
    return channel != null && FileLocks.acquire(channel, LockedFile.LOCKED_BYTE).isPresent();
  }

  /** Steps 6 and 7; tells whether the last state is on disk. */
  private boolean finish(HostMemory memory, Rounds rounds) throws HostException, IOException {
    try (FileChannel channel = memory.open(READ, WRITE).orElse(null)) {
      boolean isAlone = lock(channel);
      Rounds.Result result = rounds.lastRound(isAlone);
      if (result == Rounds.Result.CUT_SHORT) {
        reports.say("the client ended within a transaction: the last snapshot is its state");
      }
      if (result == Rounds.Result.FAILED) {
        reports.say("the last state is not on disk, it stays in " + memory.file());
      } else if (result == Rounds.Result.UNUSABLE) {
        reports.say("the memory stays for you to look at in " + memory.file());
      } else if (isAlone) {
        memory.discard();
      } else {
        reports.say("another process still uses the memory, it stays: " + memory.file());
      }
      return result != Rounds.Result.FAILED;
    }
  }
}
