package dev.stillframe.modeltests.chaos;

import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.examples.Acknowledged;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Kills the shipped host and a client under it, in an order that depends on the seed alone, and
 * looks after each kill at what they left.
 */
final class Chaos implements AutoCloseable {
  /** Who is killed; twice in the list is twice as often. */
  private enum Victim {
    CLIENT,
    HOST,
    BOTH,
    /** The host alone or both, and then the next host while it starts. */
    NEXT_HOST
  }

  private static final List<Victim> VICTIMS =
      List.of(
          Victim.CLIENT,
          Victim.CLIENT,
          Victim.HOST,
          Victim.BOTH,
          Victim.BOTH,
          Victim.BOTH,
          Victim.NEXT_HOST);

  /** Starts a host, and so its client. */
  @FunctionalInterface
  interface Start {
    Program host() throws IOException;
  }

  /** About as long as a host takes from its start to the first commit of its client. */
  private static final int START_MILLIS = 600;

  private final HostWorld world;
  private final Start start;
  private final Remains remains;
  private final SplittableRandom random;
  private final Acknowledged acknowledged;
  private final Clients clients;
  private final Thread ender = new Thread(this::end);
  private volatile Program host;
  private boolean isOver;
  private long clientKills;
  private long hostKills;

  Chaos(HostWorld world, Start start, Remains remains, long seed) throws IOException {
    this.world = world;
    this.start = start;
    this.remains = remains;
    this.random = new SplittableRandom(seed);
    this.acknowledged = Acknowledged.open(world.acknowledged());
    this.clients = new Clients(world.snapshot());
    Runtime.getRuntime().addShutdownHook(ender);
  }

  long clientKills() {
    return clientKills;
  }

  long hostKills() {
    return hostKills;
  }

  /** How many records were committed. */
  long records() {
    return acknowledged.get();
  }

  /**
   * Runs one round: waits until the host has come some steps further, kills, and checks.
   *
   * @param steps how many, on average
   * @throws BrokenClaim if what is left contradicts a claim
   */
  void round(int steps) throws Exception {
    awaitSteps(1 + random.nextInt(2 * steps));
    switch (VICTIMS.get(random.nextInt(VICTIMS.size()))) {
      case CLIENT -> killClient();
      case HOST -> killHost();
      case BOTH -> killBoth();
      case NEXT_HOST -> {
        if (random.nextBoolean()) {
          killHost();
        } else {
          killBoth();
        }
        startHost();
        host.hasEndedAfter(Duration.ofMillis(random.nextInt(START_MILLIS)));
        killHost();
      }
    }
  }

  private synchronized void startHost() throws IOException {
    if (isOver) {
      throw new IllegalStateException("nothing is started any more");
    }
    host = start.host();
  }

  /** Lets host and client work until the host has come that many steps further. */
  void awaitSteps(int count) throws Exception {
    if (host == null) {
      startHost();
    }
    long wanted = remains.steps() + count;
    long before = acknowledged.get();
    Await.until(
        "something is persisted by " + host,
        () -> {
          if (!host.isAlive()) {
            requireRefused();
            startHost();
          }
          return remains.steps() >= wanted && acknowledged.get() > before;
        });
  }

  /**
   * A host that is killed just after it started its client leaves one that has not locked the
   * memory yet, and is in time to be first: then the client of the next host is refused.
   */
  private void requireRefused() throws IOException {
    String err = host.err();
    if (err.contains("is in use by another client")) {
      return;
    }
    String claim =
        remains
            .brokenClaim(err)
            .orElseThrow(() -> new IllegalStateException("it ended for no reason: " + host));
    throw new BrokenClaim(claim, "it ended: " + host);
  }

  /**
   * Kills the client; if the host has started it, the host ends too, and what is left is checked.
   */
  void killClient() throws Exception {
    boolean isOwn = host.hasChild();
    List<ProcessHandle> victims = clients.alive();
    countClientKill();
    if (isOwn) {
      int code = host.exitCode();
      if (code != 128 + 9) {
        throw new AssertionError("exit code " + code + " of a killed client: " + host);
      }
      remains.told(host.err());
      host = null;
      requireKept();
    } else {
      // Its host starts another one, which checks what it finds. What this one has still
      // acknowledged must not be taken for that.
      victims.forEach(victim -> victim.onExit().join());
    }
  }

  private void countClientKill() {
    if (clients.kill() == 0) {
      throw new AssertionError("there is no client to kill under " + host);
    }
    clientKills++;
  }

  private void killHost() throws Exception {
    if (host.isAlive()) {
      hostKills++;
    }
    host.kill();
    host = null;
    requireNothingUncommitted(remains.newestOnDisk());
  }

  /**
   * Lets both come some steps further and kills them, again and again: for those that are broken.
   */
  void killBoth(int times, int steps) throws Exception {
    for (int i = 0; i < times; i++) {
      awaitSteps(steps);
      killBoth();
    }
  }

  /** Kills both, at once or one after the other, and checks what is left. */
  void killBoth() throws Exception {
    Optional<Path> memory = world.memory();
    if (random.nextBoolean()) {
      killAtOnce();
    } else if (random.nextBoolean()) {
      countClientKill();
    } else {
      host.kill();
      countClientKill();
    }
    host.kill();
    hostKills++;
    remains.toldBeforeKill(host.err());
    host = null;
    clients.killForGood(memory);
    requireKept();
  }

  private void killAtOnce() throws IOException {
    List<ProcessHandle> victims = new ArrayList<>(clients.alive());
    if (victims.isEmpty()) {
      throw new AssertionError("there is no client to kill under " + host);
    }
    victims.add(random.nextBoolean() ? 0 : victims.size(), ProcessHandle.of(host.pid()).get());
    remains.aim();
    victims.forEach(ProcessHandle::destroyForcibly);
    clientKills++;
  }

  /** When both are dead: the newest acknowledged record is in memory or on disk. */
  private void requireKept() throws IOException {
    // First: where it is right that something is lost, that is no longer acknowledged then.
    long newest = remains.newest();
    long last = acknowledged.get();
    if (newest < last) {
      throw new BrokenClaim(
          remains.keptClaim(),
          "record " + last + " was acknowledged, the newest left is " + newest);
    }
    requireNothingUncommitted(newest);
  }

  /** At most one record was committed and not acknowledged. */
  private void requireNothingUncommitted(long newest) {
    long last = acknowledged.get();
    if (newest > last + 1) {
      throw new BrokenClaim(
          remains.keptClaim(), "record " + newest + " was found, acknowledged was " + last);
    }
  }

  /** Leaves no process behind, also if this virtual machine is told to end before. */
  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(ender);
    } catch (IllegalStateException e) {
      // It runs already, and does the same.
    }
  }

  private synchronized void end() {
    isOver = true;
    Program last = host;
    if (last != null) {
      last.close(); // With what it has just started, which is not known as a client yet.
    }
    clients.kill();
  }
}
