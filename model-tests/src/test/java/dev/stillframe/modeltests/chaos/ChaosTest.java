package dev.stillframe.modeltests.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.modeltests.Checks.Declared;
import dev.stillframe.modeltests.chaos.ChaosChecks.Outcome;
import dev.stillframe.modeltests.life.LifeChecks;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The shipped host and real clients, killed at random: {@code make chaos RUNS=n}, where n is how
 * often each process is killed at least.
 *
 * <p>{@code -Dseed=n} repeats an earlier run's order of kills, not its timing.
 */
@Tag("chaos")
public final class ChaosTest {
  private static final int SNAPSHOTS_FOR_A_KILL = 10;

  /** A broken client is caught within a few snapshots; this many would be a miss. */
  private static final int SNAPSHOTS_OF_A_BROKEN_CLIENT = 200;

  /** A host keeps all generations, so that each can be checked. */
  private static final List<String> HOST_OPTIONS =
      List.of("--interval", "1ms", "--keep", "1000000000", "--stats");

  /** Snapshots after which a client is started anew, so that their files do not fill the memory. */
  private static final int STEP = 500;

  private final long seed = Long.getLong("seed", System.nanoTime());

  /** Returns the checks that there are, of all tiers. */
  public static List<Declared> declared() {
    return new ChaosTest().all("").declared();
  }

  @TestFactory
  Stream<DynamicTest> checks() throws IOException {
    return all(System.getProperty("check", "")).asTests();
  }

  private ChaosChecks all(String wanted) {
    ManagerChecks manager = new ManagerChecks(seed);
    TripleChecks triple = new TripleChecks(seed);
    RemapChecks remap = new RemapChecks(seed);
    ChaosChecks checks =
        new ChaosChecks(seed, wanted)
            .holds("chaos-kills", "Q1 Q2 Q3 Q4", this::kill)
            .holds("chaos-half-ring", "Q1 Q2 Q3 Q7", this::captureHalfRing)
            .holds("chaos-above-half-ring", "Q4", this::refuse)
            .holds("chaos-manager-kills", "S1 S2 S3", manager::kill)
            .holds("chaos-manager-operations", "S1 S2 S3", manager::killAtOperations)
            .holds("chaos-triple-kills", "T1 T3", triple::kill)
            .holds("chaos-triple-memory-lost", "T1 T3", triple::loseMemory)
            .holds("chaos-triple-stopped-host", "T1 T2", triple::stop)
            .holds(
                "chaos-remap-instant",
                "R1",
                world -> remap.holds("R1", "order", RemapChecks.images()))
            .holds(
                "chaos-remap-garbage",
                "R1",
                world -> remap.holds("R1", "garbage", RemapChecks.fewer()))
            .holds(
                "chaos-remap-growth", "R1", world -> remap.holds("R1", "grow", RemapChecks.fewer()))
            .holds(
                "chaos-remap-transactions",
                "R2",
                world -> remap.holds("R2", "transactions", RemapChecks.fewer()))
            .holds("chaos-remap-kills", "R2 R3", remap::kill)
            .holds("chaos-remap-client-kills", "R3", world -> remap.kills("kill-client"))
            .holds("chaos-remap-host-kills", "R3", world -> remap.kills("kill-host"))
            .holds("chaos-remap-host-hangs", "R3", world -> remap.kills("hang-host"))
            .holds("chaos-remap-leaving-client", "R3", world -> remap.kills("leave"))
            .breaks("chaos-tearing-client", "Q1", this::tear)
            .breaks("chaos-hasty-client", "Q4", this::loseAcknowledged)
            .breaks("chaos-older-snapshot", "Q3", OlderSnapshot::publish)
            .breaks("chaos-scribbling-manager", "S2", manager::scribble)
            .breaks("chaos-hasty-manager", "S3", manager::tellEarly)
            .breaks("chaos-repeating-counter", "T1", triple::repeat)
            .breaks("chaos-hasty-counter", "T1", triple::acknowledgeEarly)
            .breaks("chaos-waiting-counter", "T2", triple::waitForHost)
            .breaks("chaos-hasty-host", "T1", triple::returnEarly)
            .breaks("chaos-remap-copy", "R1", world -> remap.breaks("R1", "copy"))
            .breaks("chaos-remap-early", "R1", world -> remap.breaks("R1", "resolve-early"))
            .breaks("chaos-remap-no-sequence", "R2", world -> remap.breaks("R2", "no-sequence"))
            .breaks("chaos-remap-kept-copy", "R3", world -> remap.breaks("R3", "keep-the-copy"))
            .breaks("chaos-remap-tearing-client", "R2", remap::endEarly)
            .breaks("chaos-remap-hasty-client", "R3", remap::acknowledgeEarly);
    return new LifeChecks(seed).addTo(checks);
  }

  private Chaos chaos(HostWorld world, List<String> client, Remains remains) throws IOException {
    return new Chaos(world, () -> world.host(HOST_OPTIONS, client), remains, seed);
  }

  private Outcome kill(HostWorld world) throws Exception {
    Kills kills = new Kills("chaos-kills");
    QueueRemains remains = new QueueRemains(world);
    try (Chaos chaos = chaos(world, world.records(), remains)) {
      while (chaos.clientKills() < Kills.wanted() || chaos.hostKills() < Kills.wanted()) {
        chaos.round(SNAPSHOTS_FOR_A_KILL);
        kills.tell(Math.min(chaos.clientKills(), chaos.hostKills()));
      }
      return new Outcome(remains.snapshots(), counts(chaos, remains));
    }
  }

  private static String counts(Chaos chaos, QueueRemains remains) {
    return String.format(
        Locale.ROOT,
        "%,d kills of a client, %,d of a host, %,d snapshots checked, %,d records; hosts that lived"
            + " to tell kept %,d of %,d captures",
        chaos.clientKills(),
        chaos.hostKills(),
        remains.snapshots(),
        chaos.records(),
        remains.kept(),
        remains.captures());
  }

  /**
   * The original tore 34 of 87 snapshots with payloads of 40,000 bytes in a ring of 64 KiB. The
   * largest payloads that are never refused are a little larger than these.
   */
  private Outcome captureHalfRing(HostWorld world) throws Exception {
    long snapshots = Kills.wanted() * SNAPSHOTS_FOR_A_KILL;
    QueueRemains remains = new QueueRemains(world);
    try (Chaos chaos = chaos(world, world.records("32000", "32000"), remains)) {
      while (remains.snapshots() < snapshots) {
        chaos.awaitSteps(STEP);
        chaos.killClient();
      }
      if (remains.kept() == 0) {
        throw new BrokenClaim("Q7", "no capture was kept of " + remains.captures());
      }
      return new Outcome(remains.snapshots(), counts(chaos, remains));
    }
  }

  /** What the original tore is refused, and what was committed before stays. */
  private Outcome refuse(HostWorld world) throws Exception {
    try (Program host = world.host(List.of(), world.records("40000", "40000"))) {
      assertEquals(1, host.exitCode(), host::toString);
      assertTrue(host.err().contains("commit of 40000 bytes refused"), host::toString);
    }
    Generations generations = Generations.ofQueue(world.snapshot());
    generations.check();
    if (generations.newestSequence() != 1) {
      throw new BrokenClaim("Q4", "the newest is record " + generations.newestSequence());
    }
    return new Outcome(generations.checked(), "refused by the second commit; the first is kept");
  }

  private Outcome tear(HostWorld world) throws Exception {
    return new Outcome(runBroken(world, TearingClient.class), "no snapshot was found torn");
  }

  private Outcome loseAcknowledged(HostWorld world) throws Exception {
    return new Outcome(runBroken(world, HastyClient.class), "no record was found missing");
  }

  private long runBroken(HostWorld world, Class<?> client) throws Exception {
    List<String> command = Program.java(client.getName(), List.of(world.acknowledged().toString()));
    QueueRemains remains = new QueueRemains(world);
    try (Chaos chaos = chaos(world, command, remains)) {
      chaos.awaitSteps(SNAPSHOTS_OF_A_BROKEN_CLIENT);
      chaos.killBoth();
      return remains.snapshots();
    }
  }
}
