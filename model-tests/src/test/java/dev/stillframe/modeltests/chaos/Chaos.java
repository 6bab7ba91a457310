package dev.stillframe.modeltests.chaos;

import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.examples.Acknowledged;
import dev.stillframe.memory.BufferMemory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** A host keeps all generations, so that each can be checked. */
  private static final List<String> HOST_OPTIONS =
      List.of("--interval", "1ms", "--keep", "1000000000", "--stats");

  /** What a host that ends by itself says of its captures. */
  private static final Pattern STATS = Pattern.compile("stats: captures=([0-9]+) kept=([0-9]+)");

  /** About as long as a host takes from its start to the first commit of its client. */
  private static final int START_MILLIS = 600;

  private final HostWorld world;
  private final List<String> clientCommand;
  private final SplittableRandom random;
  private final Acknowledged acknowledged;
  private final Generations generations;
  private final Clients clients;
  private Program host;
  private long clientKills;
  private long hostKills;
  private long captures;
  private long kept;

  Chaos(HostWorld world, List<String> clientCommand, long seed) throws IOException {
    this.world = world;
    this.clientCommand = clientCommand;
    this.random = new SplittableRandom(seed);
    this.acknowledged = Acknowledged.open(world.acknowledged());
    this.generations = new Generations(world.snapshot());
    this.clients = new Clients(world.snapshot());
  }

  long clientKills() {
    return clientKills;
  }

  long hostKills() {
    return hostKills;
  }

  /** How many persisted snapshots were checked. */
  long snapshots() {
    return generations.checked();
  }

  /** How many captures the hosts made that could still count them. */
  long captures() {
    return captures;
  }

  /** How many of these gave an image; the client overtook the others. */
  long kept() {
    return kept;
  }

  /** How many records were committed. */
  long records() {
    return acknowledged.get();
  }

  /**
   * Runs one round: waits until some snapshots were published, kills, and checks.
   *
   * @throws BrokenClaim if what is left contradicts a claim
   */
  void round(int snapshots) throws Exception {
    awaitSnapshots(1 + random.nextInt(2 * snapshots));
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

  private void startHost() throws IOException {
    host = world.host(HOST_OPTIONS, clientCommand);
  }

  /** Lets host and client work until that many more snapshots are on disk. */
  void awaitSnapshots(int count) throws Exception {
    if (host == null) {
      startHost();
    }
    long wanted = generations.newestOnDisk() + count;
    long before = acknowledged.get();
    Await.until(
        "snapshots are published by " + host,
        () -> {
          if (!host.isAlive()) {
            requireRefused();
            startHost();
          }
          return generations.newestOnDisk() >= wanted && acknowledged.get() > before;
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
    // Records says so when what it recovered is not what it committed.
    if (!err.contains("records: record ")) {
      throw new IllegalStateException("the client ended for no reason of its own: " + host);
    }
    throw new BrokenClaim(
        err.contains("was acknowledged") ? "Q4" : "Q1", "the client ended: " + host);
  }

  /**
   * Kills the client; if the host has started it, the host ends too, and what is left is checked.
   */
  void killClient() throws Exception {
    boolean isOwn = host.hasChild();
    countClientKill();
    if (isOwn) {
      int code = host.exitCode();
      if (code != 128 + 9) {
        throw new AssertionError("exit code " + code + " of a killed client: " + host);
      }
      count(host.err());
      host = null;
      requireKept();
    }
    // The host of an adopted client starts another one, which checks what it finds.
  }

  private void count(String told) {
    Matcher stats = STATS.matcher(told);
    if (!stats.find()) {
      throw new AssertionError("no statistics: " + told);
    }
    captures += Long.parseLong(stats.group(1));
    kept += Long.parseLong(stats.group(2));
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
    generations.check();
    requireNothingUncommitted(generations.newestSequence());
  }

  /** Kills both and checks what is left. */
  void killBoth() throws Exception {
    Optional<Path> memory = world.memory();
    if (random.nextBoolean()) {
      countClientKill();
      host.kill();
    } else {
      host.kill();
      countClientKill();
    }
    hostKills++;
    host = null;
    clients.killForGood(memory);
    requireKept();
  }

  /** Q4, when both are dead: the newest acknowledged record is in memory or on disk. */
  private void requireKept() throws IOException {
    generations.check();
    long last = acknowledged.get();
    long newest = Math.max(generations.newestSequence(), newestInMemory());
    if (newest < last) {
      throw new BrokenClaim(
          "Q4", "record " + last + " was acknowledged, the newest left is " + newest);
    }
    requireNothingUncommitted(newest);
  }

  /** At most one record was committed and not acknowledged. */
  private void requireNothingUncommitted(long newest) {
    long last = acknowledged.get();
    if (newest > last + 1) {
      throw new BrokenClaim("Q4", "record " + newest + " was found, acknowledged was " + last);
    }
  }

  private long newestInMemory() throws IOException {
    Optional<Path> memory = world.memory();
    if (memory.isEmpty()) {
      return 0;
    }
    try (FileChannel channel = FileChannel.open(memory.get())) {
      BufferMemory words = BufferMemory.map(channel, MapMode.READ_ONLY, channel.size());
      return words.size() == 0 ? 0 : Image.verify(words, memory.get().toString());
    }
  }

  /** Leaves no process behind. */
  @Override
  public void close() throws IOException {
    if (host != null) {
      host.kill();
    }
    clients.kill();
  }
}
