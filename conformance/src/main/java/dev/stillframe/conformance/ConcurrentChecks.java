package dev.stillframe.conformance;

import dev.stillframe.FormatException;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.QueueCapture;
import dev.stillframe.store.ReplaceStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * The port as a client at full speed under our host, and our client at full speed under the port's
 * host; both sides are killed at random, and every snapshot that is published is judged.
 */
final class ConcurrentChecks {
  /** A ring that holds fewer commits than there are slots: captures meet what is overwritten. */
  private static final int[] GEOMETRY = {64, 4096, 8 * 64};

  private static final int LONGEST = 200;
  private static final int KILLS = 5;
  private static final int CHUNKS = 20;

  /** A host that is overtaken again and again gets so many times the commits to catch up. */
  private static final int PATIENCE = 20;

  private static final int ENOUGH_SNAPSHOTS = 100;
  private static final Duration RUN = Duration.ofMinutes(2);

  /** Makes one capture and publishes it, if it was kept. */
  private interface Host {
    void capture() throws FellShort, Unsupported, IOException;
  }

  private final Bench bench;
  private final Random random;
  private final int commits;
  private final NumberedCommits numbered = new NumberedCommits(GEOMETRY, LONGEST);
  private final Path file;
  private final Path name;
  private long newest;
  private int clientKills;
  private int hostKills;

  private ConcurrentChecks(Bench bench, long seed, int commits) {
    this.bench = bench;
    this.random = new Random(seed);
    this.commits = commits;
    this.file = bench.file("memory");
    this.name = bench.file("snapshot");
  }

  static List<Check> all(long seed, int commits) {
    return List.of(
        new Check(
            "client-under-our-host",
            "client",
            bench -> new ConcurrentChecks(bench, seed, commits).clientUnderOurHost()),
        new Check(
            "our-client-under-host",
            "host",
            bench -> new ConcurrentChecks(bench, seed, commits).ourClientUnderHost()));
  }

  private void clientUnderOurHost() throws FellShort, Unsupported, IOException {
    requireOk(bench.client().ask(open()));
    try (ReplaceStore store = ReplaceStore.open(name, 2);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      store.recover();
      QueueCapture capture =
          new QueueCapture(BufferMemory.map(channel, MapMode.READ_ONLY, channel.size()));
      while (isMoreToDo()) {
        boolean isKilled = chunk(bench.client(), () -> publish(store, capture), this::isTimeToKill);
        if (isKilled) {
          clientKills++;
          bench.killClient();
        }
        requireKept();
        if (isKilled) {
          requireOk(bench.client().ask("recover " + file));
        }
      }
    }
    tell();
  }

  private void ourClientUnderHost() throws FellShort, Unsupported, IOException {
    PortProcess ours = new PortProcess(OurPort.command(), RUN);
    try {
      requireOk(ours.ask(open()));
      while (isMoreToDo()) {
        boolean isKilled = chunk(ours, this::publish, this::isTimeToKill);
        if (isKilled && random.nextBoolean()) {
          clientKills++;
          ours.kill();
          requireKept();
          ours = new PortProcess(OurPort.command(), RUN);
          requireOk(ours.ask("recover " + file));
        } else if (isKilled) {
          hostKills++;
          bench.killReader();
          ours.answer("run", RUN);
        }
        requireKept();
      }
    } finally {
      ours.close();
    }
    tell();
  }

  private String open() {
    return "open " + file + " " + GEOMETRY[0] + " " + GEOMETRY[1] + " " + GEOMETRY[2];
  }

  private boolean isMoreToDo() {
    boolean isBehind = numbered.snapshots() < ENOUGH_SNAPSHOTS;
    return newest < commits || isBehind && newest < (long) PATIENCE * commits;
  }

  /** Half of the chunks end by a kill, until there were enough. */
  private boolean isTimeToKill() {
    return clientKills + hostKills < KILLS && random.nextInt(8) == 0;
  }

  /** Captures while the client commits; true if somebody is to be killed now. */
  private boolean chunk(PortProcess client, Host host, BooleanSupplier isTimeToKill)
      throws FellShort, Unsupported, IOException {
    client.send("run " + Math.max(1, commits / CHUNKS) + " " + LONGEST);
    while (!client.hasAnswer()) {
      host.capture();
      if (isTimeToKill.getAsBoolean()) {
        return true;
      }
    }
    requireOk(client.answer("run", RUN));
    host.capture();
    return false;
  }

  private void publish(ReplaceStore store, QueueCapture capture) throws FellShort, IOException {
    try {
      if (capture.capture() == QueueCapture.Outcome.KEPT) {
        long generation = store.publish(capture.image());
        numbered.judge(SealedFile.read(name), (int) generation);
      }
    } catch (FormatException e) {
      throw new FellShort(Rule.LEAVE_FILES_OF_THE_FORMAT, "a memory", e.getMessage());
    }
  }

  private void publish() throws FellShort, Unsupported, IOException {
    String answer = bench.askReader("capture " + file);
    if (answer.startsWith("ok kept")) {
      String published = bench.askReader("publish " + name);
      requireOk(published);
      numbered.judge(SealedFile.read(name), Integer.parseInt(published.split(" ")[1]));
    } else if (!answer.equals("ok lapped") && !answer.equals("ok empty")) {
      throw new FellShort(Rule.LOOK_AGAIN_AND_KEEP_WHAT_STAYED, "ok kept or lapped", answer);
    }
  }

  private static void requireOk(String answer) throws FellShort {
    if (!answer.matches("ok [0-9]{1,9}( .*)?")) {
      throw new FellShort(Rule.ANSWER_IN_THE_PROTOCOL, "ok NUMBER", answer);
    }
  }

  /** While nobody writes, all that is valid in memory is whole; a kill costs nothing. */
  private void requireKept() throws FellShort, IOException {
    long now = numbered.newestOf(PortFile.read(file));
    if (now < newest) {
      throw new FellShort(Rule.NEVER_GO_BACK, "commit " + newest + " or newer", "" + now);
    }
    newest = now;
  }

  private void tell() {
    bench.cameTo(
        String.format(
            Locale.ROOT,
            "%,d commits, %,d snapshots judged, %d clients and %d hosts killed",
            newest,
            numbered.snapshots(),
            clientKills,
            hostKills));
  }
}
