package dev.stillframe.modeltests.chaos;

import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.NewerJava;
import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Need;
import dev.stillframe.modeltests.LimitedProcess;
import dev.stillframe.modeltests.chaos.ChaosChecks.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.opentest4j.TestAbortedException;

/**
 * Remap capture needs a newer JDK than this one may be: its classes and its runs are compiled and
 * run by one that {@code bin/newer-jdk} finds, if there is one and the kernel has what it takes.
 */
final class RemapChecks {
  private static final Path ROOT = Checkout.root();
  private static final String PACKAGE = "dev.stillframe.remap.";
  private static final long SECONDS = 1_800;

  /** What has no protection is torn within a few images; so many would be a miss. */
  private static final long IMAGES_OF_A_TWIN = 100_000;

  /** At least those of a snapshot of such a writer's memory. */
  private static final long STEPS = 67;

  private static final List<String> HOST_OPTIONS =
      List.of("--capture", "remap", "--interval", "1ms", "--keep", "1000000000");

  /** Snapshots between two kills, on average. */
  private static final int SNAPSHOTS_FOR_A_KILL = 10;

  /** A newer virtual machine takes longer to start than the one of the build. */
  private static final long QUICK_KILLS = 3;

  /** About every second kill finds a broken client out; so many would be a miss. */
  private static final int KILLS_OF_THE_BROKEN = 20;

  private final long seed;
  private NewerJava java;

  RemapChecks(long seed) {
    this.seed = seed;
  }

  /** Images of a writer that goes over 64 pages in order. */
  static long images() {
    return isQuick() ? 2_000 : 50_000;
  }

  /** Images of any other writer. */
  static long fewer() {
    return isQuick() ? 500 : 5_000;
  }

  private static boolean isQuick() {
    return System.getProperty("tier", "quick").equals("quick");
  }

  /** SIGKILL at some steps of a snapshot, or at each of them. */
  Outcome kills(String run) throws IOException, InterruptedException {
    return holds("R3", run, isQuick() ? 3 : STEPS);
  }

  Outcome breaks(String claim, String run) throws IOException, InterruptedException {
    return holds(claim, run, IMAGES_OF_A_TWIN);
  }

  /** Makes a run; exit code 1 says that the claim is broken, 2 that something is missing. */
  Outcome holds(String claim, String run, long number) throws IOException, InterruptedException {
    prepare();
    Path printed = Files.createTempFile("stillframe-remap-", ".txt");
    try {
      // As the command runs it: with both compilers.
      List<String> command = java.command(List.of(), PACKAGE + "Runs", run, Long.toString(number));
      OptionalInt code = LimitedProcess.run(command, ROOT, printed, SECONDS);
      // Behind what a client may have said when its host ended.
      String said = Files.readString(printed).strip().lines().reduce("", (all, last) -> last);
      return switch (code.orElse(-1)) {
        case 0 -> new Outcome(number, said);
        case 1 -> throw new BrokenClaim(claim, said);
        case 2 -> throw new TestAbortedException(said);
        default -> throw new IllegalStateException(run + " ended with " + code + ": " + said);
      };
    } finally {
      Files.delete(printed);
    }
  }

  /** Kills the shipped host, a client that writes in transactions, or both, at random. */
  Outcome kill(HostWorld world) throws Exception {
    prepare();
    Kills kills = new Kills("chaos-remap-kills");
    RemapRemains remains = new RemapRemains(world);
    List<String> client = java.command(PACKAGE + "RemapRecords", world.acknowledged().toString());
    long wanted = Kills.wanted(QUICK_KILLS);
    try (Chaos chaos = chaos(world, remains, client)) {
      while (chaos.clientKills() < wanted || chaos.hostKills() < wanted) {
        chaos.round(SNAPSHOTS_FOR_A_KILL);
        kills.tell(Math.min(chaos.clientKills(), chaos.hostKills()));
      }
      return outcome(chaos, remains);
    }
  }

  /** The client ends each transaction before it has written all of it. */
  Outcome endEarly(HostWorld world) throws Exception {
    return runBroken(world, "ends-early");
  }

  /** The client acknowledges each transaction before it begins it. */
  Outcome acknowledgeEarly(HostWorld world) throws Exception {
    return runBroken(world, "acknowledges-early");
  }

  private Outcome runBroken(HostWorld world, String how) throws Exception {
    prepare();
    RemapRemains remains = new RemapRemains(world);
    List<String> client =
        java.command(PACKAGE + "BrokenRecords", world.acknowledged().toString(), how);
    try (Chaos chaos = chaos(world, remains, client)) {
      chaos.killBoth(KILLS_OF_THE_BROKEN, SNAPSHOTS_FOR_A_KILL);
      return outcome(chaos, remains);
    }
  }

  private Chaos chaos(HostWorld world, Remains remains, List<String> client) throws IOException {
    List<String> host = java.command("dev.stillframe.cli.command.Stillframe", "host");
    return new Chaos(world, () -> world.hostBy(host, HOST_OPTIONS, client), remains, seed);
  }

  private static Outcome outcome(Chaos chaos, RemapRemains remains) {
    return new Outcome(
        remains.snapshots(),
        String.format(
            Locale.ROOT,
            "%,d kills of a client, %,d of a host, %,d found with both dead cut a transaction"
                + " short; %,d snapshots checked, %,d transactions",
            chaos.clientKills(),
            chaos.hostKills(),
            remains.cutShort(),
            remains.snapshots(),
            chaos.records()));
  }

  private void prepare() throws IOException {
    if (java != null) {
      return;
    }
    java =
        NewerJava.find(ROOT, ROOT.resolve("target/remap"), "Runs", "RemapRecords", "BrokenRecords")
            .orElseThrow(() -> new TestAbortedException(Need.JDK_22.missing()));
  }
}
