package dev.stillframe.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillframe.record.StateRecord;
import dev.stillframe.store.Journal.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A journal in a directory of its own, with records whose bytes follow from their numbers. */
abstract class JournalFixture {
  static final UUID IDENTITY = new UUID(3, 4);

  @TempDir Path directory;
  Path name;
  Path file;

  @BeforeEach
  void name() throws IOException {
    name = directory.toRealPath().resolve("state");
    file = directory.toRealPath().resolve("state.journal");
  }

  /** Opens the journal as its tests do. */
  Journal open() throws IOException {
    return Journal.open(name);
  }

  Recovery recover() throws IOException {
    try (Journal journal = open()) {
      return journal.recover(IDENTITY);
    }
  }

  static StateRecord record(long number, boolean isBase) {
    byte[] bytes = new byte[(int) (number * 3 % 20)];
    Arrays.fill(bytes, (byte) number);
    return new StateRecord(number, isBase, bytes);
  }

  static List<StateRecord> records(long from, long to) {
    List<StateRecord> records = new ArrayList<>();
    for (long number = from; number <= to; number++) {
      records.add(record(number, false));
    }
    return records;
  }

  /** Returns the numbers of the records of a journal, each of which is as it was made. */
  static List<Long> read(Path name) throws IOException {
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

  /** Three batches: records 1 and 2; 3; 4. */
  byte[] threeBatches() throws IOException {
    try (Journal journal = open()) {
      journal.recover(IDENTITY);
      journal.append(records(1, 2));
      journal.append(records(3, 3));
      assertEquals(4, journal.append(records(4, 4)));
    }
    return Files.readAllBytes(file);
  }
}
