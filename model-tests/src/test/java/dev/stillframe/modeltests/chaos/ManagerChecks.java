package dev.stillframe.modeltests.chaos;

import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.modeltests.chaos.ChaosChecks.Outcome;
import java.util.Locale;

/** The checks of the zones' manager and its servers, over the shipped twin store. */
final class ManagerChecks {
  /** A restart and the publications of {@link KilledManager} are more operations than this. */
  private static final int OPERATIONS = 40;

  /** A quick run tries one of so many, beginning with another one each time. */
  private static final int QUICK_STRIDE = 4;

  /** A broken manager is caught by one of the first answers; so many would be a miss. */
  private static final long ANSWERS_OF_A_BROKEN_MANAGER = 20_000;

  private final long seed;

  ManagerChecks(long seed) {
    this.seed = seed;
  }

  /** Kills the manager at random. */
  Outcome kill(HostWorld world) throws Exception {
    Kills kills = new Kills("chaos-manager-kills");
    try (ManagerChaos chaos = new ManagerChaos(world, seed)) {
      chaos.begin();
      while (chaos.kills() < Kills.wanted()) {
        chaos.killAnywhere();
        kills.tell(chaos.kills());
      }
      return outcome(chaos);
    }
  }

  /** Kills the manager at each of its operations on files. */
  Outcome killAtOperations(HostWorld world) throws Exception {
    int stride = System.getProperty("tier", "").equals("quick") ? QUICK_STRIDE : 1;
    try (ManagerChaos chaos = new ManagerChaos(world, seed)) {
      chaos.begin();
      long operation = Math.floorMod(seed, stride);
      while (chaos.killAt(operation)) {
        operation += stride;
      }
      if (operation < OPERATIONS) {
        throw new AssertionError("a manager that did only " + operation + " operations on files");
      }
      return outcome(chaos);
    }
  }

  /** The manager writes what servers map; there must be one that notices. */
  Outcome scribble(HostWorld world) throws Exception {
    return runBroken(world, ScribblingManager.class);
  }

  /** The manager tells of what it has not published yet. */
  Outcome tellEarly(HostWorld world) throws Exception {
    return runBroken(world, HastyManager.class);
  }

  private Outcome runBroken(HostWorld world, Class<?> manager) throws Exception {
    try (ManagerChaos chaos = new ManagerChaos(world, seed)) {
      chaos.begin();
      chaos.awaitAnswers(manager, ANSWERS_OF_A_BROKEN_MANAGER);
      return outcome(chaos);
    }
  }

  private static Outcome outcome(ManagerChaos chaos) {
    return new Outcome(
        chaos.kills(),
        String.format(
            Locale.ROOT,
            "%,d kills of a manager, %,d left a dirty image; 3 servers gave %,d answers, and none"
                + " of %,d versions is lost",
            chaos.kills(),
            chaos.dirty(),
            chaos.answers(),
            chaos.versions()));
  }
}
