package dev.stillframe.conformance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The triple buffer of {@code docs/format.md} as plain values: what C, A and the buffers must hold
 * after each request, and what the answers must be. It shares no line with the implementation.
 */
final class TripleModel {
  static final long VERSION = 0x314952544c495453L;
  static final int CONTROL_AT = 4096;
  static final int DURABLE_AT = 4160;
  private static final int BUFFERS_AT = 8192;
  private static final int NONE = -1;

  /** A record as a take gives it. */
  record Entry(long number, boolean isBase, byte[] bytes) {
    int words() {
      return 1 + (bytes.length + 7) / 8;
    }

    @Override
    public String toString() {
      return number + (isBase ? ":base:" : ":increment:") + HexFormat.of().formatHex(bytes);
    }
  }

  /** What a half of C says. */
  private static final class Half {
    private int buffer;
    private boolean isTaken;
  }

  private final int capacityWords;
  private final Half[] halves = {new Half(), new Half()};
  private final List<List<Entry>> buffers =
      List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  private long newest;
  private long durable;

  TripleModel(int capacity, long durable) {
    this.capacityWords = capacity / 8;
    this.newest = durable;
    this.durable = durable;
  }

  long newest() {
    return newest;
  }

  long durable() {
    return durable;
  }

  int capacityBytes() {
    return capacityWords * 8;
  }

  private int find(boolean isTaken) {
    for (int half = 0; half < 2; half++) {
      if (halves[half].buffer != 0 && halves[half].isTaken == isTaken) {
        return half;
      }
    }
    return NONE;
  }

  private static int words(List<Entry> records) {
    return records.stream().mapToInt(Entry::words).sum();
  }

  boolean hasTaken() {
    return find(true) != NONE;
  }

  /** Commits a record; the answer that a port must give. */
  String commit(byte[] bytes, boolean isBase) {
    Entry entry = new Entry(newest + 1, isBase, bytes);
    int offered = find(false);
    if (!isBase && offered != NONE) {
      List<Entry> records = buffers.get(halves[offered].buffer);
      if (words(records) + entry.words() > capacityWords) {
        return "refused";
      }
      records.add(entry);
    } else {
      int half = offered != NONE ? offered : halves[0].isTaken ? 1 : 0;
      int free = 1;
      while (free == halves[0].buffer || free == halves[1].buffer) {
        free++;
      }
      halves[half].buffer = free;
      buffers.get(free).clear();
      buffers.get(free).add(entry);
    }
    newest++;
    return "ok " + newest;
  }

  /** Takes, or takes up again; those that are durable already are left out. */
  String take() {
    int half = find(true);
    if (half == NONE) {
      half = find(false);
      if (half == NONE) {
        return "ok none";
      }
      halves[half].isTaken = true;
    }
    StringBuilder answer = new StringBuilder("ok taken");
    buffers.get(halves[half].buffer).stream()
        .filter(entry -> entry.number() > durable)
        .forEach(entry -> answer.append(' ').append(entry));
    return answer.toString();
  }

  /** All that is taken becomes durable; returns the last number. */
  long persist() {
    List<Entry> records = buffers.get(halves[find(true)].buffer);
    durable = Math.max(durable, records.get(records.size() - 1).number());
    return durable;
  }

  void giveBack() {
    Half half = halves[find(true)];
    half.buffer = 0;
    half.isTaken = false;
  }

  /** What C must be. */
  long control() {
    long word = 0;
    for (int half = 0; half < 2; half++) {
      Half h = halves[half];
      if (h.buffer != 0) {
        long content = (h.isTaken ? 1L << 30 : 0) | (long) h.buffer << 28;
        word |= (content | words(buffers.get(h.buffer))) << 31 * half;
      }
    }
    return word;
  }

  /** What a file must hold, given what it holds: buffers that no half names may hold anything. */
  byte[] over(byte[] file) {
    int size = BUFFERS_AT + 3 * stride();
    byte[] bytes = Arrays.copyOf(file, Math.max(file.length, size));
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    words.putLong(0, VERSION).putLong(8, capacityBytes());
    words.putLong(CONTROL_AT, control()).putLong(DURABLE_AT, durable);
    for (Half half : halves) {
      if (half.buffer != 0) {
        put(half, words, BUFFERS_AT + (half.buffer - 1) * stride());
      }
    }
    return bytes;
  }

  private int stride() {
    return (64 + capacityBytes() + 63) / 64 * 64;
  }

  private void put(Half half, ByteBuffer words, int from) {
    List<Entry> records = buffers.get(half.buffer);
    words.putLong(from, records.get(0).number());
    int at = from + 64;
    for (Entry entry : records) {
      words.putLong(at, entry.bytes().length | (entry.isBase() ? Long.MIN_VALUE : 0));
      words.put(at + 8, entry.bytes());
      at += 8 * entry.words();
    }
  }
}
