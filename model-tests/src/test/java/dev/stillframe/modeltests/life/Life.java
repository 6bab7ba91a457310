package dev.stillframe.modeltests.life;

import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.modeltests.chaos.BrokenClaim;
import dev.stillframe.modeltests.life.LifeWorld.Way;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Lives of one snapshot, one after the other: hosts and clients are started from anywhere and end
 * in every way, and meanwhile somebody plays with their files. The order depends on the seed alone.
 */
final class Life {
  private enum End {
    TERMINATED,
    CLIENT_KILLED,
    HOST_KILLED,
    BOTH_KILLED
  }

  private static final int MOST_EVENTS = 3;
  private static final int MOST_COMMITS = 20_000;

  private final LifeWorld world;
  private final LifeEvents events;
  private final LifeJudge judge;
  private final Planted planted;
  private final List<Event> drawn;
  private final long seed;
  private final SplittableRandom random;
  private final Map<Event, Integer> counts = new EnumMap<>(Event.class);
  private final List<Program> hosts = new ArrayList<>();
  private int rounds;
  private int refusals;
  private int secondHosts;

  /**
   * Creates the lives.
   *
   * @param drawn the events that happen
   */
  Life(
      LifeWorld world,
      LifeEvents events,
      Planted planted,
      LifeJudge judge,
      List<Event> drawn,
      long seed) {
    this.world = world;
    this.events = events;
    this.judge = judge;
    this.planted = planted;
    this.drawn = drawn;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /** Runs one life; a client may survive it. */
  void round() throws Exception {
    rounds++;
    letHappen(false);
    Program host = start();
    if (await(host)) {
      judge.judgeStarts(host.err());
      commitSome(host);
      letHappen(true);
      commitSome(host);
      judge.judgeFiles();
      if (random.nextBoolean()) {
        events.undo();
        commitSome(host);
      }
      end(host);
    } else {
      refused(host);
    }
    events.undo();
    judge.judgeStarts(host.err());
    judge.judgeFiles();
  }

  private void letHappen(boolean isHostAlive) throws Exception {
    for (int left = random.nextInt(MOST_EVENTS); left > 0; left--) {
      Event event = drawn.get(random.nextInt(drawn.size()));
      if (event.canHappen(isHostAlive)) {
        counts.merge(event, 1, Integer::sum);
        if (event == Event.SECOND_HOST) {
          startSecond();
        } else {
          events.happen(event);
        }
      }
    }
  }

  private Program start() throws IOException {
    List<Way> ways = world.ways();
    Program host = world.start(ways.get(random.nextInt(ways.size())));
    hosts.add(host);
    return host;
  }

  /** Waits until the client of a host has begun; false if the host has ended before. */
  private boolean await(Program host) throws Exception {
    Await.until(
        "a client has begun, or " + host + " has ended",
        () -> judge.hasNews() || !host.isAlive() || isCapturingForAnother(host));
    return judge.hasNews();
  }

  private static boolean isCapturingForAnother(Program host) throws IOException {
    return host.err().contains("captures for a client that another host started");
  }

  /** It has a reason that it tells: then somebody does what it takes to start it again. */
  private void refused(Program host) throws Exception {
    boolean isForAnother = host.isAlive();
    if (isForAnother) {
      finish(host);
    } else if (host.exitCode() == 0 || host.err().isBlank()) {
      throw new BrokenClaim("L4", "ended with " + host.exitCode() + " and no reason: " + host);
    }
    judge.hear(host.err());
    refusals++;
    boolean isAnyAlive = !world.clients().isEmpty();
    world.killClients();
    boolean isObeyed = planted.moveAway(host.err());
    if (!events.undo() && !isObeyed && !isAnyAlive && !isForAnother) {
      throw new AssertionError("there is no reason to refuse, round " + rounds + ": " + host);
    }
  }

  private void finish(Program host) throws Exception {
    host.signal("TERM");
    host.exitCode();
  }

  /** A host that is started beside one that lives may capture for its client, and start none. */
  private void startSecond() throws Exception {
    secondHosts++;
    Program second = start();
    await(second);
    judge.judgeStarts(second.err());
    if (second.isAlive()) {
      finish(second);
    }
  }

  private void commitSome(Program host) throws Exception {
    long wanted = judge.acknowledged() + 1 + random.nextInt(MOST_COMMITS);
    Await.until(
        "the client has committed up to " + wanted + ": " + host,
        () -> judge.acknowledged() >= wanted || !host.isAlive() || world.clients().isEmpty());
  }

  private void end(Program host) throws Exception {
    End how = End.values()[random.nextInt(End.values().length)];
    switch (how) {
      case TERMINATED -> {
        host.signal("TERM");
        judge.ended(host.exitCode() == 128 + 15);
      }
      case CLIENT_KILLED -> {
        world.killClients();
        judge.ended(host.exitCode() == 128 + 9);
      }
      case HOST_KILLED -> host.kill();
      case BOTH_KILLED -> {
        if (random.nextBoolean()) {
          host.kill();
          world.killClients();
        } else {
          world.clients().forEach(ProcessHandle::destroyForcibly);
          host.kill();
          world.killClients();
        }
      }
    }
    judge.hear(host.err());
  }

  /** Tells what happened. */
  String told() {
    return String.format(
        Locale.ROOT,
        "%d rounds of seed %d, %d clients judged, %s; %d starts refused, %d second hosts; %s",
        rounds,
        seed,
        judge.judged(),
        judge.losses(),
        refusals,
        secondHosts,
        counts);
  }

  /** Leaves no process behind, and no file that cannot be removed. */
  void leave() throws Exception {
    hosts.forEach(Program::close);
    world.killClients();
    events.undo();
  }
}
