package dev.stillframe.modeltests.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the words of an image say by {@code docs/format.md}: its entries and its run. */
record Reading(Image image, List<Reading.Entry> run) {
  private static final long MAX_OFFSET = 1L << 62;
  private static final long MAX_TAKEN_UP = 1L << 61;

  record Entry(int slot, long offset, long length) {
    long end() {
      return offset + length;
    }
  }

  static Reading of(Image image) {
    int entries = (int) image.word(8) + 1;
    long ring = image.word(16) + 1;
    Entry[] all = new Entry[entries];
    Entry newest = null;
    for (int s = 0; s < entries; s++) {
      long offset = image.word(Image.PAGE + 16 * s);
      long length = image.word(Image.PAGE + 16 * s + 8);
      if (1 <= length && length <= ring && 0 <= offset && offset <= MAX_OFFSET) {
        all[s] = new Entry(s, offset, length);
        newest = newest == null || offset > newest.offset() ? all[s] : newest;
      }
    }
    List<Entry> run = new ArrayList<>();
    long bytes = 0;
    for (Entry e = newest; e != null; ) {
      bytes += e.length();
      if (bytes > ring || run.size() == entries) {
        break;
      }
      run.add(0, e);
      Entry before = all[(e.slot() + entries - 1) % entries];
      e = before != null && before.end() == e.offset() ? before : null;
    }
    return new Reading(image, run);
  }

  String entries() {
    return run.stream()
        .map(e -> " " + e.slot() + ":" + e.offset() + ":" + e.length())
        .collect(Collectors.joining());
  }

  private int pagesOfDescriptors() {
    return Image.pages(16 * ((int) image.word(8) + 1));
  }

  String list() {
    long ring = image.word(16) + 1;
    long tail = image.size() - Image.PAGE - pagesOfDescriptors() - Image.pages((int) ring);
    return "ok " + (image.word(8) + 1) + " " + ring + " " + tail + entries();
  }

  String read() {
    StringBuilder answer = new StringBuilder("ok");
    for (Entry e : run) {
      answer.append(' ').append(e.slot()).append(':').append(e.offset()).append(':');
      for (long o = e.offset(); o < e.end(); o++) {
        int at = Image.PAGE + pagesOfDescriptors() + (int) (o & image.word(16));
        answer.append(String.format(Locale.ROOT, "%02x", image.at(at)));
      }
    }
    return answer.toString();
  }

  String capture() {
    return run.isEmpty() ? "ok empty" : "ok kept" + entries();
  }

  /** Where a client goes on, if it may. */
  String recover() {
    long ring = image.word(16) + 1;
    Entry newest = run.isEmpty() ? null : run.get(run.size() - 1);
    long cursor = newest == null ? image.word(24) : newest.end();
    return cursor < 0 || cursor > MAX_TAKEN_UP
        ? "error GEOMETRY"
        : "ok " + cursor + " " + (ring - (newest == null ? 0 : newest.length()));
  }

  /** The memory after that: no length is left outside the run. */
  Image recovered() {
    Image cleared = image.copy();
    for (int s = 0; s <= image.word(8); s++) {
      int slot = s;
      if (run.stream().noneMatch(e -> e.slot() == slot)) {
        cleared.word(Image.PAGE + 16 * s + 8, 0);
      }
    }
    return cleared;
  }
}
