package dev.stillframe.triple;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.record.StateRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordBatchTest {
  private static StateRecord record(long number, boolean isBase, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) number);
    return new StateRecord(number, isBase, bytes);
  }

  @Test
  void recordsComeBackAsTheyWent() {
    List<StateRecord> records = new ArrayList<>();
    int size = 0;
    int content = 0;
    for (int length : new int[] {9, 0, 1, 8, 5000, 70_000}) {
      records.add(record(7 + records.size(), records.isEmpty(), length));
      size += 8 + (length + 7) / 8 * 8;
      content += length;
    }
    RecordBatch batch = RecordBatch.of(records);
    assertEquals(7, batch.first());
    assertEquals(12, batch.last());
    assertEquals(6, batch.count());
    assertEquals(size, batch.size());
    assertEquals(content, batch.content());
    assertTrue(batch.isBase());
    List<StateRecord> copied = batch.records();
    assertEquals(records.size(), copied.size());
    for (int i = 0; i < copied.size(); i++) {
      assertEquals(records.get(i).number(), copied.get(i).number());
      assertEquals(records.get(i).isBase(), copied.get(i).isBase());
      assertArrayEquals(records.get(i).bytes(), copied.get(i).bytes());
    }
  }

  @Test
  void anEmptyBatchHoldsNothing() {
    RecordBatch batch = RecordBatch.of(List.of(record(1, true, 3)));
    batch.clear();
    assertTrue(batch.isEmpty());
    assertFalse(batch.isBase());
    assertEquals(0, batch.first() + batch.last() + batch.count() + batch.size() + batch.content());
    assertEquals(List.of(), batch.records());
    assertEquals(0, batch.bytes().remaining());
  }

  @Test
  void onlyTheNextIncrementFollows() {
    for (StateRecord other :
        List.of(record(7, false, 1), record(9, false, 1), record(8, true, 1))) {
      List<StateRecord> records = List.of(record(7, false, 1), other);
      assertThrows(IllegalArgumentException.class, () -> RecordBatch.of(records));
    }
  }

  /**
   * Also of what a client left in the memory behind a record, and of what the batch held before.
   */
  @Test
  void whatFillsUpAWordIsZeroAndNobodyWritesThroughTheView() throws FormatException {
    TripleLayout layout = TripleLayout.of(64);
    ArrayMemory memory = new ArrayMemory(layout.size());
    layout.configure(memory, 0);
    byte[] ones = new byte[56];
    Arrays.fill(ones, (byte) -1);
    TripleWriter writer = new TripleWriter(memory);
    TripleHost host = new TripleHost(memory, 0);
    RecordBatch batch = new RecordBatch();
    for (int length : new int[] {56, 56, 56, 3}) {
      writer.base(ones, 0, length);
      assertTrue(host.take());
      host.copyTo(batch);
      host.durable(batch.last());
      host.giveBack();
    }
    ByteBuffer words = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    words.putLong(0, Long.MIN_VALUE | 3).putLong(8, 0xffffff);
    assertEquals(words, batch.bytes());
    assertTrue(batch.bytes().isReadOnly());
  }

  /** A batch is a copy: what the client writes afterwards is not in it. */
  @Test
  void whatWasCopiedStays() throws FormatException {
    TripleLayout layout = TripleLayout.of(64);
    ArrayMemory memory = new ArrayMemory(layout.size());
    layout.configure(memory, 0);
    new TripleWriter(memory).increment(new byte[] {1, 2, 3}, 0, 3);
    TripleHost host = new TripleHost(memory, 0);
    host.take();
    RecordBatch batch = new RecordBatch();
    host.copyTo(batch);
    for (long at = 0; at < memory.size(); at += Long.BYTES) {
      memory.setOpaque(at, -1);
    }
    assertArrayEquals(new byte[] {1, 2, 3}, batch.records().get(0).bytes());
  }
}
