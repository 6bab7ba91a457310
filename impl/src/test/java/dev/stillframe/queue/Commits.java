package dev.stillframe.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.WordMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A client that makes commits whose content follows from their number, and a judge that knows what
 * a memory or an image may hold: each entry must be one commit, whole, with its tail word (Q1), and
 * the entries consecutive (Q2).
 */
public final class Commits {
  private final QueueLayout layout;
  private final int largest;
  private final Map<Long, Integer> numberAtOffset = new HashMap<>();
  private final List<byte[]> payloads = new ArrayList<>();

  public Commits(QueueLayout layout) {
    this.layout = layout;
    this.largest = (int) layout.dataBytes() / 2;
  }

  /** Returns a memory of this layout without a commit, with a tail of one word for each slot. */
  public static ArrayMemory configuredMemory(QueueLayout layout) {
    ArrayMemory memory = new ArrayMemory(layout.tailAt() + layout.entries() * (long) Long.BYTES);
    layout.configure(memory);
    return memory;
  }

  /** Commits the next payload, of {@code length} bytes, with one tail word for its slot. */
  public void commit(QueueWriter writer, int length) {
    commit(writer, length, () -> {});
  }

  /** The same, and does something else in its callback. */
  public void commit(QueueWriter writer, int length, Runnable within) {
    int number = begun() + 1;
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) (number * largest + i + 1);
    }
    payloads.add(payload);
    numberAtOffset.put(writer.writeOffset(), number);
    writer.commit(
        payload,
        0,
        length,
        tail -> {
          within.run();
          return writeTail(tail, number);
        });
  }

  private static boolean writeTail(Reservation tail, int number) {
    tail.setTail(tail.slot(), number);
    return true;
  }

  /** Returns the number of the last commit that was begun. */
  public int begun() {
    return payloads.size();
  }

  /** Forgets the last commit: it was killed before it was published, and its place is free. */
  public void dropLast() {
    numberAtOffset.values().remove(begun());
    payloads.remove(begun() - 1);
  }

  /** Returns the number of the newest entry, after checking every entry; 0 if there is none. */
  public int judge(WordMemory memory) throws FormatException {
    QueueReader reader = new QueueReader(memory);
    List<Entry> entries = reader.entries();
    assertEquals(reader.descriptors().size(), entries.size(), "an entry outside the run");
    int newest = 0;
    for (Entry entry : entries) {
      Integer number = numberAtOffset.get(entry.offset());
      assertTrue(number != null, "no commit begins at offset " + entry.offset());
      assertTrue(newest == 0 || number == newest + 1, "the entries are not consecutive");
      newest = number;
      byte[] bytes = reader.read(entry).orElseThrow();
      assertArrayEquals(payloads.get(number - 1), bytes, "the bytes are not those of " + number);
      long tail = memory.getOpaque(layout.tailAt() + entry.slot() * (long) Long.BYTES);
      assertEquals(number.longValue(), tail, "the tail word is not that of " + number);
    }
    return newest;
  }
}
