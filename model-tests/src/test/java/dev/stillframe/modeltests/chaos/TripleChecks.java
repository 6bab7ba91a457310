package dev.stillframe.modeltests.chaos;

import dev.stillframe.cli.host.HastyHost;
import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.examples.Acknowledged;
import dev.stillframe.modeltests.chaos.ChaosChecks.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** The checks of the shipped host over a triple buffer, with the event counter as its client. */
final class TripleChecks {
  private static final List<String> OPTIONS =
      List.of("--capture", "triple", "--interval", "1ms", "--size");

  /** Buffers of some 800 events: many are refused, and bases supersede what was taken before. */
  private static final String SMALL = "64K";

  /** Buffers of some 60,000 events: nothing is refused, and what was taken is needed. */
  private static final String LARGE = "4M";

  /** Steps of the host between two kills, on average. */
  private static final int STEPS = 10;

  /** Memory is lost in one of so many kills of both. */
  private static final int KILLS_FOR_A_LOSS = 5;

  /** A broken client or host is caught by the first kill; so many would be a miss. */
  private static final int KILLS_OF_THE_BROKEN = 5;

  /** Far more events than three buffers hold. */
  private static final long MANY = 200_000;

  /** In so much time of a processor a client commits thousands of events. */
  private static final Duration IN_VAIN = Duration.ofSeconds(2);

  private final long seed;

  TripleChecks(long seed) {
    this.seed = seed;
  }

  /** Each host asks for buffers of another size; a memory that is found keeps its own. */
  private Chaos chaos(HostWorld world, Remains remains) throws IOException {
    SplittableRandom sizes = new SplittableRandom(seed);
    return new Chaos(
        world,
        () -> start(world, sizes.nextBoolean() ? SMALL : LARGE, world.eventCounter()),
        remains,
        seed);
  }

  private static Program start(HostWorld world, String size, List<String> client)
      throws IOException {
    List<String> options = new ArrayList<>(OPTIONS);
    options.add(size);
    return world.host(options, client);
  }

  /** Kills client, host or both at random. */
  Outcome kill(HostWorld world) throws Exception {
    Kills kills = new Kills("chaos-triple-kills");
    TripleRemains remains = new TripleRemains(world);
    try (Chaos chaos = chaos(world, remains)) {
      while (chaos.clientKills() < Kills.wanted() || chaos.hostKills() < Kills.wanted()) {
        chaos.round(STEPS);
        kills.tell(Math.min(chaos.clientKills(), chaos.hostKills()));
      }
      return outcome(chaos, remains);
    }
  }

  /** Kills both and takes the memory away, as a restart of the machine does. */
  Outcome loseMemory(HostWorld world) throws Exception {
    TripleRemains remains = new TripleRemains(world);
    Acknowledged acknowledged = Acknowledged.open(world.acknowledged());
    long losses = Kills.wanted() / KILLS_FOR_A_LOSS;
    try (Chaos chaos = chaos(world, remains)) {
      for (long i = 0; i <= losses; i++) {
        chaos.awaitSteps(STEPS);
        chaos.killBoth();
        Optional<Path> memory = world.memory();
        Files.delete(memory.orElseThrow());
        // What was not durable is lost with the memory; the client goes on from what is.
        acknowledged.set(remains.newestOnDisk());
      }
      chaos.awaitSteps(STEPS);
      chaos.killBoth();
      return outcome(chaos, remains);
    }
  }

  /** A host that is stopped for a while costs the client nothing but refusals. */
  Outcome stop(HostWorld world) throws Exception {
    return stop(world, world.eventCounter());
  }

  /** The client waits for the host. */
  Outcome waitForHost(HostWorld world) throws Exception {
    return stop(world, command(world, WaitingCounter.class));
  }

  private Outcome stop(HostWorld world, List<String> client) throws Exception {
    TripleRemains remains = new TripleRemains(world);
    Acknowledged acknowledged = Acknowledged.open(world.acknowledged());
    List<Program> hosts = new ArrayList<>();
    Chaos.Start start =
        () -> {
          hosts.add(start(world, SMALL, client));
          return hosts.get(0);
        };
    try (Chaos chaos = new Chaos(world, start, remains, seed)) {
      chaos.awaitSteps(STEPS);
      hosts.get(0).signal("STOP");
      long before = remains.newestOnDisk();
      awaitWork(world, acknowledged);
      if (remains.newestOnDisk() != before) {
        throw new AssertionError("the host was not stopped: " + hosts);
      }
      hosts.get(0).signal("CONT");
      chaos.awaitSteps(STEPS);
      chaos.killClient();
      return outcome(chaos, remains);
    }
  }

  /** Bounded are the client's own steps: what it is kept waiting by the machine does not count. */
  private static void awaitWork(HostWorld world, Acknowledged acknowledged) throws Exception {
    List<ProcessHandle> clients = new Clients(world.snapshot()).alive();
    long wanted = acknowledged.get() + MANY;
    long[] last = {acknowledged.get()};
    Duration[] since = {busy(clients)};
    Await.until(
        "the client goes on",
        () -> {
          long now = acknowledged.get();
          Duration busy = busy(clients);
          if (now > last[0]) {
            last[0] = now;
            since[0] = busy;
          } else if (busy.minus(since[0]).compareTo(IN_VAIN) > 0) {
            throw new BrokenClaim("T2", "the client is busy, and stays at event " + now);
          }
          return now >= wanted;
        });
  }

  private static Duration busy(List<ProcessHandle> clients) {
    return clients.stream()
        .flatMap(client -> client.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The client offers an increment twice. */
  Outcome repeat(HostWorld world) throws Exception {
    return runBroken(world, RepeatingCounter.class);
  }

  /** The client acknowledges an event before it has offered it. */
  Outcome acknowledgeEarly(HostWorld world) throws Exception {
    return runBroken(world, HastyCounter.class);
  }

  private Outcome runBroken(HostWorld world, Class<?> program) throws Exception {
    return runBroken(world, () -> start(world, SMALL, command(world, program)));
  }

  private static List<String> command(HostWorld world, Class<?> program) {
    return Program.java(program.getName(), List.of(world.acknowledged().toString()));
  }

  /** The host returns a buffer before it has persisted what was in it. */
  Outcome returnEarly(HostWorld world) throws Exception {
    return runBroken(
        world, () -> world.hostOf(HastyHost.class.getName(), List.of(), world.eventCounter()));
  }

  private Outcome runBroken(HostWorld world, Chaos.Start start) throws Exception {
    TripleRemains remains = new TripleRemains(world);
    try (Chaos chaos = new Chaos(world, start, remains, seed)) {
      chaos.killBoth(KILLS_OF_THE_BROKEN, STEPS);
      return outcome(chaos, remains);
    }
  }

  private static Outcome outcome(Chaos chaos, TripleRemains remains) {
    return new Outcome(
        remains.checked(),
        String.format(
            Locale.ROOT,
            "%,d kills of a client, %,d of a host, %,d left a buffer taken; %,d states rebuilt, none"
                + " of %,d events is lost or counted twice",
            chaos.clientKills(),
            chaos.hostKills(),
            remains.taken(),
            remains.checked(),
            chaos.records()));
  }
}
