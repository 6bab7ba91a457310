package dev.stillframe.cli.capture;

import dev.stillframe.cli.memory.HostMemory;
import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.report.Reports;
import dev.stillframe.files.HostLocks;
import dev.stillframe.files.HostLocks.Finding;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Rounds of a host that looks each time whether no other one can have come: what it cannot be sure
 * of it does not write.
 */
public final class GuardedRounds implements Rounds {
  private final Rounds rounds;
  private final HostLocks locks;
  private final HostMemory memory;
  private final Reports reports;
  private final Set<Finding> told = EnumSet.noneOf(Finding.class);

  /**
   * Creates the rounds.
   *
   * @param rounds what to do if the host is sure; closed by who made them
   * @param locks by which other hosts see this one
   * @param memory for people
   * @param reports who is told
   */
  public GuardedRounds(Rounds rounds, HostLocks locks, HostMemory memory, Reports reports) {
    this.rounds = rounds;
    this.locks = locks;
    this.memory = memory;
    this.reports = reports;
  }

  @Override
  public boolean round() {
    return isSure() && rounds.round();
  }

  @Override
  public Result lastRound(boolean isAlone) {
    return isSure() ? rounds.lastRound(isAlone) : Result.FAILED;
  }

  @Override
  public String statistics() {
    return rounds.statistics();
  }

  @Override
  public boolean hasSaved() {
    return rounds.hasSaved();
  }

  @Override
  public void verify() throws IOException {
    rounds.verify();
  }

  /**
   * Locks the memory again, when another channel on it was closed.
   *
   * @throws IOException if it cannot be locked
   */
  public void lockAgain() throws IOException {
    locks.lockMemoryAgain();
  }

  /**
   * Refuses to go on where another host may have the store.
   *
   * @throws HostException if this host is not sure
   */
  public void requireSure() throws HostException {
    if (!isSure()) {
      throw new HostException("nothing was started: another host may have the store");
    }
  }

  private boolean isSure() {
    try {
      for (Finding finding : locks.look()) {
        tell(finding);
      }
      return !locks.isLost();
    } catch (IOException e) {
      reports.trouble(
          "locks " + e,
          "whether another host has come cannot be found out, so nothing is written: "
              + Reports.describe(e));
      return false;
    }
  }

  private void tell(Finding finding) {
    boolean isNew = told.add(finding);
    switch (finding) {
      case LOCK_RENEWED ->
          reports.say(
              "somebody has removed or replaced the lock file: it was made and locked anew");
      case RECORD_RENEWED ->
          reports.say("somebody has removed or replaced the record: it was made and locked anew");
      case MEMORY_NAMELESS -> {
        if (isNew) {
          reports.say(
              "the memory "
                  + memory.file()
                  + " has lost its name: somebody has removed or moved it. Snapshots of it go on; a"
                  + " client that is started again will not find it: end the client, and start the"
                  + " host again");
        }
      }
      case MEMORY_REPLACED -> {
        if (isNew) {
          reports.say(
              "the memory "
                  + memory.file()
                  + " was replaced: another file has its name, and what is committed there is not"
                  + " captured. End the client, and start the host again");
        }
      }
      case LOST -> {
        if (isNew) {
          reports.say(
              "lock file, record and memory are gone or locked by another host: this one writes no"
                  + " more snapshots. End its client, look where they went, and start the host again");
        }
      }
    }
  }
}
