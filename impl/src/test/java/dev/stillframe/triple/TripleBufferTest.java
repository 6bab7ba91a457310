package dev.stillframe.triple;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.Garbage;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.record.StateRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One client and one host, one after the other; what happens in between is for the explorer. */
class TripleBufferTest {
  /** Four words: two records of up to 8 bytes, or one of up to 24. */
  private static final TripleLayout LAYOUT = TripleLayout.of(32);

  private ArrayMemory memory;
  private TripleWriter client;
  private TripleHost host;

  /** The store: what became durable. */
  private final List<StateRecord> journal = new ArrayList<>();

  @BeforeEach
  void open() throws FormatException {
    memory = new ArrayMemory(LAYOUT.size());
    LAYOUT.configure(memory, 0);
    client = new TripleWriter(memory);
    host = new TripleHost(memory, 0);
  }

  private boolean increment(int... bytes) throws FormatException {
    return client.increment(bytes(bytes), 0, bytes.length);
  }

  private void base(int... bytes) throws FormatException {
    client.base(bytes(bytes), 0, bytes.length);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** Persists what is taken, and says what it was. */
  private String persist() throws FormatException {
    StringBuilder text = new StringBuilder();
    for (Optional<StateRecord> r = host.next(); r.isPresent(); r = host.next()) {
      journal.add(r.get());
      text.append(describe(r.get()));
    }
    return text.toString();
  }

  private static String describe(StateRecord record) {
    StringBuilder text = new StringBuilder().append(record.number());
    text.append(record.isBase() ? "base" : "");
    for (byte b : record.bytes()) {
      text.append(':').append(b);
    }
    return text.append(' ').toString();
  }

  private long newest() {
    return journal.isEmpty() ? 0 : journal.get(journal.size() - 1).number();
  }

  private String takePersistAndGiveBack() throws FormatException {
    assertTrue(host.take());
    String persisted = persist();
    host.durable(newest());
    host.giveBack();
    return persisted;
  }

  @Test
  void whatIsOfferedIsTakenOnceAndInOrder() throws FormatException {
    assertFalse(host.take());
    assertTrue(increment(1, 2, 3));
    assertTrue(increment());
    assertEquals("1:1:2:3 2 ", takePersistAndGiveBack());
    assertFalse(host.take());
    assertTrue(increment(1, 2, 3, 4, 5, 6, 7, 8, 9));
    assertEquals(3, client.newest());
    assertEquals(2, client.durable());
    assertEquals("3:1:2:3:4:5:6:7:8:9 ", takePersistAndGiveBack());
    assertEquals(3, client.durable());
    assertEquals(0, memory.getOpaque(TripleLayout.CONTROL_AT));
  }

  @Test
  void theClientGoesOnInAnotherBufferWhileTheHostHoldsOne() throws FormatException {
    increment(1);
    assertTrue(host.take());
    assertTrue(increment(2));
    assertTrue(increment(3));
    assertFalse(increment(4));
    base(4);
    assertTrue(increment(5));
    base(6);
    assertEquals("1:1 ", persist());
    host.durable(1);
    host.giveBack();
    assertTrue(increment(7));
    assertEquals("6base:6 7:7 ", takePersistAndGiveBack());
  }

  @Test
  void aRefusalChangesNothing() throws FormatException {
    increment(1);
    increment(2);
    byte[] before = content();
    assertFalse(increment(3));
    assertArrayEquals(before, content());
    assertEquals(2, client.newest());
    assertThrows(IllegalArgumentException.class, () -> client.increment(new byte[25], 0, 25));
    assertThrows(IllegalArgumentException.class, () -> client.base(new byte[25], 0, 25));
    assertThrows(IndexOutOfBoundsException.class, () -> client.base(new byte[2], 1, 2));
    assertArrayEquals(before, content());
    client.base(new byte[24], 0, 24);
    assertEquals(3, client.newest());
  }

  private byte[] content() {
    ByteBuffer copy = ByteBuffer.allocate((int) memory.size());
    memory.getBytes(0, copy, 0, copy.capacity());
    return copy.array();
  }

  @Test
  void whatADeadHostHadTakenIsPersistedOnce() throws FormatException {
    increment(1);
    increment(2);
    assertTrue(host.take());
    journal.add(host.next().orElseThrow()); // Persisted, and killed before A was written.
    host = new TripleHost(memory, newest());
    assertEquals(1, client.durable());
    increment(3);
    assertEquals("2:2 ", takePersistAndGiveBack());
    assertTrue(host.take());
    persist(); // Persisted, and killed before it was returned.
    host = new TripleHost(memory, newest());
    assertEquals("", takePersistAndGiveBack());
    assertFalse(host.take());
    assertEquals(3, client.durable());
  }

  @Test
  void aBufferIsNotReturnedBeforeItsRecordsAreDurable() throws FormatException {
    assertThrows(IllegalStateException.class, () -> host.giveBack());
    assertThrows(IllegalStateException.class, () -> host.next());
    increment(1);
    increment(2);
    host.take();
    host.next();
    host.durable(1);
    assertThrows(IllegalStateException.class, () -> host.giveBack());
    host.next();
    assertThrows(IllegalStateException.class, () -> host.giveBack());
    assertThrows(IllegalArgumentException.class, () -> host.durable(3));
    assertThrows(IllegalArgumentException.class, () -> host.durable(0));
    host.durable(2);
    host.giveBack();
    assertThrows(IllegalStateException.class, () -> host.giveBack());
  }

  @Test
  void aRestartedClientGoesOnWithTheNextNumber() throws FormatException {
    assertEquals(List.of(), rebuilt());
    increment(1);
    assertEquals(List.of("1:1 "), rebuilt());
    increment(2);
    host.take();
    base(3);
    increment(4);
    assertEquals(List.of("1:1 ", "2:2 ", "3base:3 ", "4:4 "), rebuilt());
    host.next().ifPresent(journal::add);
    assertEquals(List.of("1:1 ", "2:2 ", "3base:3 ", "4:4 "), rebuilt());
    host.next().ifPresent(journal::add);
    host.durable(2);
    host.giveBack();
    takePersistAndGiveBack();
    assertEquals(List.of("1:1 ", "2:2 ", "3base:3 ", "4:4 "), rebuilt());
    assertEquals(4, client.newest());
    increment(5);
    assertEquals("5:5 ", takePersistAndGiveBack());
  }

  /** Starts a new client and rebuilds its state. */
  private List<String> rebuilt() throws FormatException {
    client = new TripleWriter(memory);
    List<String> records = new ArrayList<>();
    client.rebuild(journal::iterator, record -> records.add(describe(record)));
    return records;
  }

  @Test
  void whatTheHostPersistsWhileTheClientRebuildsIsNotMissed() throws FormatException {
    increment(1);
    client = new TripleWriter(memory);
    takePersistAndGiveBack();
    List<String> records = new ArrayList<>();
    client.rebuild(journal::iterator, record -> records.add(describe(record)));
    assertEquals(List.of("1:1 "), records);
    client.rebuild(journal::iterator, record -> records.add(describe(record)));
    increment(2);
    assertThrows(
        IllegalStateException.class, () -> client.rebuild(journal::iterator, record -> {}));
  }

  @Test
  void aJournalThatIsNotThatOfTheMemoryIsRefused() throws FormatException {
    increment(1);
    takePersistAndGiveBack();
    increment(2);
    client = new TripleWriter(memory);
    StateRecord first = journal.get(0);
    for (List<StateRecord> foreign :
        List.of(
            List.<StateRecord>of(),
            List.of(first, first),
            List.of(first, new StateRecord(3, false, bytes())),
            List.of(new StateRecord(7, true, bytes())))) {
      FormatException e =
          assertThrows(
              FormatException.class, () -> client.rebuild(foreign::iterator, record -> {}));
      assertEquals(Reason.RECORDS, e.reason());
    }
    FormatException e =
        assertThrows(FormatException.class, () -> new TripleHost(memory, 0), "A is ahead");
    assertEquals(Reason.RECORDS, e.reason());
  }

  /** No buffer has a record that would show the gap. */
  @Test
  void aJournalThatEndsBeforeTheMemorySaysIsRefused() throws FormatException {
    increment(1);
    increment(2);
    takePersistAndGiveBack();
    client = new TripleWriter(memory);
    List<StateRecord> shorter = journal.subList(0, 1);
    FormatException e =
        assertThrows(FormatException.class, () -> client.rebuild(shorter::iterator, record -> {}));
    assertEquals(Reason.RECORDS, e.reason());
  }

  @Test
  void numbersGoOnAfterTheMemoryWasLost() throws FormatException {
    increment(1);
    takePersistAndGiveBack();
    memory = new ArrayMemory(LAYOUT.size());
    LAYOUT.configure(memory, newest());
    host = new TripleHost(memory, newest());
    assertEquals(List.of("1:1 "), rebuilt());
    increment(2);
    assertEquals("2:2 ", takePersistAndGiveBack());
  }

  @Test
  void aGapIsFoundUnlessABaseCoversIt() throws FormatException {
    memory.setOpaque(TripleLayout.DURABLE_AT, 5); // The client numbers on from 6.
    client = new TripleWriter(memory);
    memory.setOpaque(TripleLayout.DURABLE_AT, 0);
    increment(1);
    assertTrue(host.take());
    FormatException e = assertThrows(FormatException.class, () -> host.next());
    assertEquals(Reason.RECORDS, e.reason());
    assertTrue(e.getMessage().contains("record 1 is missing"), e.getMessage());
    open();
    memory.setOpaque(TripleLayout.DURABLE_AT, 5);
    client = new TripleWriter(memory);
    memory.setOpaque(TripleLayout.DURABLE_AT, 0);
    base(1);
    increment(2);
    assertEquals("6base:1 7:2 ", takePersistAndGiveBack());
  }

  @Test
  void theClientLearnsThatTheHostWaits() throws FormatException, InterruptedException {
    assertFalse(host.await(0));
    assertEquals(Control.WAITS, memory.getOpaque(TripleLayout.CONTROL_AT));
    host = new TripleHost(memory, 0);
    assertFalse(host.await(0)); // W is there already, and is not added again.
    assertEquals(Control.WAITS, memory.getOpaque(TripleLayout.CONTROL_AT));
    assertFalse(host.take());
    assertFalse(client.hostWaited());
    client = new TripleWriter(memory);
    assertTrue(client.hostWaited()); // The one before may have died before it could wake it.
    increment(1);
    assertTrue(client.hostWaited());
    increment(2);
    assertTrue(client.hostWaited()); // Until the host has done something about it.
    assertTrue(host.await(0));
    takePersistAndGiveBack();
    assertEquals(0, memory.getOpaque(TripleLayout.CONTROL_AT));
    increment(3);
    assertFalse(client.hostWaited());
    assertTrue(host.await(0));
    Thread.currentThread().interrupt();
    takePersistAndGiveBack();
    assertThrows(InterruptedException.class, () -> host.await(Long.MAX_VALUE));
  }

  @Test
  void aWaitingHostFindsWhatIsOfferedMeanwhile() throws Exception {
    Thread late = new Thread(this::incrementOnceTheHostWaits);
    late.start();
    assertTrue(host.await(Long.MAX_VALUE));
    assertEquals("1:9 ", takePersistAndGiveBack());
    late.join();
  }

  private void incrementOnceTheHostWaits() {
    while (memory.getOpaque(TripleLayout.CONTROL_AT) != Control.WAITS) {
      Thread.onSpinWait();
    }
    try {
      increment(9);
    } catch (FormatException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aCommitAllocatesNothing() throws IOException {
    TripleWriter writer = new TripleWriter(mapped());
    byte[] payload = new byte[1000];
    long bytes =
        Garbage.of(
            () -> {
              if (!writer.increment(payload, 0, payload.length)) {
                writer.base(payload, 0, payload.length);
              }
            });
    assertEquals(0, bytes);
  }

  @Test
  void aBatchIsTakenIntoARoomThatIsUsedAgain() throws IOException {
    BufferMemory mapped = mapped();
    TripleWriter writer = new TripleWriter(mapped);
    TripleHost taker = new TripleHost(mapped, 0);
    RecordBatch batch = new RecordBatch();
    byte[] payload = new byte[1000];
    long bytes =
        Garbage.of(
            () -> {
              writer.increment(payload, 0, payload.length);
              writer.increment(payload, 0, 8);
              taker.take();
              taker.copyTo(batch);
              taker.durable(batch.last());
              taker.giveBack();
            });
    assertEquals(0, bytes);
    assertEquals(writer.newest(), batch.last());
  }

  private static BufferMemory mapped() {
    TripleLayout layout = TripleLayout.of(1 << 16);
    BufferMemory mapped = new BufferMemory(ByteBuffer.allocateDirect((int) layout.size()));
    layout.configure(mapped, 0);
    return mapped;
  }
}
