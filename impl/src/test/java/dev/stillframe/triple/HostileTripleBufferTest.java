package dev.stillframe.triple;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.ForwardingMemory;
import dev.stillframe.memory.HookedMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.record.RecordFormat;
import dev.stillframe.record.StateRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the words are, client and host end with the documented exception or with no harm. */
class HostileTripleBufferTest {
  private static final TripleLayout LAYOUT = TripleLayout.of(32);
  private static final int CAPACITY = 4;

  private static long half(int half, long taken, long buffer, long words) {
    return (taken << 30 | buffer << 28 | words) << half * 31;
  }

  @Test
  void controlWordsThatNobodyMakes() {
    long[] words = {
      -1,
      Long.MIN_VALUE,
      half(0, 0, 1, 0),
      half(0, 0, 1, 5),
      half(1, 0, 3, (1 << 28) - 1),
      half(0, 0, 0, 1),
      half(1, 1, 0, 0),
      half(0, 0, 1, 1) | half(1, 0, 2, 1),
      half(0, 1, 1, 1) | half(1, 1, 2, 1),
      half(0, 0, 1, 1) | half(1, 1, 1, 1),
    };
    for (long word : words) {
      FormatException e =
          assertThrows(FormatException.class, () -> Control.check(word, CAPACITY), "" + word);
      assertEquals(Reason.CONTROL, e.reason());
    }
  }

  @Test
  void controlWordsThatClientAndHostMake() throws FormatException {
    long[] words = {
      0,
      half(0, 0, 1, 4),
      half(1, 1, 3, 1),
      half(0, 0, 1, 1) | half(1, 1, 2, 1),
      half(0, 1, 3, 1) | half(1, 0, 1, 4),
    };
    for (long word : words) {
      assertEquals(word, Control.check(word, CAPACITY));
      assertEquals(word | Control.WAITS, Control.check(word | Control.WAITS, CAPACITY));
    }
  }

  @Test
  void recordsThatNobodyWrites() throws FormatException {
    long first = LAYOUT.firstNumberAt(1);
    long record = LAYOUT.recordAt(1, 0);
    long[][] cases = {
      {first, 0},
      {first, -1},
      {first, (1L << 62) + 1},
      {record, 25},
      {record, Long.MAX_VALUE},
      {record, -1},
      {record, 1L << 32},
      {LAYOUT.recordAt(1, 2), RecordFormat.head(8, true)},
      {LAYOUT.recordAt(1, 2), 9}
    };
    for (long[] change : cases) {
      ArrayMemory memory = new ArrayMemory(LAYOUT.size());
      LAYOUT.configure(memory, 0);
      TripleWriter client = new TripleWriter(memory);
      client.increment(new byte[8], 0, 8);
      client.increment(new byte[8], 0, 8);
      memory.setOpaque(change[0], change[1]);
      String what = change[0] + ": " + change[1];
      assertEquals(Reason.RECORDS, reason(() -> new TripleWriter(memory)), what);
      assertEquals(Reason.RECORDS, reason(() -> persist(memory)), what);
    }
  }

  @Test
  void durableNumbersThatAreNone() throws FormatException {
    for (long number : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      ArrayMemory memory = new ArrayMemory(LAYOUT.size());
      LAYOUT.configure(memory, 0);
      memory.setOpaque(TripleLayout.DURABLE_AT, number);
      assertEquals(Reason.RECORDS, reason(() -> new TripleWriter(memory)));
      assertEquals(Reason.RECORDS, reason(() -> new TripleHost(memory, 5)));
    }
  }

  /** Something that a process does with a memory. */
  @FunctionalInterface
  private interface Attempt {
    void run() throws FormatException;
  }

  private static Reason reason(Attempt attempt) {
    return assertThrows(FormatException.class, attempt::run).reason();
  }

  private static void persist(WordMemory memory) throws FormatException {
    TripleHost host = new TripleHost(memory, 0);
    long last = 0;
    while (host.take()) {
      for (var record = host.next(); record.isPresent(); record = host.next()) {
        last = record.get().number();
      }
      host.durable(last);
      host.giveBack();
    }
  }

  @Test
  void aHostThatChangesTheWordWithoutEndStopsNoClient() throws FormatException {
    ArrayMemory memory = new ArrayMemory(LAYOUT.size());
    LAYOUT.configure(memory, 0);
    int[] attempts = {0};
    WordMemory toggled =
        new ForwardingMemory(memory) {
          @Override
          public boolean compareAndSetRelease(long at, long expected, long value) {
            attempts[0]++;
            memory.setOpaque(at, memory.getOpaque(at) ^ Control.WAITS);
            return super.compareAndSetRelease(at, expected, value);
          }
        };
    TripleWriter client = new TripleWriter(toggled);
    FormatException e =
        assertThrows(FormatException.class, () -> client.increment(new byte[8], 0, 8));
    assertEquals(Reason.CONTROL, e.reason());
    assertEquals(TripleWriter.MAX_ATTEMPTS, attempts[0]);
    assertEquals(0, client.newest());
  }

  @Test
  void anOfferThatGoesAwayBeforeItIsTakenIsNoticed() throws FormatException {
    ArrayMemory memory = new ArrayMemory(LAYOUT.size());
    LAYOUT.configure(memory, 0);
    new TripleWriter(memory).increment(new byte[8], 0, 8);
    WordMemory changed =
        new ForwardingMemory(memory) {
          @Override
          public long getAndAddAcquire(long at, long delta) {
            memory.setOpaque(at, 0);
            return super.getAndAddAcquire(at, delta);
          }
        };
    TripleHost host = new TripleHost(changed, 0);
    assertEquals(Reason.CONTROL, reason(host::take));
    assertThrows(IllegalStateException.class, host::giveBack);
  }

  /**
   * The addition may carry from one field to the next, and leave a good word with nothing taken.
   */
  @Test
  void whateverTheWordBecomesBeforeItIsTakenIsChecked() throws FormatException {
    int taken = 0;
    int refused = 0;
    for (long offer : words()) {
      if (Control.offered(offer) == Control.NONE || Control.taken(offer) != Control.NONE) {
        continue;
      }
      for (long changed : words()) {
        TripleHost host = new TripleHost(changedBeforeItIsTaken(offer, changed), 0);
        try {
          assertTrue(host.take());
          assertEquals(1, host.next().orElseThrow().number());
          taken++;
        } catch (FormatException e) {
          assertEquals(Reason.CONTROL, e.reason(), () -> offer + " changed to " + changed);
          refused++;
        }
      }
    }
    assertTrue(taken > 20 && refused > 1000, taken + " were taken, " + refused + " refused");
  }

  /** All words in which each half names any buffer, of which two words are used, or none. */
  private static List<Long> words() {
    List<Long> words = new ArrayList<>();
    for (int bits = 0; bits < 1 << 7; bits++) {
      long low = half(0, bits & 1, bits >> 1 & 3, 2);
      long high = half(1, bits >> 3 & 1, bits >> 4 & 3, 2);
      long word = (bits >> 1 & 3) == 0 ? high : (bits >> 4 & 3) == 0 ? low : low | high;
      words.add((bits >> 6 & 1) == 0 ? word : word | Control.WAITS);
    }
    return words;
  }

  /** A record of 8 bytes is in each buffer. */
  private static WordMemory changedBeforeItIsTaken(long offer, long changed) {
    ArrayMemory memory = new ArrayMemory(LAYOUT.size());
    LAYOUT.configure(memory, 0);
    for (int buffer = 1; buffer <= Control.BUFFERS; buffer++) {
      memory.setOpaque(LAYOUT.firstNumberAt(buffer), 1);
      memory.setOpaque(LAYOUT.recordAt(buffer, 0), Long.BYTES);
    }
    memory.setOpaque(TripleLayout.CONTROL_AT, offer);
    return new ForwardingMemory(memory) {
      @Override
      public long getAndAddAcquire(long at, long delta) {
        memory.setOpaque(at, changed);
        return super.getAndAddAcquire(at, delta);
      }
    };
  }

  @Test
  void aHalfThatSomebodyElseReturnedOrChangedIsNoticed() throws FormatException {
    for (long changed : new long[] {0, half(0, 1, 1, 4), half(0, 1, 2, 2), half(0, 0, 1, 2)}) {
      ArrayMemory memory = new ArrayMemory(LAYOUT.size());
      LAYOUT.configure(memory, 0);
      new TripleWriter(memory).increment(new byte[8], 0, 8);
      TripleHost host = new TripleHost(memory, 0);
      assertTrue(host.take());
      assertEquals(half(0, 1, 1, 2), memory.getOpaque(TripleLayout.CONTROL_AT));
      host.next();
      host.next();
      host.durable(1);
      memory.setOpaque(TripleLayout.CONTROL_AT, changed);
      assertEquals(Reason.CONTROL, reason(host::giveBack), () -> "changed to " + changed);
    }
  }

  /** Words that change at random while a client and a host of ours work on them, fixed seeds. */
  @Test
  void hostileWordsDoNoHarm() {
    int done = 0;
    int refused = 0;
    for (int seed = 0; seed < 30_000; seed++) {
      Random random = new Random(seed);
      ArrayMemory memory = new ArrayMemory(LAYOUT.size());
      LAYOUT.configure(memory, 0);
      HookedMemory hooked = new HookedMemory(memory);
      int rate = 1 + random.nextInt(60);
      hooked.beforeAccess(
          () -> {
            if (random.nextInt(rate) == 0) {
              change(memory, random);
            }
          });
      try {
        clientAndHost(hooked, random);
        done++;
      } catch (FormatException e) {
        refused++; // The documented answer to such words.
      }
    }
    assertTrue(done > 1000 && refused > 1000, done + " runs ended, " + refused + " were refused");
  }

  private static void change(WordMemory memory, Random random) {
    long buffer = LAYOUT.firstNumberAt(1 + random.nextInt(3));
    long at =
        switch (random.nextInt(6)) {
          case 0 -> TripleLayout.DURABLE_AT;
          case 1 -> buffer;
          case 2 -> buffer + 64 + random.nextInt(CAPACITY) * 8L;
          case 3 -> random.nextInt(2) * 8L;
          default -> TripleLayout.CONTROL_AT;
        };
    long control =
        half(0, random.nextInt(2), random.nextInt(4), random.nextInt(6))
            | half(1, random.nextInt(2), random.nextInt(4), random.nextInt(6));
    List<Long> words =
        List.of(
            0L,
            1L,
            2L,
            8L,
            16L,
            -1L,
            random.nextLong(),
            RecordFormat.head(8, true),
            control,
            control,
            control | Control.WAITS,
            memory.getOpaque(at) ^ 1L << random.nextInt(64));
    memory.setOpaque(at, words.get(random.nextInt(words.size())));
  }

  private static void clientAndHost(WordMemory memory, Random random) throws FormatException {
    TripleWriter client = new TripleWriter(memory);
    for (int i = 0; i < 4; i++) {
      int length = random.nextInt((int) Math.min(25, client.layout().capacity() - 7));
      if (random.nextInt(3) == 0) {
        client.base(new byte[length], 0, length);
      } else {
        client.increment(new byte[length], 0, length);
      }
      if (random.nextBoolean()) {
        persistFrom(memory);
      }
    }
    client = new TripleWriter(memory);
    client.rebuild(List.<StateRecord>of()::iterator, record -> {});
  }

  private static void persistFrom(WordMemory memory) throws FormatException {
    long durable = Math.max(0, memory.getOpaque(TripleLayout.DURABLE_AT));
    TripleHost host = new TripleHost(memory, Math.min(durable, 1L << 40));
    for (int i = 0; i < 3 && host.take(); i++) {
      long last = host.durable();
      for (var record = host.next(); record.isPresent(); record = host.next()) {
        last = record.get().number();
      }
      host.durable(last);
      host.giveBack();
    }
  }
}
