package dev.stillframe.store;

import dev.stillframe.files.Disk;
import dev.stillframe.files.SystemDisk;
import dev.stillframe.modeltests.traces.TraceEvent;
import dev.stillframe.store.Snapshots.Found;
import dev.stillframe.store.WeakDisk.Weakness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Records runs of the shipped replace store, over several lives of its host: each recovers and
 * publishes; it is killed before any operation, or closes the store; then the power may be cut.
 */
final class ReplaceRuns {
  /** How many generations the store keeps. */
  static final int KEEP = 2;

  private static final String WRITER = "writer";
  private static final int LIVES = 5;
  private static final int MOST_OPERATIONS = 60;
  private static final int MOST_PUBLICATIONS = 4;

  private final Path name;
  private final Random random;
  private final RunLog log = new RunLog();
  private final ReplaceWords words;
  private Disk disk;
  private int attempts;

  private ReplaceRuns(Path directory, Disk disk, long seed) throws IOException {
    this.name = directory.toRealPath().resolve("state");
    this.words = new ReplaceWords(name);
    this.disk = disk;
    this.random = new Random(seed);
  }

  /**
   * Records a run over a disk in memory, whose power is cut now and then.
   *
   * @param directory an empty one, for the lock
   * @param failures how many operations of each life may fail
   * @param weakness what is wrong with the store; null if nothing
   */
  static List<TraceEvent> overMemory(Path directory, int failures, Weakness weakness, long seed)
      throws IOException {
    return new ReplaceRuns(directory, new CrashDisk(TestImage.PAGE), seed).run(failures, weakness);
  }

  /** Records a run over the files of an empty directory; the power stays on. */
  static List<TraceEvent> overFiles(Path directory, int failures, long seed) throws IOException {
    return new ReplaceRuns(directory, SystemDisk.INSTANCE, seed).run(failures, null);
  }

  private List<TraceEvent> run(int failures, Weakness weakness) throws IOException {
    for (int life = 0; life < LIVES; life++) {
      live(failures, weakness);
      if (disk instanceof CrashDisk crash && random.nextInt(2) == 0) {
        cut(crash);
      }
    }
    log.call("run", "over");
    return log.events();
  }

  private void live(int failures, Weakness weakness) throws IOException {
    boolean isKilled = random.nextInt(3) > 0;
    int operations = isKilled ? random.nextInt(MOST_OPERATIONS) : Integer.MAX_VALUE;
    Fate fate = new Fate(new Random(random.nextLong()), operations, random.nextInt(failures + 1));
    RecordingDisk recorded = new RecordingDisk(disk, words, log, WRITER, fate);
    log.call(WRITER, "start");
    Disk seen = weakness == null ? recorded : new WeakDisk(recorded, weakness);
    try (ReplaceStore store = ReplaceStore.open(seen, name, KEEP)) {
      if (recover(store)) {
        publish(store, recorded);
        log.call(WRITER, "close");
      }
    } catch (Fate.Killed e) {
      log.call(WRITER, "kill");
    }
  }

  private boolean recover(ReplaceStore store) {
    Optional<Found> found;
    try {
      found = store.recover().found();
      int number = found.isEmpty() ? 0 : TestImage.numberOf(Snapshots.load(disk, found.get()));
      log.call(WRITER, "found", number);
      return true;
    } catch (IOException e) {
      log.call(WRITER, "refused");
      return false;
    }
  }

  private void publish(ReplaceStore store, RecordingDisk recorded) {
    int before = attempts;
    for (int i = random.nextInt(MOST_PUBLICATIONS + 1); i > 0; i--) {
      try {
        int number = before + recorded.creates() + 1;
        long generation = store.publish(TestImage.of(number, 1));
        log.call(WRITER, "published", number, generation);
      } catch (IOException e) {
        log.call(WRITER, "gave up");
      } finally {
        attempts = before + recorded.creates();
      }
    }
  }

  private void cut(CrashDisk crash) throws IOException {
    List<CrashDisk> left = crash.afterCut();
    CrashDisk next = left.get(random.nextInt(left.size()));
    disk = next;
    log.cut(next.list(name.getParent()).stream().flatMap(file -> words.word(file).stream()));
  }
}
