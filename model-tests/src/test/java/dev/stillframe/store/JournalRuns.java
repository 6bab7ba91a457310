package dev.stillframe.store;

import dev.stillframe.files.Disk;
import dev.stillframe.files.DiskFile;
import dev.stillframe.files.SystemDisk;
import dev.stillframe.modeltests.traces.TraceEvent;
import dev.stillframe.record.StateRecord;
import dev.stillframe.store.WeakDisk.Weakness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Records runs of the shipped journal; each batch is synced. */
final class JournalRuns extends RecordedRun {
  private static final UUID IDENTITY = new UUID(5, 6);
  private static final int MOST_APPENDS = 6;
  private static final int MOST_RECORDS = 2;

  /** After so many records a base is due: what a power cut may leave of a file has to be little. */
  private static final int RECORDS_OF_FILE = 3;

  /** The identity of the last record that was offered. */
  private int attempt;

  private int sinceBase;

  private JournalRuns(Path name, Disk disk, int failures, Weakness weakness, long seed) {
    super(name, disk, new JournalWords(name), failures, weakness, seed);
  }

  /** Records a run over a disk in memory, whose power is cut now and then. */
  static List<TraceEvent> overMemory(Path directory, int failures, Weakness weakness, long seed)
      throws IOException {
    return new JournalRuns(name(directory), new CrashDisk(512), failures, weakness, seed).run();
  }

  /** Records a run over the files of an empty directory; the power stays on. */
  static List<TraceEvent> overFiles(Path directory, int failures, long seed) throws IOException {
    return new JournalRuns(name(directory), SystemDisk.INSTANCE, failures, null, seed).run();
  }

  @Override
  void live(RecordingDisk recorded, Disk seen) throws IOException {
    try (Journal journal = Journal.open(seen, name, JournalSync.EACH_BATCH, random::nextLong)) {
      while (!recover(journal)) {
        if (random.nextBoolean()) {
          return;
        }
      }
      for (int i = random.nextInt(MOST_APPENDS + 1); i > 0; i--) {
        append(journal);
      }
    }
    log.call(WRITER, "close");
  }

  private boolean recover(Journal journal) {
    log.call(WRITER, "start");
    try {
      log.call(WRITER, "recovered", journal.recover(IDENTITY).durable());
      sinceBase = records();
      return true;
    } catch (IOException e) {
      log.call(WRITER, "refused");
      return false;
    }
  }

  private int records() throws IOException {
    try (DiskFile file = disk().open(JournalFiles.path(name), false)) {
      return (int) file.size() / JournalHeader.BYTES - 1;
    }
  }

  private void append(Journal journal) {
    boolean isBase = sinceBase >= RECORDS_OF_FILE || random.nextInt(5) == 0;
    List<StateRecord> batch = new ArrayList<>();
    long number = journal.durable() + 1;
    int count = 1 + random.nextInt(MOST_RECORDS);
    for (int i = 0; i < count; i++) {
      byte[] bytes = JournalWords.record(++attempt, i == 0);
      batch.add(new StateRecord(number + i, isBase && i == 0, bytes));
    }
    log.call(WRITER, "append", count, isBase ? 1 : 0, number);
    try {
      log.call(WRITER, "appended", journal.append(batch));
      sinceBase = isBase ? count : sinceBase + count;
    } catch (IOException e) {
      log.call(WRITER, "gave up");
    }
  }
}
