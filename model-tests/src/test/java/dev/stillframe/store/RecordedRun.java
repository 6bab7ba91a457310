package dev.stillframe.store;

import dev.stillframe.files.Disk;
import dev.stillframe.modeltests.traces.TraceEvent;
import dev.stillframe.store.WeakDisk.Weakness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Records a run of a store over several lives of its host, each of which recovers and publishes; it
 * is killed before any operation, or closes the store. Over a disk in memory the power may be cut
 * then.
 */
abstract class RecordedRun {
  static final String WRITER = "writer";

  private static final int FEWEST_LIVES = 2;
  private static final int MOST_LIVES = 5;

  /** A run of fewer shows nothing: hosts that are killed as they start are followed by others. */
  private static final int FEWEST_EVENTS = 30;

  private static final int MOST_OPERATIONS = 100;

  final Path name;
  final Random random;
  final RunLog log = new RunLog();
  private final FileWords words;
  private final int failures;
  private final Weakness weakness;
  private Disk disk;

  /** How often the power was cut. */
  private int cuts;

  /**
   * Prepares.
   *
   * @param failures how many operations of each life may fail
   * @param weakness what is wrong with the store; null if nothing
   */
  RecordedRun(Path name, Disk disk, FileWords words, int failures, Weakness weakness, long seed) {
    this.name = name;
    this.disk = disk;
    this.words = words;
    this.failures = failures;
    this.weakness = weakness;
    this.random = new Random(seed);
  }

  /** Returns the name of the store in an empty directory. */
  static Path name(Path directory) throws IOException {
    return directory.toRealPath().resolve("state");
  }

  List<TraceEvent> run() throws IOException {
    live();
    log.call("run", "over");
    return log.events();
  }

  /** Lives all lives of the host. */
  final void live() throws IOException {
    int lives = FEWEST_LIVES + random.nextInt(MOST_LIVES - FEWEST_LIVES + 1);
    for (int life = 0; life < lives || log.size() < FEWEST_EVENTS; life++) {
      boolean isKilled = random.nextInt(3) > 0;
      int operations = isKilled ? random.nextInt(MOST_OPERATIONS) : Integer.MAX_VALUE;
      RecordingDisk recorded =
          record(disk, new Random(random.nextLong()), operations, random.nextInt(failures + 1));
      try {
        live(recorded, weakness == null ? recorded : new WeakDisk(recorded, weakness));
      } catch (Fate.Killed e) {
        log.call(WRITER, "kill");
      }
      if (disk instanceof CrashDisk crash && mayBeCut() && random.nextInt(2) == 0) {
        cut(crash);
      }
    }
  }

  /** Returns what records the host of one life. */
  RecordingDisk record(Disk raw, Random own, int operations, int failing) {
    return new RecordingDisk(raw, words, log, WRITER, new Fate(own, operations, failing));
  }

  /** Tells whether the power may be cut. */
  boolean mayBeCut() {
    return true;
  }

  final int cuts() {
    return cuts;
  }

  /** Opens the store, recovers and publishes; says so. */
  abstract void live(RecordingDisk recorded, Disk seen) throws IOException;

  /** The disk that nobody records. */
  final Disk disk() {
    return disk;
  }

  private void cut(CrashDisk crash) {
    List<CrashDisk> left = crash.afterCut();
    CrashDisk next = left.get(random.nextInt(left.size()));
    disk = next;
    cuts++;
    log.cut(next.list(name.getParent()).stream().flatMap(file -> words.word(file).stream()));
  }
}
