package dev.stillframe.conformance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;

/**
 * The triple buffer of {@code docs/format.md} over plain bytes: what a memory must hold after each
 * request, and what the answers must be. It shares no line with the implementation, and is held
 * against the spec by the vectors that TLC made.
 */
final class TripleModel {
  static final long VERSION = 0x314952544c495453L;
  static final int CONTROL_AT = 4096;
  static final int DURABLE_AT = 4160;
  static final int IDENTITY_AT = 32;
  static final int ALL = Integer.MAX_VALUE;

  private static final int BUFFERS_AT = 8192;
  private static final int RECORDS_AT = 64;
  private static final int NONE = -1;
  private static final int HALF_BITS = 31;
  private static final long TAKEN = 1L << 30;
  private static final long WAITS = 1L << 62;
  private static final long BASE = Long.MIN_VALUE;

  /** A record as a take gives it. */
  record Entry(long number, boolean isBase, byte[] bytes) {
    @Override
    public String toString() {
      return number + (isBase ? ":base:" : ":increment:") + HexFormat.of().formatHex(bytes);
    }
  }

  private final ByteBuffer words;

  /** Bytes that fill up records: nothing is asked of them. */
  private final BitSet fill = new BitSet();

  private long newest;

  /** A memory that somebody wrote. */
  TripleModel(byte[] memory) {
    words = ByteBuffer.wrap(memory.clone()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A memory that was just configured. */
  static TripleModel fresh(int capacity, long durable) {
    byte[] bytes = new byte[BUFFERS_AT + 3 * ((RECORDS_AT + capacity + 63) / 64 * 64)];
    TripleModel model = new TripleModel(bytes);
    model.words.putLong(0, VERSION).putLong(8, capacity).putLong(DURABLE_AT, durable);
    return model;
  }

  int capacity() {
    return (int) words.getLong(8);
  }

  long durable() {
    return words.getLong(DURABLE_AT);
  }

  /** The number of the client's newest record. */
  long newest() {
    return newest;
  }

  private long control() {
    return words.getLong(CONTROL_AT);
  }

  private long half(int half) {
    return control() >>> half * HALF_BITS & (1L << HALF_BITS) - 1;
  }

  private int buffer(int half) {
    return (int) (half(half) >>> 28) & 3;
  }

  private int used(int half) {
    return (int) half(half) & (1 << 28) - 1;
  }

  private void half(int half, long content) {
    long others = control() & ~((1L << HALF_BITS) - 1 << half * HALF_BITS);
    words.putLong(CONTROL_AT, others | content << half * HALF_BITS);
  }

  private int find(boolean isTaken) {
    for (int half = 0; half < 2; half++) {
      if (buffer(half) != 0 && (half(half) & TAKEN) != 0 == isTaken) {
        return half;
      }
    }
    return NONE;
  }

  private int at(int buffer) {
    return BUFFERS_AT + (buffer - 1) * ((RECORDS_AT + capacity() + 63) / 64 * 64);
  }

  private static int wordsOf(int length) {
    return 1 + (length + 7) / 8;
  }

  private List<Entry> records(int half) {
    List<Entry> records = new ArrayList<>();
    if (half != NONE) {
      int at = at(buffer(half));
      long number = words.getLong(at);
      int end = at + RECORDS_AT + 8 * used(half);
      for (int from = at + RECORDS_AT; from < end; number++) {
        long head = words.getLong(from);
        byte[] bytes = new byte[(int) (head & ~BASE)];
        words.get(from + 8, bytes);
        records.add(new Entry(number, head < 0, bytes));
        from += 8 * wordsOf(bytes.length);
      }
    }
    return records;
  }

  private long last(int half) {
    List<Entry> records = records(half);
    return records.isEmpty() ? 0 : records.get(records.size() - 1).number();
  }

  /** A client starts. */
  String join() {
    newest = Math.max(durable(), Math.max(last(find(true)), last(find(false))));
    return "ok " + newest + " " + durable();
  }

  /** A host starts whose store ends with this record. */
  String attach(long durable) {
    words.putLong(DURABLE_AT, durable);
    return "ok " + durable;
  }

  boolean hasTaken() {
    return find(true) != NONE;
  }

  /** Commits a record. */
  String commit(byte[] bytes, boolean isBase) {
    return commit(bytes, isBase, ALL);
  }

  /** So many steps of a commit, after which the client is gone, or all of them. */
  String commit(byte[] bytes, boolean isBase, int steps) {
    int offered = find(false);
    boolean isAppended = !isBase && offered != NONE;
    int half = offered != NONE ? offered : (half(0) & TAKEN) != 0 ? 1 : 0;
    int used = isAppended ? used(half) : 0;
    if (8 * (used + wordsOf(bytes.length)) > capacity()) {
      return "refused";
    }
    int buffer = isAppended ? buffer(half) : 1;
    while (!isAppended && (buffer == buffer(0) || buffer == buffer(1))) {
      buffer++;
    }
    int left = steps;
    if (!isAppended && left-- > 0) {
      words.putLong(at(buffer), newest + 1);
    }
    if (left-- > 0) {
      put(at(buffer) + RECORDS_AT + 8 * used, bytes, isBase);
    }
    if (left > 0) {
      half(half, (long) buffer << 28 | used + wordsOf(bytes.length));
      newest++;
    }
    return steps == ALL ? "ok " + newest : "ok";
  }

  private void put(int at, byte[] bytes, boolean isBase) {
    words.putLong(at, bytes.length | (isBase ? BASE : 0)).put(at + 8, bytes);
    int end = at + 8 * wordsOf(bytes.length);
    fill.clear(at, end);
    fill.set(at + 8 + bytes.length, end);
  }

  /** Takes, or takes up again; those that are durable already are left out. */
  String take() {
    int half = find(true);
    if (half == NONE) {
      half = find(false);
      if (half == NONE) {
        return "ok none";
      }
      half(half, half(half) | TAKEN);
      words.putLong(CONTROL_AT, control() & ~WAITS);
    }
    StringBuilder answer = new StringBuilder("ok taken");
    records(half).stream()
        .filter(entry -> entry.number() > durable())
        .forEach(entry -> answer.append(' ').append(entry));
    return answer.toString();
  }

  /** All that is taken becomes durable; returns the last number. */
  long persist() {
    words.putLong(DURABLE_AT, last(find(true)));
    return durable();
  }

  String giveBack() {
    half(find(true), 0);
    return "ok";
  }

  /** What a file must hold, given what it holds: what fills up a record may be anything. */
  byte[] over(byte[] file) {
    byte[] bytes = words.array().clone();
    fill.stream().filter(at -> at < file.length).forEach(at -> bytes[at] = file[at]);
    return bytes;
  }

  /** The identity is the host's own choice: what it chose is what must stay. */
  void identityOf(byte[] file) {
    if (file.length == words.capacity()) {
      words.put(IDENTITY_AT, Arrays.copyOfRange(file, IDENTITY_AT, IDENTITY_AT + 16));
    }
  }
}
