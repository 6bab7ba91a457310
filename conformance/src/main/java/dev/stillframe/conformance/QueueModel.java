package dev.stillframe.conformance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code Queue.tla} with bytes for words, operator by operator and under the same names: what a
 * memory must hold after each step, and what readers, recovery and captures must make of it. It
 * shares no line with the implementation. That it agrees with the spec is checked by the vectors,
 * which TLC made.
 */
final class QueueModel {
  static final long VERSION = 0x96c2a6f4b68519b3L;
  static final int HEADER = 24;
  static final int IDENTITY = 32;
  static final int PAGE = 4096;
  private static final long MAX_OFFSET = 1L << 62;

  /** An entry; {@code len} and {@code off} as in the spec. */
  record Entry(int slot, long off, long len) {
    long end() {
      return off + len;
    }

    @Override
    public String toString() {
      return slot + ":" + off + ":" + len;
    }
  }

  /** A step of a commit: what it does, and its bytes. */
  record Step(String act, int at, byte[] bytes) {}

  /** A word of the tail that goes with a commit. */
  record TailWord(int index, long value) {}

  private final ByteBuffer words;
  private final int entries;
  private final int capacity;
  long cursor;
  int slot;

  QueueModel(byte[] image) {
    words = ByteBuffer.wrap(image.clone()).order(ByteOrder.LITTLE_ENDIAN);
    entries = (int) words.getLong(8) + 1;
    capacity = (int) words.getLong(16) + 1;
  }

  static QueueModel fresh(int entries, int capacity, int tailBytes) {
    int size = PAGE + pages(16 * entries) + pages(capacity) + tailBytes;
    ByteBuffer words = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    words.putLong(0, VERSION).putLong(8, entries - 1).putLong(16, capacity - 1);
    words.putLong(IDENTITY, 0x1122334455667788L).putLong(IDENTITY + 8, 0x99aabbccddeeff00L);
    return new QueueModel(words.array());
  }

  private static int pages(int bytes) {
    return (bytes + PAGE - 1) / PAGE * PAGE;
  }

  byte[] bytes() {
    return words.array().clone();
  }

  int entries() {
    return entries;
  }

  int capacity() {
    return capacity;
  }

  int offsetOf(int s) {
    return PAGE + 16 * s;
  }

  int lengthOf(int s) {
    return offsetOf(s) + 8;
  }

  int dataAt(long o) {
    return PAGE + pages(16 * entries) + (int) (o & (capacity - 1));
  }

  int tailAt() {
    return PAGE + pages(16 * entries) + pages(capacity);
  }

  int nextSlot(int s) {
    return (s + 1) % entries;
  }

  long word(int at) {
    return words.getLong(at);
  }

  void word(int at, long value) {
    words.putLong(at, value);
  }

  List<Entry> valid() {
    List<Entry> all = new ArrayList<>();
    for (int s = 0; s < entries; s++) {
      long off = word(offsetOf(s));
      long len = word(lengthOf(s));
      if (len >= 1 && len <= capacity && off >= 0 && off <= MAX_OFFSET) {
        all.add(new Entry(s, off, len));
      }
    }
    return all;
  }

  Optional<Entry> newest() {
    // The first of equals: an honest client leaves none.
    return valid().stream().max(Comparator.comparingLong(Entry::off).thenComparing(e -> -e.slot()));
  }

  /** Run: the newest entry and those that join it from behind, oldest first. */
  List<Entry> run() {
    List<Entry> run = new ArrayList<>();
    newest().ifPresent(run::add);
    while (!run.isEmpty() && run.size() < entries) {
      Entry first = run.get(0);
      Entry last = run.get(run.size() - 1);
      Optional<Entry> before =
          valid().stream()
              .filter(e -> nextSlot(e.slot()) == first.slot() && e.end() == first.off())
              .filter(e -> last.end() - e.off() <= capacity)
              .findFirst();
      if (before.isEmpty()) {
        break;
      }
      run.add(0, before.get());
    }
    return run;
  }

  byte[] content(Entry e) {
    byte[] content = new byte[(int) e.len()];
    for (int i = 0; i < content.length; i++) {
      content[i] = words.get(dataAt(e.off() + i));
    }
    return content;
  }

  static String describe(List<Entry> run) {
    return run.stream().map(e -> " " + e).collect(Collectors.joining());
  }

  String list() {
    return "ok " + entries + " " + capacity + " " + (words.capacity() - tailAt()) + describe(run());
  }

  String read() {
    return run().stream()
        .map(e -> " " + e.slot() + ":" + e.off() + ":" + HexFormat.of().formatHex(content(e)))
        .collect(Collectors.joining("", "ok", ""));
  }

  /** Recovered: where a client goes on; the lengths outside the run are cleared. */
  String recover() {
    List<Entry> run = run();
    cursor = newest().map(Entry::end).orElse(word(HEADER));
    slot = newest().map(e -> nextSlot(e.slot())).orElse(0);
    for (int s = 0; s < entries; s++) {
      int of = s;
      if (run.stream().noneMatch(e -> e.slot() == of)) {
        word(lengthOf(s), 0);
      }
    }
    return "ok " + cursor + " " + room();
  }

  long room() {
    return capacity - newest().map(Entry::len).orElse(0L);
  }

  boolean refused(int n) {
    return n == 0 || n > room();
  }

  /** Plan: the steps of a commit, in order; the tail is one step, and so are the bytes. */
  List<Step> plan(byte[] bytes, List<TailWord> tail) {
    List<Step> plan = new ArrayList<>();
    long end = cursor + bytes.length;
    run().stream()
        .filter(e -> e.slot() == slot || e.off() < end - capacity)
        .forEach(e -> plan.add(new Step("invalidate", lengthOf(e.slot()), word8(0))));
    plan.add(new Step("data", (int) (cursor & (capacity - 1)), bytes));
    ByteBuffer group = ByteBuffer.allocate(16 * tail.size());
    tail.forEach(word -> group.putLong(word.index()).putLong(word.value()));
    plan.add(new Step("tail", tailAt(), group.array()));
    plan.add(new Step("header", HEADER, word8(end)));
    plan.add(new Step("offset", offsetOf(slot), word8(cursor)));
    plan.add(new Step("publish", lengthOf(slot), word8(bytes.length)));
    return plan;
  }

  private static byte[] word8(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  /** Does the first steps of a commit; the cursors move if all of them are done. */
  void commit(byte[] bytes, List<TailWord> tail, int steps) {
    List<Step> plan = plan(bytes, tail);
    plan.stream().limit(steps).forEach(this::write);
    if (steps >= plan.size()) {
      cursor += bytes.length;
      slot = nextSlot(slot);
    }
  }

  private void write(Step step) {
    ByteBuffer group = ByteBuffer.wrap(step.bytes());
    switch (step.act()) {
      case "data" -> {
        for (int i = 0; i < step.bytes().length; i++) {
          words.put(dataAt(cursor + i), step.bytes()[i]);
        }
      }
      case "tail" -> {
        while (group.hasRemaining()) {
          int index = (int) group.getLong();
          word(tailAt() + 8 * index, group.getLong());
        }
      }
      default -> words.put(step.at(), step.bytes());
    }
  }

  /** Kept: what a capture keeps whose first look saw this memory and whose second that one. */
  List<Entry> kept(QueueModel second) {
    List<Entry> kept = new ArrayList<>();
    List<Entry> run = run();
    for (int i = run.size() - 1; i >= 0; i--) {
      int at = offsetOf(run.get(i).slot());
      if (word(at) != second.word(at) || word(at + 8) != second.word(at + 8)) {
        break;
      }
      kept.add(0, run.get(i));
    }
    return kept;
  }

  String captured(QueueModel second) {
    List<Entry> kept = kept(second);
    return run().isEmpty() ? "ok empty" : kept.isEmpty() ? "ok lapped" : "ok kept" + describe(kept);
  }

  /** Image: header, the kept entries with their bytes, the tail; the rest zero. */
  byte[] image(List<Entry> kept) {
    ByteBuffer image = ByteBuffer.allocate(words.capacity()).order(ByteOrder.LITTLE_ENDIAN);
    for (int at : new int[] {0, 8, 16, IDENTITY, IDENTITY + 8}) {
      image.putLong(at, word(at));
    }
    image.putLong(HEADER, kept.get(kept.size() - 1).end());
    for (Entry e : kept) {
      image.putLong(offsetOf(e.slot()), e.off()).putLong(lengthOf(e.slot()), e.len());
      for (long o = e.off(); o < e.end(); o++) {
        image.put(dataAt(o), words.get(dataAt(o)));
      }
    }
    image.put(tailAt(), words, tailAt(), words.capacity() - tailAt());
    return image.array();
  }
}
