package dev.stillframe.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.stillframe.files.SystemDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a journal syncs, and what it does when that fails. */
final class JournalSyncTest extends JournalFixture {
  @Test
  void syncsAreForEachBatchOrOnRequest() throws IOException {
    assertEquals(List.of(1, 1, 2, 0, 0), syncs(JournalSync.EACH_BATCH));
    assertEquals(List.of(0, 0, 2, 1, 1), syncs(JournalSync.ON_REQUEST));
  }

  /** Counts those of two appends, a base, a request behind another append, and a close. */
  private List<Integer> syncs(JournalSync sync) throws IOException {
    List<Integer> counts = new ArrayList<>();
    int[] syncs = {0};
    HookedDisk disk =
        new HookedDisk(
            SystemDisk.INSTANCE,
            (operation, path, bytes) -> syncs[0] += operation.startsWith("sync") ? 1 : 0);
    Files.deleteIfExists(file);
    try (Journal journal = Journal.open(disk, name, sync, () -> 5)) {
      journal.recover(IDENTITY);
      List<Step> steps =
          List.of(
              () -> journal.append(records(1, 1)),
              () -> journal.append(records(2, 2)),
              () -> journal.append(List.of(record(3, true))));
      for (Step step : steps) {
        syncs[0] = 0;
        step.run();
        counts.add(syncs[0]);
      }
      journal.append(records(4, 4));
      syncs[0] = 0;
      journal.sync();
      counts.add(syncs[0]);
      journal.sync();
      assertEquals(counts.get(3), syncs[0], "nothing was appended");
      journal.append(records(5, 5));
      syncs[0] = 0;
    }
    counts.add(syncs[0]);
    assertEquals(List.of(3L, 4L, 5L), read(name));
    return counts;
  }

  /**
   * How much of a file that was synced on request is on disk is not known: all is written again.
   */
  @Test
  void aJournalThatIsSyncedOnRequestIsCopiedByTheNextHost() throws IOException {
    threeBatches();
    Object first = inode();
    recover();
    assertEquals(first, inode());
    for (JournalSync sync : List.of(JournalSync.ON_REQUEST, JournalSync.EACH_BATCH)) {
      Object before = inode();
      try (Journal journal = Journal.open(name, sync)) {
        assertEquals(4, journal.recover(IDENTITY).durable());
      }
      assertNotEquals(before, inode());
    }
    assertEquals(List.of(1L, 2L, 3L, 4L), read(name));
  }

  private Object inode() throws IOException {
    return SystemDisk.INSTANCE.inode(file).orElseThrow();
  }

  private interface Step {
    void run() throws IOException;
  }
}
