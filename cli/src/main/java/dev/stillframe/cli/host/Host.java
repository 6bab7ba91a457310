package dev.stillframe.cli.host;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.stillframe.cli.capture.GuardedRounds;
import dev.stillframe.cli.capture.Rounds;
import dev.stillframe.cli.capture.SteadyRounds;
import dev.stillframe.cli.memory.HostMemory;
import dev.stillframe.cli.memory.MemoryPlace;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.cli.supervise.Executable;
import dev.stillframe.cli.supervise.ParentShell;
import dev.stillframe.cli.supervise.RawText;
import dev.stillframe.cli.supervise.Signals;
import dev.stillframe.files.FileKey;
import dev.stillframe.files.HeldMemory;
import dev.stillframe.files.HostLocks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
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
  private final HostOptions options;
  private final Map<String, String> environment;
  private final Reports reports;

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
    Places.requireFile(options.snapshot());
    Executable.require(options.command().get(0), environment.get("PATH"));
    Signals signals = Signals.listen();
    if (ParentShell.pid() == 1 && ParentShell.current().isEmpty()) {
      reports.say(
          "is process 1 here, and reaps no processes of others: start the container with --init");
    }
    try (Strategy strategy = open()) {
      Places.require(options.store(), options.file());
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
    Path name = options.name();
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
    boolean isFresh;
    UUID identity;
    try (Restoration restoration = strategy.recover(memory, place.identity())) {
      identity = restoration.identityOf(place.identity());
      place.lost().ifPresent(which -> reports.say(gaveUp(which, restoration)));
      place.told();
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
      ClientRun run = new ClientRun(options, place, memory, held, rounds, signals, reports);
      OptionalInt code = run.run(strategy.environment(), isPrepared, isFresh);
      if (options.stats()) {
        reports.statistics(rounds.statistics());
      }
      return code;
    }
  }

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
}
