package dev.stillframe.modeltests.traces;

import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.files.PrivateFiles;
import dev.stillframe.modeltests.traces.Event.Actor;
import dev.stillframe.modeltests.traces.Event.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Records a run of a client and a host in two processes, which are killed by SIGKILL and started
 * again: some wherever they are, some in an access that is open. In the end both are killed.
 */
final class ProcessRecorder implements AutoCloseable {
  private static final int MOST_EVENTS = 4000;
  private static final int KILLS = 3;

  /** So many events come from one kill to the next, and after it until they wait. */
  private static final int EVENTS_BETWEEN = 60;

  private final Protocol protocol;
  private final Path directory;
  private final Random random;
  private final EventLog log;
  private final Map<Actor, Program> running = new EnumMap<>(Actor.class);

  private ProcessRecorder(Protocol protocol, Path directory, long seed) throws IOException {
    this.protocol = protocol;
    this.directory = directory;
    this.random = new Random(seed);
    create(memory(), protocol.size());
    create(record(), EventLog.size(MOST_EVENTS));
    protocol.configure(RecordedProcess.map(memory()));
    this.log = new EventLog(RecordedProcess.map(record()));
  }

  /** Records in files that are removed again. */
  static List<Event> record(Protocol protocol, long seed) throws Exception {
    Path directory = Files.createTempDirectory("stillframe-trace-");
    try (ProcessRecorder recorder = new ProcessRecorder(protocol, directory, seed)) {
      recorder.run();
      return recorder.log.events();
    }
  }

  private Path memory() {
    return directory.resolve("memory");
  }

  private Path record() {
    return directory.resolve("record");
  }

  private static void create(Path file, long size) throws IOException {
    try (FileChannel channel = PrivateFiles.create(file)) {
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
  }

  private void run() throws Exception {
    log.limit(1); // Nobody goes on before the other is there.
    start(Actor.CLIENT);
    start(Actor.HOST);
    int limit = log.count();
    for (int kill = 0; kill < KILLS; kill++) {
      Actor victim = random.nextBoolean() ? Actor.CLIENT : Actor.HOST;
      int from = limit + 10 + random.nextInt(EVENTS_BETWEEN);
      boolean isOpen = random.nextInt(3) > 0;
      limit = from + EVENTS_BETWEEN;
      int end = isOpen ? limit : from;
      log.stop(victim, isOpen ? from : 0);
      log.limit(limit);
      await("the next kill", () -> log.isStopped() || log.count() >= end);
      kill(victim);
      log.stop(Actor.RUN, 0); // Or the next one would stop as well.
      start(victim);
    }
    int end = limit + EVENTS_BETWEEN;
    log.limit(end);
    await("the last kill", () -> log.count() >= end);
    kill(Actor.CLIENT);
    kill(Actor.HOST);
    log.call(Actor.RUN, Kind.OVER, 0);
  }

  private void await(String what, Await.Condition condition) throws Exception {
    Await.until(
        what,
        () -> {
          running.values().forEach(ProcessRecorder::requireAlive);
          return condition.holds();
        });
  }

  private void start(Actor who) throws Exception {
    long before = starts(who);
    List<String> arguments =
        List.of(
            protocol.name(),
            who.name(),
            memory().toString(),
            record().toString(),
            Long.toString(random.nextLong()));
    running.put(
        who,
        Program.start(
            directory, Map.of(), Program.java(RecordedProcess.class.getName(), arguments)));
    await("the start of the " + who, () -> starts(who) > before);
  }

  private long starts(Actor who) {
    return log.events().stream().filter(e -> e.who() == who && e.kind() == Kind.START).count();
  }

  private static void requireAlive(Program program) {
    if (!program.isAlive()) {
      throw new AssertionError("it has ended: " + program);
    }
  }

  private void kill(Actor victim) {
    running.remove(victim).kill();
    log.killed(victim);
  }

  @Override
  public void close() throws IOException {
    running.values().forEach(Program::close);
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
