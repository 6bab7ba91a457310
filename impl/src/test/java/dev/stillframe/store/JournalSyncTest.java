package dev.stillframe.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.stillframe.files.SystemDisk;
import dev.stillframe.store.Journal.Recovery;
import dev.stillframe.triple.StateRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a journal syncs, and what it does when that fails. */
final class JournalSyncTest {
  private static final UUID IDENTITY = new UUID(3, 4);

  @TempDir Path directory;
  private Path name;
  private Path file;

  @BeforeEach
  void name() throws IOException {
    name = directory.toRealPath().resolve("state");
    file = directory.toRealPath().resolve("state.journal");
  }

  private static StateRecord record(long number, boolean isBase) {
    byte[] bytes = new byte[(int) (number * 3 % 20)];
    Arrays.fill(bytes, (byte) number);
    return new StateRecord(number, isBase, bytes);
  }

  private static List<StateRecord> records(long from, long to) {
    List<StateRecord> records = new ArrayList<>();
    for (long number = from; number <= to; number++) {
      records.add(record(number, false));
    }
    return records;
  }

  private static List<Long> read(Path name) throws IOException {
    List<Long> numbers = new ArrayList<>();
    try (JournalReader reader = JournalReader.open(name)) {
      assertEquals(IDENTITY, reader.identity());
      while (reader.hasNext()) {
        StateRecord next = reader.next();
        assertArrayEquals(record(next.number(), false).bytes(), next.bytes());
        numbers.add(next.number());
      }
    }
    return numbers;
  }

  private Recovery recover() throws IOException {
    try (Journal journal = Journal.open(name)) {
      return journal.recover(IDENTITY);
    }
  }

  /** Three batches: records 1 and 2; 3; 4. */
  private byte[] threeBatches() throws IOException {
    try (Journal journal = Journal.open(name)) {
      journal.recover(IDENTITY);
      journal.append(records(1, 2));
      journal.append(records(3, 3));
      assertEquals(4, journal.append(records(4, 4)));
    }
    return Files.readAllBytes(file);
  }

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
