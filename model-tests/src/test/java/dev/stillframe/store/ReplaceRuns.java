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

/** Records runs of the shipped replace store. */
final class ReplaceRuns extends RecordedRun {
  /** How many generations the store keeps. */
  static final int KEEP = 2;

  private static final int MOST_PUBLICATIONS = 4;

  private int attempts;

  private ReplaceRuns(Path name, Disk disk, int failures, Weakness weakness, long seed) {
    super(name, disk, new ReplaceWords(name), failures, weakness, seed);
  }

  /** Records a run over a disk in memory, whose power is cut now and then. */
  static List<TraceEvent> overMemory(Path directory, int failures, Weakness weakness, long seed)
      throws IOException {
    CrashDisk disk = new CrashDisk(TestImage.PAGE);
    return new ReplaceRuns(name(directory), disk, failures, weakness, seed).run();
  }

  /** Records a run over the files of an empty directory; the power stays on. */
  static List<TraceEvent> overFiles(Path directory, int failures, long seed) throws IOException {
    return new ReplaceRuns(name(directory), SystemDisk.INSTANCE, failures, null, seed).run();
  }

  @Override
  void live(RecordingDisk recorded, Disk seen) throws IOException {
    log.call(WRITER, "start");
    try (ReplaceStore store = ReplaceStore.open(seen, name, KEEP)) {
      if (recover(store)) {
        publish(store, recorded);
        log.call(WRITER, "close");
      }
    }
  }

  private boolean recover(ReplaceStore store) {
    try {
      Optional<Found> found = store.recover().found();
      int number = 0;
      if (found.isPresent()) {
        number = TestImage.numberOf(Snapshots.load(disk(), found.get()));
      }
      log.call(WRITER, "found", number);
      return true;
    } catch (IOException e) {
      log.call(WRITER, "refused");
      return false;
    }
  }

  /** An image has the number of the temporary that it is written to: no other one is offered. */
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
}
