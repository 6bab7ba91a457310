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
 * memory or image may hold: each entry must be one commit, whole, with its tail word, and the
 * entries consecutive.
 */
final class Commits {
  static final QueueLayout LAYOUT = QueueLayout.of(4, 16);
  static final long SIZE = LAYOUT.tailAt() + LAYOUT.entries() * Long.BYTES;

  private final Map<Long, Integer> numberAtOffset = new HashMap<>();
  private final List<byte[]> payloads = new ArrayList<>();
  private int published;

  static ArrayMemory configuredMemory() {
    ArrayMemory memory = new ArrayMemory(SIZE);
    LAYOUT.configure(memory);
    return memory;
  }

  /** Commits the next payload, of {@code length} bytes, with one tail word for its slot. */
  void commit(QueueWriter writer, int length) {
    byte[] payload = new byte[length];
    int number = payloads.size() + 1;
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) (number * 16 + i + 1);
    }
    payloads.add(payload);
    numberAtOffset.put(writer.writeOffset(), number);
    writer.commit(payload, 0, length, tail -> writeTail(tail, number));
    published = number;
  }

  private static boolean writeTail(Reservation tail, int number) {
    tail.setTail(tail.slot(), number);
    return true;
  }

  int published() {
    return published;
  }

  int begun() {
    return payloads.size();
  }

  /** Forgets a commit that was begun, killed and found not to be published. */
  void drop(int number) {
    while (payloads.size() >= number) {
      payloads.remove(payloads.size() - 1);
      numberAtOffset.values().remove(payloads.size() + 1);
    }
  }

  /** Returns the number of the newest entry, after checking every entry; 0 if there is none. */
  int judge(WordMemory memory) throws FormatException {
    QueueReader reader = new QueueReader(memory);
    List<Entry> entries = reader.entries();
    assertEquals(reader.descriptors().size(), entries.size(), "an entry outside the run");
    int newest = 0;
    for (Entry entry : entries) {
      Integer number = numberAtOffset.get(entry.offset());
      assertTrue(number != null, "no commit began at offset " + entry.offset());
      assertTrue(newest == 0 || number == newest + 1, "commits are not consecutive");
      newest = number;
      assertArrayEquals(payloads.get(number - 1), reader.read(entry).orElseThrow());
      long tail = memory.getOpaque(reader.layout().tailAt() + entry.slot() * (long) Long.BYTES);
      assertEquals(number.longValue(), tail, "the tail word is another commit's");
    }
    return newest;
  }
}
