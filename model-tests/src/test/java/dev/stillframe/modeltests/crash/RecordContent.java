package dev.stillframe.modeltests.crash;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.record.StateRecord;
import dev.stillframe.store.Journal;
import dev.stillframe.store.JournalReader;
import dev.stillframe.triple.TripleLayout;
import dev.stillframe.triple.TripleWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.opentest4j.AssertionFailedError;

/**
 * Records of a triple buffer.
 *
 * @param isRebased whether the first commit in memory is a base, for which the journal takes a new
 *     file; otherwise all are appended to it
 */
record RecordContent(boolean isRebased) implements Content {
  /** The size of the memory in bytes; more than enough for the records. */
  static final int SIZE = 20_000;

  private static final UUID IDENTITY = new UUID(0, 42);

  private static StateRecord record(long number) {
    byte[] bytes = new byte[300];
    Arrays.fill(bytes, (byte) number);
    return new StateRecord(number, false, bytes);
  }

  @Override
  public void prepare(Path name) throws IOException {
    try (Journal journal = Journal.open(name)) {
      journal.recover(IDENTITY);
      journal.append(List.of(record(1), record(2), record(3)));
      journal.append(List.of(record(4), record(5)));
    }
  }

  @Override
  public byte[] memory() throws IOException {
    TripleLayout layout = TripleLayout.within(SIZE);
    ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(layout.size()));
    BufferMemory memory = new BufferMemory(bytes);
    layout.configure(memory, BEFORE, IDENTITY);
    TripleWriter writer = new TripleWriter(memory);
    for (long number = BEFORE + 1; number <= AFTER; number++) {
      byte[] content = record(number).bytes();
      if (isRebased && number == BEFORE + 1) {
        writer.base(content, 0, content.length);
      } else {
        writer.increment(content, 0, content.length);
      }
    }
    byte[] copy = new byte[bytes.capacity()];
    bytes.clear().get(copy);
    return copy;
  }

  @Override
  public int newest(Path name) throws IOException {
    long last = 0;
    try (JournalReader reader = JournalReader.open(name)) {
      while (reader.hasNext()) {
        StateRecord next = reader.next();
        boolean follows = next.number() == last + 1 || next.isBase() && next.number() > last;
        if (!follows || !Arrays.equals(record(next.number()).bytes(), next.bytes())) {
          throw new AssertionFailedError("record " + next.number() + " comes after " + last);
        }
        last = next.number();
      }
    }
    return (int) last;
  }
}
