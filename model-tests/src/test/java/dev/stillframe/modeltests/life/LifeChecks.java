package dev.stillframe.modeltests.life;

import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.evidence.Checkout;
import dev.stillframe.modeltests.chaos.ChaosChecks;
import dev.stillframe.modeltests.chaos.ChaosChecks.Outcome;
import dev.stillframe.modeltests.mutants.Scratch;
import dev.stillframe.store.Seal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The lives of snapshots with the shipped library, and with some of its mutants. */
public final class LifeChecks {
  private static final List<String> REPLACE = List.of("--interval", "1ms");
  private static final List<String> TWIN = List.of("--interval", "1ms", "--store", "twin");
  private static final int IMAGES_OF_REPLACE = 3;
  private static final int IMAGES_OF_TWIN = 2;
  private static final int QUICK_ROUNDS = 10;
  private static final int ROUNDS_OF_A_MUTANT = 60;
  private static final long NEWEST_OF_ANOTHER = 50_000_000;

  /** In the quick tier the same lives are led each time; a longer run draws new ones. */
  private static final long QUICK_SEED = 7;

  private final long seed;

  /**
   * Creates the checks.
   *
   * @param seed of what is random
   */
  public LifeChecks(long seed) {
    boolean isQuick = wanted() == QUICK_ROUNDS && Long.getLong("seed") == null;
    this.seed = isQuick ? QUICK_SEED : seed;
  }

  /** Adds them to a list. */
  public ChaosChecks addTo(ChaosChecks checks) {
    checks
        .holds("chaos-lives-replace", "L1 L2 L3 L4 L5", world -> run(world, REPLACE))
        .holds("chaos-lives-twin", "L1 L2 L3 L4 L5", world -> run(world, TWIN));
    falls(checks, "replace-any-generation", "L1", Event.FOREIGN_COPY);
    falls(checks, "replace-any-identity", "L1", Event.FOREIGN_IMAGE);
    falls(checks, "replace-prune-unseen", "L1", Event.FOREIGN_FOR_GENERATION);
    falls(checks, "twin-replaced-image", "L1", Event.FOREIGN_FOR_GENERATION);
    falls(checks, "files-client-not-shown", "L2", Event.MEMORY_REMOVED);
    falls(checks, "twin-gone-in-silence", "L4", Event.IMAGE_REMOVED);
    return checks;
  }

  private void falls(ChaosChecks checks, String mutant, String claim, Event... events) {
    boolean isTwin = mutant.startsWith("twin");
    checks.breaks(
        "chaos-life-" + mutant,
        claim,
        world -> {
          Path patch = Checkout.root().resolve("mutants/" + mutant + ".patch");
          Path classes =
              Scratch.compile(Checkout.root(), patch, world.directory().resolve("mutant"));
          return run(world, classes, isTwin ? TWIN : REPLACE, List.of(events), ROUNDS_OF_A_MUTANT);
        });
  }

  private Outcome run(HostWorld world, List<String> options) throws Exception {
    return run(world, null, options, List.of(Event.values()), wanted());
  }

  private static int wanted() {
    Integer runs = Integer.getInteger("runs");
    if (runs != null) {
      return runs;
    }
    return switch (System.getProperty("tier", "")) {
      case "standard" -> 500;
      case "deep" -> 5_000;
      default -> QUICK_ROUNDS;
    };
  }

  private Outcome run(
      HostWorld around, Path classes, List<String> options, List<Event> drawn, int rounds)
      throws Exception {
    Path directory = Files.createDirectory(around.directory().resolve("life"));
    Path other = drawn.contains(Event.FOREIGN_IMAGE) ? imageOfAnother(around) : null;
    LifeWorld world = new LifeWorld(directory, classes, options);
    Planted planted = new Planted();
    LifeEvents events = new LifeEvents(world, planted, other);
    int images = options == TWIN ? IMAGES_OF_TWIN : IMAGES_OF_REPLACE;
    LifeJudge judge = new LifeJudge(world, events, planted, images);
    Life life = new Life(world, events, planted, judge, drawn, seed);
    try {
      for (int round = 0; round < rounds; round++) {
        life.round();
      }
      return new Outcome(judge.judged(), life.told());
    } finally {
      life.leave();
    }
  }

  /**
   * Returns an image of a store that has nothing to do with that of the world. It is newer than all
   * of that: who goes by the generation alone takes it.
   */
  private static Path imageOfAnother(HostWorld around) throws Exception {
    Path directory = Files.createDirectory(around.directory().resolve("other"));
    Path snapshot = directory.resolve("other.snap");
    try (Program host =
        Program.start(
            directory,
            Map.of("XDG_RUNTIME_DIR", around.runtime().toString()),
            Stream.of(
                    Program.java("dev.stillframe.cli.command.Stillframe", List.of("host")),
                    List.of(snapshot.toString(), "--"),
                    Program.java(
                        "dev.stillframe.examples.Records",
                        List.of(directory.resolve("acknowledged").toString(), "64", "64", "100")))
                .flatMap(List::stream)
                .toList())) {
      if (host.exitCode() != 0) {
        throw new AssertionError(host.toString());
      }
    }
    ByteBuffer image = ByteBuffer.wrap(Files.readAllBytes(snapshot));
    Seal.stamp(image, NEWEST_OF_ANOTHER);
    return Files.write(directory.resolve("other.snap." + NEWEST_OF_ANOTHER), image.array());
  }
}
