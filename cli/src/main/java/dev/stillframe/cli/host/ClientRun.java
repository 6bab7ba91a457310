package dev.stillframe.cli.host;

import dev.stillframe.cli.capture.GuardedRounds;
import dev.stillframe.cli.capture.Rounds;
import dev.stillframe.cli.host.HostOptions.Capture;
import dev.stillframe.cli.memory.HostMemory;
import dev.stillframe.cli.memory.MemoryPlace;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.cli.supervise.Client;
import dev.stillframe.cli.supervise.Descriptors;
import dev.stillframe.cli.supervise.Signals;
import dev.stillframe.files.HeldMemory;
import dev.stillframe.files.MemoryLock;
import dev.stillframe.queue.Handover;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Steps 4 to 8 of a {@linkplain Host host}: its client in one memory, from the start to the end,
 * and before that the client of another host, where one still has the memory.
 */
final class ClientRun {
  /** How often a client of another host is looked for, if captures are rarer. */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  private final HostOptions options;
  private final MemoryPlace place;
  private final HostMemory memory;
  private final HeldMemory held;
  private final GuardedRounds rounds;
  private final Signals signals;
  private final Reports reports;

  /**
   * Creates a run.
   *
   * @param options what the host is asked for
   * @param place knows where the memory is
   * @param memory the memory
   * @param held the same, as it is open
   * @param rounds bring its state to disk
   * @param signals ask this host to end
   * @param reports who is told
   */
  ClientRun(
      HostOptions options,
      MemoryPlace place,
      HostMemory memory,
      HeldMemory held,
      GuardedRounds rounds,
      Signals signals,
      Reports reports) {
    this.options = options;
    this.place = place;
    this.memory = memory;
    this.held = held;
    this.rounds = rounds;
    this.signals = signals;
    this.reports = reports;
  }

  /**
   * Runs the client.
   *
   * @param environment what it finds there besides the memory
   * @param isPrepared whether the memory was free, and this host has prepared it
   * @param isFresh whether the store held no state
   * @return the exit code; empty if the memory is to be prepared again, because the client of
   *     another host left something that is no state to go on with
   */
  OptionalInt run(Map<String, String> environment, boolean isPrepared, boolean isFresh)
      throws Exception {
    boolean isReady = isPrepared && !held.isInUse() || awaitOther();
    if (signals.received().isPresent()) {
      // The client of another host goes on without this one; this one's was not started.
      return OptionalInt.of(128 + signals.received().getAsInt());
    }
    rounds.requireSure();
    if (!isReady) {
      return OptionalInt.empty();
    }
    place.requireNoClient("which has not locked " + memory.file());
    Client client = start(environment);
    signals.forwardTo(client);
    Duration pause = options.interval();
    while (!client.hasEndedAfter(pause)) {
      pause = pauseAfterRound();
    }
    Ending ending = new Ending(memory, held, rounds, place, reports);
    boolean isWell = ending.run();
    sayWhatIsSaved(ending.result(), isFresh);
    return OptionalInt.of(isWell ? client.exitCode() : HostException.OWN_ERROR);
  }

  private Client start(Map<String, String> environment) throws IOException {
    Map<String, String> additions = new HashMap<>(environment);
    memory.clientPath().ifPresent(path -> additions.put(Handover.MEMORY, path.toString()));
    additions.put(Handover.SNAPSHOT, options.name().toString());
    return Client.start(options.command(), Descriptors.pathOf(held.key()), additions);
  }

  /** Makes a round, if one is wanted while a client runs; returns how long to pause after it. */
  private Duration pauseAfterRound() {
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
  private boolean awaitOther() throws HostException, IOException, InterruptedException {
    reports.say("captures for a client that another host started: " + memory.file());
    Duration pause = options.interval();
    long next = System.nanoTime() + pause.toNanos();
    while (held.isInUse() && signals.received().isEmpty()) {
      signals.await(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
      if (System.nanoTime() - next >= 0) {
        pause = pauseAfterRound();
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

  /** For who wonders why there is nothing, and for who has just pressed Ctrl-C. */
  private void sayWhatIsSaved(Rounds.Result result, boolean isFresh) throws IOException {
    if (result == Rounds.Result.NOTHING && isFresh && !rounds.hasSaved()) {
      reports.say(
          "COMMAND did not use its memory, so there is nothing to go on with:"
              + " it must commit through the library or a port");
    } else if (result == Rounds.Result.SAVED || result == Rounds.Result.NOTHING) {
      if (signals.received().isPresent()) {
        reports.say("stopped by a signal; all that COMMAND committed is in " + options.file());
      }
    }
  }
}
