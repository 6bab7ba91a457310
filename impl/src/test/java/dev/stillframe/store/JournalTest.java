package dev.stillframe.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.files.SystemDisk;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.record.StateRecord;
import dev.stillframe.store.Journal.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class JournalTest extends JournalFixture {
  @Test
  void whatIsAppendedIsReadAndDuplicatesAreSkipped() throws IOException {
    threeBatches();
    try (Journal journal = Journal.open(name)) {
      assertEquals(4, journal.recover(new UUID(0, 0)).durable());
      assertEquals(IDENTITY, journal.identity());
      assertEquals(4, journal.append(records(2, 4)));
      assertEquals(6, journal.append(records(3, 6)));
      assertThrows(IllegalArgumentException.class, () -> journal.append(records(8, 8)));
    }
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), read(name));
    assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
  }

  @Test
  void aBatchIsAppendedAsItsRecordsAre() throws IOException {
    threeBatches();
    try (Journal journal = Journal.open(name)) {
      journal.recover(IDENTITY);
      assertEquals(4, journal.append(new RecordBatch()));
      assertEquals(6, journal.append(RecordBatch.of(records(5, 6))));
      assertEquals(8, journal.append(RecordBatch.of(records(5, 8))));
      RecordBatch gap = RecordBatch.of(records(10, 10));
      assertThrows(IllegalArgumentException.class, () -> journal.append(gap));
      assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L), read(name));
      assertEquals(12, journal.append(RecordBatch.of(List.of(record(12, true)))));
      assertEquals(13, journal.append(RecordBatch.of(records(13, 13))));
    }
    assertEquals(List.of(12L, 13L), read(name));
  }

  @Test
  void aBaseBeginsANewFileAndAReaderKeepsTheOldOne() throws IOException {
    threeBatches();
    try (Journal journal = Journal.open(name);
        JournalReader old = JournalReader.open(name)) {
      journal.recover(IDENTITY);
      List<StateRecord> records = records(5, 6);
      records.add(record(9, true));
      records.add(record(10, false));
      assertEquals(10, journal.append(records));
      assertEquals(1, old.next().number());
      assertEquals(List.of(9L, 10L), read(name));
    }
    assertEquals(10, recover().durable());
  }

  @Test
  void aSecondHostIsRefused() throws IOException {
    try (Journal journal = Journal.open(name)) {
      journal.recover(IDENTITY);
      assertThrows(IOException.class, () -> Journal.open(name));
    }
  }

  @Test
  void aSecondHostInAnotherProcessIsRefused() throws IOException {
    threeBatches();
    try (Journal journal = Journal.open(name)) {
      journal.recover(IDENTITY);
      String said = JournalProcess.run(name);
      assertTrue(said.contains("is in use by another host: byte 0 of"), said);
    }
    assertEquals("recovered 4", JournalProcess.run(name));
  }

  /** What is on disk of it is unknown, and what is there must not be mixed with what comes. */
  @Test
  void aFileToWhichAWriteOrASyncHasFailedIsNotWrittenAgain() throws IOException {
    for (String failing : List.of("write", "sync")) {
      Files.deleteIfExists(file);
      threeBatches();
      boolean[] isArmed = {false};
      HookedDisk disk =
          new HookedDisk(
              SystemDisk.INSTANCE,
              (operation, path, bytes) -> {
                if (isArmed[0] && operation.equals(failing)) {
                  isArmed[0] = false;
                  throw new IOException("no space left in " + operation);
                }
              });
      Path old = directory.resolve("old-" + failing);
      try (Journal journal = Journal.open(disk, name, JournalSync.EACH_BATCH, () -> 5)) {
        journal.recover(IDENTITY);
        isArmed[0] = true;
        assertThrows(IOException.class, () -> journal.append(records(5, 5)));
        Files.createLink(old, file);
        byte[] left = Files.readAllBytes(old);
        assertEquals(6, journal.append(records(5, 6)));
        assertEquals(7, journal.append(records(7, 7)));
        assertArrayEquals(left, Files.readAllBytes(old), failing);
      }
      assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L), read(name));
    }
  }

  @Test
  void aJournalIsRecoveredFirst() throws IOException {
    try (Journal journal = Journal.open(name)) {
      assertThrows(IllegalStateException.class, () -> journal.append(records(1, 1)));
    }
  }

  /** In the header it is refused; in the last batch it reads as torn; elsewhere as damage. */
  @Test
  void everyFlippedBitIsFound() throws IOException {
    byte[] good = threeBatches();
    int last = good.length - 32 - 8 - 16; // Record 4 has 12 bytes.
    for (int at = 0; at < good.length; at++) {
      byte[] bytes = good.clone();
      bytes[at] ^= (byte) (1 << at % 8);
      Files.write(file, bytes);
      if (at < 512) {
        assertThrows(FormatException.class, this::recover);
        assertArrayEquals(bytes, Files.readAllBytes(file));
        continue;
      }
      Recovery recovery = recover();
      assertEquals(at < last, recovery.damage().isPresent(), at + ": " + recovery);
      assertTrue(recovery.durable() < 4);
      assertEquals(records(1, recovery.durable()).size(), read(name).size());
      if (recovery.damage().isPresent()) {
        assertEquals(4, recovery.damage().get().lastLost());
        assertArrayEquals(bytes, Files.readAllBytes(recovery.damage().get().kept()));
      }
    }
  }

  @Test
  void whatIsCutOffIsTornAndTheJournalGoesOn() throws IOException {
    byte[] good = threeBatches();
    for (int length = 0; length < good.length; length++) {
      Files.write(file, Arrays.copyOf(good, length));
      if (length < 512) {
        assertThrows(FormatException.class, this::recover);
        continue;
      }
      try (Journal journal = Journal.open(name)) {
        Recovery recovery = journal.recover(IDENTITY);
        assertFalse(recovery.damage().isPresent());
        assertEquals(length - recovery.cutOff(), Files.size(file));
        assertEquals(5, journal.append(records(1, 5)));
      }
      assertEquals(List.of(1L, 2L, 3L, 4L, 5L), read(name));
    }
  }

  @Test
  void everyOperationMayFail() throws IOException {
    for (int failing = 0; ; failing++) {
      Files.deleteIfExists(file);
      int[] left = {failing};
      HookedDisk disk =
          new HookedDisk(
              SystemDisk.INSTANCE,
              (operation, path, bytes) -> {
                if (left[0]-- == 0) {
                  throw new IOException("no space left in " + operation);
                }
              });
      try (Journal journal = Journal.open(disk, name, JournalSync.EACH_BATCH, () -> 5)) {
        retry(() -> journal.recover(IDENTITY));
        retry(() -> journal.append(records(1, 2)));
        retry(() -> journal.append(List.of(record(3, true))));
        retry(() -> journal.append(records(4, 4)));
        left[0] = left[0] < 0 ? -1 : Integer.MAX_VALUE; // Not in closing.
      }
      assertEquals(List.of(3L, 4L), read(name));
      assertEquals(4, recover().durable());
      if (left[0] >= 0) {
        return;
      }
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void retry(Step step) throws IOException {
    try {
      step.run();
    } catch (IOException e) {
      step.run();
    }
  }
}
