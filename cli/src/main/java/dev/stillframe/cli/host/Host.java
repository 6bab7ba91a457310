package dev.stillframe.cli.host;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.stillframe.cli.capture.GuardedRounds;
import dev.stillframe.cli.capture.Rounds;
import dev.stillframe.cli.capture.SteadyRounds;
import dev.stillframe.cli.host.HostOptions.Capture;
import dev.stillframe.cli.memory.HostMemory;
import dev.stillframe.cli.memory.MemoryPlace;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.cli.supervise.Client;
import dev.stillframe.cli.supervise.Descriptors;
import dev.stillframe.cli.supervise.Executable;
import dev.stillframe.cli.supervise.ParentShell;
import dev.stillframe.cli.supervise.RawText;
import dev.stillframe.cli.supervise.Signals;
import dev.stillframe.files.FileKey;
import dev.stillframe.files.HeldMemory;
import dev.stillframe.files.HostLocks;
import dev.stillframe.files.MemoryLock;
import dev.stillframe.queue.Handover;
import dev.stillframe.store.JournalReader;
import dev.stillframe.store.ReplaceStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * One run of the host, whatever its {@linkplain Strategy strategy}. What it does in which order,
 * and why a SIGKILL between any two steps loses nothing that was committed:
 *
 * <ol>
 *   <li>lock the store and its record: there is one host for a name, and so for its memory file,
 *       and the record says where that is ({@link MemoryPlace})
 *   <li>recover the store
 *   <li>prepare the memory file ({@link Preparation}). A memory that a living client has locked is
 *       left alone; one that is not older than the store is kept, and this is what a host that is
 *       killed at any later step leaves behind; anything else is put aside, or replaced by a rename
 *   <li>start the client. A host that is killed now leaves either a client whose shell could not
 *       open the host's descriptor and gave up, or one that goes on alone, in a memory that the
 *       next host keeps by the rule above
 *   <li>bring to disk what the client commits while it runs ({@link Rounds}), as long as the names
 *       by which other hosts see this one last ({@link GuardedRounds})
 *   <li>when it has ended, lock the memory and bring the rest to disk: now memory and store are
 *       equal
 *   <li>read back what was brought to disk, under the names of the store
 *   <li>remove the memory file; only now, and only if it could be locked and is the one whose state
 *       was brought to disk ({@link Ending})
 * </ol>
 *
 * <p>A host that found a living client captures for it; when the client's lock drops, it makes a
 * last round as in step 6, and goes on at step 4, or at step 2 if what that client has left is no
 * state to go on with. A client of the original takes no lock, so a restarted host cannot know of
 * it.
 */
public final class Host {
  /** How often a client of another host is looked for, if captures are rarer. */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  private final HostOptions options;
  private final Map<String, String> environment;
  private final Reports reports;
  private boolean isFresh;

  Host(HostOptions options, Map<String, String> environment, Reports reports) {
    this.options = options;
    this.environment = environment;
    this.reports = reports;
  }

  /**
   * Runs the host of this process until its client has ended.
   *
   * @param options what the host is asked for
   * @param reports who is told
   * @return the exit code
   * @throws Exception if this thread is interrupted, or a signal cannot be handed on
   */
  public static int run(HostOptions options, Reports reports) throws Exception {
    try {
      return new Host(options, System.getenv(), reports).run();
    } catch (HostException e) {
      reports.say(e.getMessage());
      return e.code();
    } catch (IOException e) {
      reports.say(Reports.describe(e));
      return HostException.OWN_ERROR;
    } catch (RuntimeException | Error e) {
      // Of a client that lives the next host takes care, as after a SIGKILL of this one.
      reports.say(
          "this host has failed, a COMMAND that it has started goes on: " + Reports.describe(e));
      return HostException.OWN_ERROR;
    }
  }

  /** Steps 1 to 8. */
  private int run() throws Exception {
    RawText.requireDirectory(options.snapshot());
    Executable.require(options.command().get(0), environment.get("PATH"));
    Signals signals = Signals.listen();
    if (ParentShell.pid() == 1 && ParentShell.current().isEmpty()) {
      reports.say(
          "is process 1 here, and reaps no processes of others: start the container with --init");
    }
    try (Strategy strategy = open()) {
      Places.require(options.store(), file());
      return run(strategy, signals);
    }
  }

  private Strategy open() throws HostException, IOException {
    try {
      return options.store().open(options, reports);
    } catch (IOException e) {
      throw Places.explained(options.snapshot(), e);
    }
  }

  /** Steps 2 to 8. */
  int run(Strategy strategy, Signals signals) throws Exception {
    Path name = ReplaceStore.resolve(options.snapshot());
    try (MemoryPlace place =
        MemoryPlace.of(name, options.store().recorded(), environment, reports)) {
      OptionalInt code = OptionalInt.empty();
      while (code.isEmpty()) {
        code = run(strategy, place, signals);
      }
      return code.getAsInt();
    }
  }

  /** The same; empty if the client of another host left a memory that is to be prepared again. */
  private OptionalInt run(Strategy strategy, MemoryPlace place, Signals signals) throws Exception {
    HostMemory memory = place.find();
    boolean isPrepared;
    UUID identity;
    try (Restoration restoration = strategy.recover(memory, place.identity())) {
      identity = restoration.identityOf(place.identity());
      place.lost().ifPresent(which -> reports.say(gaveUp(which, restoration)));
      isPrepared = new Preparation(memory, restoration, identity, place, reports).run();
      isFresh = restoration.isFresh();
    }
    OpenOption[] access =
        strategy.writesToMemory() ? new OpenOption[] {READ, WRITE} : new OpenOption[] {READ};
    try (HeldMemory held = hold(memory, access);
        Rounds unguarded = new SteadyRounds(strategy.rounds(held.channel(), identity), reports)) {
      place.using(held, identity);
      HostLocks locks = new HostLocks(place.lock(), place.record(), held);
      GuardedRounds rounds = new GuardedRounds(unguarded, locks, memory, reports);
      boolean isReady = isPrepared && !held.isInUse() || awaitOther(memory, held, rounds, signals);
      OptionalInt code = serve(strategy, place, new Run(memory, held, rounds), isReady, signals);
      if (options.stats()) {
        reports.statistics(rounds.statistics());
      }
      return code;
    }
  }

  /** What a host works with from the preparation of a memory to the end of its client. */
  private record Run(HostMemory memory, HeldMemory held, GuardedRounds rounds) {}

  private static String gaveUp(String which, Restoration restoration) {
    return "LOST: the memory of this store is gone, "
        + which
        + ". What was committed there "
        + restoration.upTo().map(end -> "behind " + end).orElse("")
        + " is given up, unless it stands below";
  }

  private static HeldMemory hold(HostMemory memory, OpenOption... access)
      throws HostException, IOException {
    FileKey key = memory.key();
    Optional<FileChannel> channel = memory.open(access);
    Optional<HeldMemory> held =
        channel.isEmpty() ? Optional.empty() : HeldMemory.lock(channel.get(), memory.file(), key);
    return held.orElseThrow(
        () ->
            new HostException(
                memory.file()
                    + " is in use by another host, or somebody has just removed it: end that host"));
  }

  /** Steps 4 to 8, unless it is to begin again. */
  private OptionalInt serve(
      Strategy strategy, MemoryPlace place, Run run, boolean isReady, Signals signals)
      throws Exception {
    if (signals.received().isPresent()) {
      // The client of another host goes on without this one; this one's was not started.
      return OptionalInt.of(128 + signals.received().getAsInt());
    }
    run.rounds().requireSure();
    if (!isReady) {
      return OptionalInt.empty();
    }
    place.requireNoClient("which has not locked " + run.memory().file());
    Client client = start(strategy, run);
    signals.forwardTo(client);
    Duration pause = options.interval();
    while (!client.hasEndedAfter(pause)) {
      pause = pauseAfterRound(run.rounds());
    }
    Ending ending = new Ending(run.memory(), run.held(), run.rounds(), place, reports);
    boolean isWell = ending.run();
    sayWhatIsSaved(ending.result(), run.rounds(), signals);
    return OptionalInt.of(isWell ? client.exitCode() : HostException.OWN_ERROR);
  }

  private Client start(Strategy strategy, Run run) throws IOException {
    Map<String, String> additions = new HashMap<>(strategy.environment());
    run.memory().clientPath().ifPresent(path -> additions.put(Handover.MEMORY, path.toString()));
    additions.put(Handover.SNAPSHOT, ReplaceStore.resolve(options.snapshot()).toString());
    return Client.start(options.command(), Descriptors.pathOf(run.held().key()), additions);
  }

  /** Makes a round, if one is wanted while a client runs; returns how long to pause after it. */
  private Duration pauseAfterRound(Rounds rounds) {
    boolean isPressed = options.capture() != Capture.FINAL && rounds.round();
    return isPressed ? Duration.ZERO : options.interval();
  }

  /**
   * Captures for the client of another host, whose memory this one has not prepared, until it gives
   * up its lock, which it may have done by now, or a signal asks this host to end; the client goes
   * on then.
   *
   * @return whether this host's client can go on with what that one left
   */
  private boolean awaitOther(
      HostMemory memory, HeldMemory held, GuardedRounds rounds, Signals signals)
      throws HostException, IOException, InterruptedException {
    reports.say("captures for a client that another host started: " + memory.file());
    Duration pause = options.interval();
    long next = System.nanoTime() + pause.toNanos();
    while (held.isInUse() && signals.received().isEmpty()) {
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
    try (MemoryLock lock = memory.lock().orElse(null)) {
      boolean isAlone = lock != null && lock.channel() != null && held.hasName();
      return switch (rounds.lastRound(isAlone)) {
        case SAVED, NOTHING, FAILED -> isAlone;
        case CUT_SHORT, UNUSABLE -> false;
      };
    } finally {
      rounds.lockAgain();
    }
  }

  /** Returns the file of the store that people know. */
  private Path file() throws IOException {
    Path name = ReplaceStore.resolve(options.snapshot());
    return options.store() == StoreKind.JOURNAL ? JournalReader.file(name) : name;
  }

  /** For who wonders why there is nothing, and for who has just pressed Ctrl-C. */
  private void sayWhatIsSaved(Rounds.Result result, Rounds rounds, Signals signals)
      throws IOException {
    if (result == Rounds.Result.NOTHING && isFresh && !rounds.hasSaved()) {
      reports.say(
          "COMMAND did not use its memory, so there is nothing to go on with:"
              + " it must commit through the library or a port");
    } else if (result == Rounds.Result.SAVED || result == Rounds.Result.NOTHING) {
      if (signals.received().isPresent()) {
        reports.say("stopped by a signal; all that COMMAND committed is in " + file());
      }
    }
  }
}
