package dev.stillframe.modeltests.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Memories of the triple buffer, from {@code docs/format.md}: what a client that starts must make
 * of each control word, and of hostile words of the header and of the records.
 */
final class TripleVectors {
  private static final long VERSION = 0x314952544c495453L;
  private static final int CAPACITY = 32;
  private static final int STRIDE = 128;
  private static final int SIZE = 8192 + 3 * STRIDE;
  private static final int CONTROL = 4096;
  private static final int DURABLE = 4160;
  private static final int BUFFERS = 8192;
  private static final long TAKEN = 1L << 30;
  private static final long WAITS = 1L << 62;
  private static final long BASE = Long.MIN_VALUE;

  private final List<Vector> vectors = new ArrayList<>();

  static List<Vector> all() {
    TripleVectors all = new TripleVectors();
    all.header();
    all.control();
    all.records();
    all.takes();
    return all.vectors;
  }

  /** A is 4; buffer 1 has records 5 and 6, buffer 2 has 7, buffer 3 a base with number 8. */
  private static Image image() {
    return new Image(new byte[SIZE])
        .word(0, VERSION)
        .word(8, CAPACITY)
        .word(DURABLE, 4)
        .word(BUFFERS, 5)
        .word(BUFFERS + 64, 3)
        .word(BUFFERS + 72, 0x030201)
        .word(BUFFERS + 80, 0)
        .word(BUFFERS + STRIDE, 7)
        .word(BUFFERS + STRIDE + 64, 8)
        .word(BUFFERS + STRIDE + 72, 0x0807060504030201L)
        .word(BUFFERS + 2 * STRIDE, 8)
        .word(BUFFERS + 2 * STRIDE + 64, BASE | 1)
        .word(BUFFERS + 2 * STRIDE + 72, 0x77);
  }

  private static long half(int number, int buffer, int words, boolean isTaken) {
    return ((isTaken ? TAKEN : 0) | (long) buffer << 28 | words) << 31 * number;
  }

  private void join(String id, String rule, String about, Image image, String answer) {
    vectors.add(
        new Vector("triple-" + id, "triple", rule, about)
            .file("memory", image)
            .ask("join memory", answer)
            .expect("memory", image));
  }

  private void rejected(String id, String about, Image image, String reason) {
    join(id, "reject-by-class", about, image, "error " + reason);
  }

  private void header() {
    for (int size : new int[] {0, 4096, 8191, 8192, SIZE - 1}) {
      rejected(
          "size-" + size,
          String.format(Locale.ROOT, "a file of %d bytes", size),
          image().size(size),
          "TRUNCATED");
    }
    rejected("version-0", "not configured", image().word(0, 0), "UNCONFIGURED");
    rejected("version-queue", "a memory of the queue", image().word(0, Image.VERSION), "FOREIGN");
    rejected("version-other", "one bit", image().flip(7), "FOREIGN");
    for (long capacity : new long[] {0, 4, 7, 33, -8, Long.MIN_VALUE}) {
      String id = "capacity-" + Long.toHexString(capacity);
      rejected(id, "no positive multiple of 8", image().word(8, capacity), "GEOMETRY");
    }
    for (long capacity : new long[] {72, 8192, 1L << 40, Long.MAX_VALUE - 7}) {
      String id = "capacity-" + Long.toHexString(capacity);
      rejected(id, "more than the file has", image().word(8, capacity), "TRUNCATED");
    }
    for (long durable : new long[] {-1, (1L << 62) + 1, Long.MIN_VALUE}) {
      String id = "durable-" + Long.toHexString(durable);
      rejected(id, "A is no number", image().word(DURABLE, durable), "RECORDS");
    }
  }

  private void control() {
    String who = "control-word-says-who-may-touch-what";
    String next = "number-without-gaps";
    Object[][] good = {
      {"empty", 0L, 4},
      {"waits", WAITS, 4},
      {"offered-in-half-0", half(0, 1, 3, false), 6},
      {"offered-in-half-1", half(1, 1, 3, false), 6},
      {"first-of-two-records", half(0, 1, 2, false), 5},
      {"taken-in-half-0", half(0, 1, 3, true), 6},
      {"taken-in-half-1", half(1, 2, 2, true), 7},
      {"taken-and-offered", half(0, 1, 3, true) | half(1, 2, 2, false), 7},
      {"offered-and-taken", half(1, 1, 3, true) | half(0, 2, 2, false), 7},
      {"base-offered", half(0, 1, 3, true) | half(1, 3, 2, false), 8},
      {"base-taken", half(1, 3, 2, true), 8},
      {"waits-and-offered", WAITS | half(0, 1, 3, false), 6},
    };
    for (Object[] word : good) {
      Image image = image().word(CONTROL, (Long) word[1]);
      join("control-" + word[0], next, "C says so", image, "ok " + word[2] + " 4");
    }
    Object[][] bad = {
      {"bit-63", BASE},
      {"two-offered", half(0, 1, 3, false) | half(1, 2, 2, false)},
      {"two-taken", half(0, 1, 3, true) | half(1, 2, 2, true)},
      {"one-buffer-twice", half(0, 1, 3, true) | half(1, 1, 3, false)},
      {"words-without-buffer", half(0, 0, 3, false)},
      {"words-without-buffer-in-half-1", half(1, 0, 3, false)},
      {"taken-without-buffer", half(0, 0, 0, true)},
      {"no-words", half(0, 1, 0, false)},
      {"no-words-taken", half(1, 2, 0, true)},
      {"more-words-than-capacity", half(0, 1, 5, false)},
      {"all-words", half(0, 1, (1 << 28) - 1, false)},
      {"all-ones", -1L},
    };
    for (Object[] word : bad) {
      Image image = image().word(CONTROL, (Long) word[1]);
      vectors.add(
          new Vector("triple-control-" + word[0], "triple", who, "no client and host make it")
              .file("memory", image)
              .ask("join memory", "error CONTROL")
              .expect("memory", image));
    }
  }

  private void records() {
    long offered = half(0, 1, 3, false);
    for (long first : new long[] {0, -1, (1L << 62) + 1, Long.MIN_VALUE}) {
      Image image = image().word(CONTROL, offered).word(BUFFERS, first);
      rejected("first-" + Long.toHexString(first), "L is no number", image, "RECORDS");
    }
    for (long length : new long[] {17, 1L << 40, Long.MAX_VALUE, -1}) {
      Image image = image().word(CONTROL, offered).word(BUFFERS + 64, length);
      rejected("length-" + Long.toHexString(length), "beyond the words used", image, "RECORDS");
    }
    Image behind = image().word(CONTROL, offered).word(BUFFERS + 80, BASE);
    rejected("base-behind-an-increment", "a base is the first record", behind, "RECORDS");
    Image longRecord = image().word(CONTROL, offered).word(BUFFERS + 64, 16);
    join("one-long-record", "number-without-gaps", "it fills the words", longRecord, "ok 5 4");
    Image unused = image().word(CONTROL, half(0, 2, 2, false)).word(BUFFERS, -1);
    join("free-buffer", "number-without-gaps", "what is free may hold anything", unused, "ok 7 4");
  }

  private void takes() {
    take(
        "increments",
        half(0, 1, 3, false),
        " 5:increment:010203" + " 6:increment:",
        half(0, 1, 3, true));
    take("waits", WAITS | half(0, 1, 2, false), " 5:increment:010203", half(0, 1, 2, true));
    take("base", half(1, 3, 2, false), " 8:base:77", half(1, 3, 2, true));
    take("again", half(0, 1, 2, true), " 5:increment:010203", half(0, 1, 2, true));
    take(
        "again-before-what-is-offered",
        half(0, 1, 2, true) | half(1, 3, 2, false),
        " 5:increment:010203",
        half(0, 1, 2, true) | half(1, 3, 2, false));
    Image gap = image().word(CONTROL, half(0, 2, 2, false));
    vectors.add(
        new Vector("triple-take-gap", "triple", "reject-by-class", "records 5 and 6 are missing")
            .file("memory", gap)
            .ask("attach memory 4", "ok 4")
            .ask("take", "error RECORDS"));
    vectors.add(
        new Vector("triple-attach-behind", "triple", "reject-by-class", "A is above the store")
            .file("memory", image())
            .ask("attach memory 3", "error RECORDS")
            .expect("memory", image()));
  }

  private void take(String id, long control, String records, long after) {
    vectors.add(
        new Vector("triple-take-" + id, "triple", "take-gives-what-was-offered", "what is taken")
            .file("memory", image().word(CONTROL, control))
            .ask("attach memory 4", "ok 4")
            .ask("take", "ok taken" + records)
            .expect("memory", image().word(CONTROL, after)));
  }
}
