package dev.stillframe.triple;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.record.RecordFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TripleLayoutTest {
  private static final TripleLayout LAYOUT = TripleLayout.of(72);

  @Test
  void wordsLieWhereTheFormatSays() throws FormatException {
    ArrayMemory memory = new ArrayMemory(LAYOUT.size());
    LAYOUT.configure(memory, 5);
    ByteBuffer magic = ByteBuffer.allocate(8);
    memory.getBytes(0, magic, 0, 8);
    assertEquals("STILTRI1", new String(magic.array(), StandardCharsets.US_ASCII));
    assertEquals(72, memory.getOpaque(8));
    assertEquals(0, memory.getOpaque(4096));
    assertEquals(5, memory.getOpaque(4160));
    // 64 bytes before the records, and 72 of records: filled up to 192.
    assertEquals(8192, LAYOUT.firstNumberAt(1));
    assertEquals(8192 + 192, LAYOUT.firstNumberAt(2));
    assertEquals(8192 + 2 * 192, LAYOUT.firstNumberAt(3));
    assertEquals(8192 + 3 * 192, LAYOUT.size());
    assertEquals(8192 + 192 + 64 + 16, LAYOUT.recordAt(2, 2));
    assertEquals(8, RecordFormat.bytes(0));
    assertEquals(16, RecordFormat.bytes(1));
    assertEquals(16, RecordFormat.bytes(8));
    assertEquals(24, RecordFormat.bytes(9));
    new TripleWriter(memory).base(new byte[9], 0, 9);
    assertEquals(3 | 1L << 28, memory.getOpaque(4096));
    assertEquals(6, memory.getOpaque(8192));
    assertEquals(9 | 1L << 63, memory.getOpaque(8192 + 64));
    assertEquals(72, TripleLayout.read(memory).capacity());
  }

  @Test
  void theHalvesOfAControlWord() {
    long offered = Control.offer(0, Control.toOffer(0), 1, 7);
    assertEquals(0x1000_0007L, offered);
    long taken = offered + Control.take(offered);
    assertEquals(0x5000_0007L, taken);
    assertEquals(2, Control.freeBuffer(taken));
    long both = Control.offer(taken, Control.toOffer(taken), 2, 3) | Control.WAITS;
    assertEquals(0x5000_0007L | (2L << 28 | 3) << 31 | 1L << 62, both);
    assertEquals(3, Control.freeBuffer(both));
    long returned = both + Control.giveBack(both);
    assertEquals((2L << 28 | 3) << 31 | 1L << 62, returned);
    assertEquals(1, Control.freeBuffer(returned));
    assertEquals((6L << 28 | 3) << 31, returned + Control.take(returned));
  }

  @Test
  void capacitiesThatAreNotAllowed() {
    for (long capacity :
        new long[] {0, -8, 7, 9, 1L << 31, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 30}) {
      assertThrows(IllegalArgumentException.class, () -> TripleLayout.of(capacity), "" + capacity);
    }
    assertThrows(
        IllegalArgumentException.class, () -> LAYOUT.configure(new ArrayMemory(LAYOUT.size()), -1));
  }

  @Test
  void theLargestBuffersThatFit() {
    for (long size : new long[] {8576, 8577, 9000, 1 << 20, 4 << 20, Integer.MAX_VALUE}) {
      TripleLayout layout = TripleLayout.within(size);
      assertTrue(layout.size() <= size, () -> layout.size() + " > " + size);
      assertTrue(layout.size() > size - 3 * 64, () -> layout.size() + " << " + size);
    }
    assertEquals(64, TripleLayout.within(8576).capacity());
    for (long size : new long[] {0, 8192, 8575, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThrows(IllegalArgumentException.class, () -> TripleLayout.within(size), "" + size);
    }
  }

  @Test
  void anIdentityIsTwoWords() {
    ArrayMemory memory = new ArrayMemory(LAYOUT.size());
    assertEquals(new UUID(0, 0), TripleLayout.identity(memory));
    LAYOUT.configure(memory, 5, new UUID(6, 7));
    assertEquals(6, memory.getOpaque(32));
    assertEquals(7, memory.getOpaque(40));
    assertEquals(5, memory.getOpaque(4160));
    assertEquals(new UUID(6, 7), TripleLayout.identity(memory));
  }

  @Test
  void headersThatAreNotAllowed() {
    assertReason(Reason.TRUNCATED, new ArrayMemory(0));
    assertReason(Reason.TRUNCATED, new ArrayMemory(8184));
    assertReason(Reason.UNCONFIGURED, new ArrayMemory(LAYOUT.size()));
    assertReason(Reason.FOREIGN, memory(42, 72));
    for (long capacity : new long[] {0, -8, 73, Long.MIN_VALUE, -1}) {
      assertReason(Reason.GEOMETRY, memory(TripleLayout.VERSION, capacity));
    }
    for (long capacity : new long[] {136, 1L << 32, Long.MAX_VALUE - 7, 1L << 62}) {
      assertReason(Reason.TRUNCATED, memory(TripleLayout.VERSION, capacity));
    }
  }

  private static WordMemory memory(long version, long capacity) {
    ArrayMemory memory = new ArrayMemory(LAYOUT.size());
    memory.setOpaque(TripleLayout.VERSION_AT, version);
    memory.setOpaque(TripleLayout.CAPACITY_AT, capacity);
    return memory;
  }

  private static void assertReason(Reason reason, WordMemory memory) {
    FormatException e = assertThrows(FormatException.class, () -> TripleLayout.read(memory));
    assertEquals(reason, e.reason(), e.getMessage());
    assertThrows(FormatException.class, () -> new TripleWriter(memory));
    assertThrows(FormatException.class, () -> new TripleHost(memory, 0));
  }
}
