package dev.stillframe.modeltests.chaos;

import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.examples.Acknowledged;
import dev.stillframe.examples.BrokenRecordException;
import dev.stillframe.examples.ZoneImage;
import dev.stillframe.examples.ZoneManager;
import dev.stillframe.examples.ZoneServer;
import dev.stillframe.store.TwinReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Three servers that answer without a pause, and a manager that is killed and started again under
 * them. After each kill: every server goes on, nobody is without the newest version, and at most
 * one image is dirty.
 */
final class ManagerChaos implements AutoCloseable {
  private static final int SERVERS = 3;

  /** What each server has to answer while there is no manager. */
  private static final int ANSWERS = 20;

  private static final int MOST_VERSIONS = 20;

  /** About as long as a manager takes from its start to its first publication. */
  private static final int START_MILLIS = 300;

  /** A part of the time between two publications. */
  private static final int LATER_NANOS = 2_000_000;

  private static final int MOST_LOOKS = 10_000;

  private final HostWorld world;
  private final SplittableRandom random;
  private final Acknowledged published;
  private final Marks marks;
  private final List<Program> servers = new ArrayList<>();
  private final List<Acknowledged> answers = new ArrayList<>();
  private Program manager;
  private long kills;
  private long dirty;

  ManagerChaos(HostWorld world, long seed) throws IOException {
    this.world = world;
    this.random = new SplittableRandom(seed);
    this.published = Acknowledged.open(world.acknowledged());
    this.marks = new Marks(world.snapshot());
  }

  long kills() {
    return kills;
  }

  /** How many kills left a dirty image. */
  long dirty() {
    return dirty;
  }

  long versions() {
    return published.get();
  }

  long answers() {
    return answers.stream().mapToLong(Acknowledged::get).sum();
  }

  /** Publishes a first version and starts the servers. */
  void begin() throws Exception {
    startManager(ZoneManager.class, "1");
    requireEnd(0);
    for (int i = 0; i < SERVERS; i++) {
      Path count = world.directory().resolve("answers." + i);
      answers.add(Acknowledged.open(count));
      servers.add(start(ZoneServer.class, List.of(count.toString())));
    }
    requireUnharmed();
  }

  /** Kills the manager anywhere: in its start, between publications, or in one. */
  void killAnywhere() throws Exception {
    startManager(ZoneManager.class);
    if (random.nextInt(4) == 0) {
      manager.hasEndedAfter(Duration.ofMillis(random.nextInt(START_MILLIS)));
    } else {
      long wanted = published.get() + 1 + random.nextInt(MOST_VERSIONS);
      Await.until("versions are published by " + manager, () -> isPublished(wanted));
      if (random.nextBoolean()) {
        manager.hasEndedAfter(Duration.ofNanos(random.nextInt(LATER_NANOS)));
      } else {
        lookUntilDirty();
      }
    }
    requireAlive(manager);
    manager.kill();
    kills++;
    requireUnharmed();
  }

  /** Looks without a pause; a publication takes less than one. */
  private void lookUntilDirty() throws IOException {
    for (int looks = 0; looks < MOST_LOOKS && marks.dirty() == 0; looks++) {
      Thread.onSpinWait();
    }
  }

  /** Lets the manager die at an operation on files; tells whether it has so many. */
  boolean killAt(long operation) throws Exception {
    startManager(KilledManager.class, Long.toString(operation));
    boolean isKilled = manager.exitCode() == 128 + 9;
    if (isKilled) {
      kills++;
    } else {
      requireEnd(0);
    }
    requireUnharmed();
    return isKilled;
  }

  private boolean isPublished(long wanted) throws Exception {
    marks.requireOneClean();
    servers.forEach(ManagerChaos::requireAlive);
    requireAlive(manager);
    return published.get() >= wanted;
  }

  /** Runs a manager until all servers together have given so many more answers. */
  void awaitAnswers(Class<?> program, long count) throws Exception {
    long wanted = answers() + count;
    startManager(program);
    Await.until(
        "servers answer: " + servers,
        () -> {
          servers.forEach(ManagerChaos::requireAlive);
          return answers() >= wanted;
        });
  }

  /** What has to hold while the manager is dead. */
  private void requireUnharmed() throws Exception {
    marks.requireOneClean();
    dirty += marks.dirty();
    for (int i = 0; i < servers.size(); i++) {
      Program server = servers.get(i);
      Acknowledged count = answers.get(i);
      long wanted = count.get() + ANSWERS;
      Await.until(
          "it answers without a manager: " + server,
          () -> {
            requireAlive(server);
            return count.get() >= wanted;
          });
    }
    requireNewest();
  }

  private static void requireAlive(Program program) {
    if (!program.isAlive()) {
      throw ended(program);
    }
  }

  /** A reader that comes now finds what was reported, or one more that was not yet. */
  private void requireNewest() throws IOException {
    try (TwinReader reader = TwinReader.open(world.snapshot())) {
      reader.look();
      long serial = ZoneImage.serialOf(reader.image());
      long last = published.get();
      if (serial != last && serial != last + 1) {
        throw new BrokenClaim("S3", "version " + last + " was published, found is " + serial);
      }
    } catch (BrokenRecordException e) {
      throw new BrokenClaim("S1", e.getMessage());
    }
  }

  private void requireEnd(int code) throws Exception {
    if (manager.exitCode() != code) {
      throw ended(manager);
    }
  }

  /** A program that ended because of what it found has said so. */
  private static Error ended(Program program) {
    String told = program.toString();
    if (told.contains("was published, and the newest")) {
      return new BrokenClaim("S3", told);
    }
    if (told.contains("torn") || told.contains("while it was mapped")) {
      return new BrokenClaim("S2", told); // It is always a mapping that a server looks at.
    }
    return new AssertionError("it ended for no reason of its own: " + told);
  }

  private void startManager(Class<?> program, String... arguments) throws IOException {
    manager = start(program, List.of(arguments));
  }

  private Program start(Class<?> program, List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>();
    all.add(world.snapshot().toString());
    all.add(world.acknowledged().toString());
    all.addAll(arguments);
    return Program.start(world.directory(), Map.of(), Program.java(program.getName(), all));
  }

  /** Leaves no process behind. */
  @Override
  public void close() {
    if (manager != null) {
      manager.kill();
    }
    servers.forEach(Program::kill);
  }
}
