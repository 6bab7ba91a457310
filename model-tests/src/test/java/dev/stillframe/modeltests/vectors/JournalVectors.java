package dev.stillframe.modeltests.vectors;

import static dev.stillframe.modeltests.vectors.JournalImage.HEADER;
import static dev.stillframe.modeltests.vectors.JournalImage.batch;
import static dev.stillframe.modeltests.vectors.JournalImage.header;
import static dev.stillframe.modeltests.vectors.JournalImage.journal;
import static dev.stillframe.modeltests.vectors.JournalImage.sealed;

import dev.stillframe.record.StateRecord;
import dev.stillframe.store.CrashedFiles;
import dev.stillframe.store.JournalContents;
import dev.stillframe.store.JournalReader;
import dev.stillframe.store.JournalSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Journals: those that a SIGKILL or a power cut may leave, from the enumeration of the crash tests,
 * and damaged and hostile ones, put together from {@code docs/format.md} alone.
 */
final class JournalVectors {
  private static final long BASE = Long.MIN_VALUE;

  private final List<Vector> vectors = new ArrayList<>();

  static List<Vector> all() throws IOException {
    JournalVectors all = new JournalVectors();
    all.crashes();
    all.whole();
    all.headers();
    all.torn();
    all.hostile();
    return all.vectors;
  }

  private void add(String id, String about, Image file, String answer) {
    String rule =
        answer.startsWith("error") ? "reject-by-class" : "whole-batches-from-the-first-on";
    vectors.add(
        new Vector("journal-" + id, "journal", rule, about)
            .file("snapshot.journal", file)
            .ask("journal snapshot.journal", answer)
            .expect("snapshot.journal", file));
  }

  // --- what crashes leave ------------------------------------------------------------------------

  private void crashes() throws IOException {
    Path directory = Files.createTempDirectory("stillframe-vectors-").toRealPath();
    Path name = directory.resolve("snapshot");
    Path file = directory.resolve("read");
    try {
      for (JournalSync sync : JournalSync.values()) {
        List<List<StateRecord>> batches =
            List.of(
                List.of(record(1, false, 20), record(2, false, 3)),
                List.of(record(3, false, 700)),
                List.of(record(4, true, 9), record(5, false, 0)),
                List.of(record(6, false, 500)));
        int number = 0;
        for (byte[] left : CrashedFiles.ofJournal(name, sync, batches)) {
          Files.write(file, left);
          String when = sync == JournalSync.EACH_BATCH ? "crash-" : "crash-unsynced-";
          add(when + ++number, "what a crash may leave", new Image(left), answer(file));
        }
      }
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(directory.resolve("snapshot.lock"));
      Files.delete(directory);
    }
  }

  private static StateRecord record(long number, boolean isBase, int length) {
    byte[] bytes = new byte[length];
    // Few words that are not 0, and one at each end.
    if (length > 0) {
      bytes[0] = (byte) number;
      bytes[length - 1] = (byte) (number + 16);
    }
    return new StateRecord(number, isBase, bytes);
  }

  /** What the shipped classes find: in these files they were tried by the crash tests. */
  private static String answer(Path file) throws IOException {
    JournalContents contents = JournalContents.of(file);
    List<String> records = new ArrayList<>();
    try (JournalReader reader = JournalReader.openFile(file)) {
      reader.forEachRemaining(
          record -> records.add(describe(record.number(), record.isBase(), record.bytes())));
    }
    String state =
        contents.lastLost().isPresent() ? "damaged" : contents.rest() > 0 ? "torn" : "whole";
    return ok(state, contents.end(), records.toArray(new String[0]));
  }

  private static String ok(String state, long end, String... records) {
    return ("ok " + state + " " + end + " " + String.join(" ", records)).strip();
  }

  private static String describe(long number, boolean isBase, byte[] bytes) {
    String hex = bytes.length == 0 ? "" : HexFormat.of().formatHex(bytes);
    return number + (isBase ? ":base:" : ":increment:") + hex;
  }

  // --- by hand
  // ------------------------------------------------------------------------------------

  private static String[] records(long first, boolean isBase, int count) {
    String[] records = new String[count];
    for (int i = 0; i < count; i++) {
      byte[] bytes = new Image(new byte[8]).word(0, first + i).bytes();
      records[i] = describe(first + i, isBase && i == 0, bytes);
    }
    return records;
  }

  private void whole() {
    add("empty", "no batches", journal(1), ok("whole", HEADER));
    add("one", "one batch", journal(1, batch(1, false, 2)), ok("whole", 576, records(1, false, 2)));
    Image two = journal(1, batch(1, false, 1), batch(2, false, 2));
    add("two", "two batches", two, ok("whole", 624, records(1, false, 3)));
    Image base = journal(7, batch(7, true, 2), batch(9, false, 1));
    add("base", "it begins with a base", base, ok("whole", 624, records(7, true, 3)));
    Image first = journal(1, batch(1, true, 1));
    add("base-1", "the base is record 1", first, ok("whole", 560, records(1, true, 1)));
    Image onRequest = header(journal(1, batch(1, false, 1)).word(48, 1));
    add("on-request", "syncs on request", onRequest, ok("whole", 560, records(1, false, 1)));
  }

  private void headers() {
    Image good = journal(1, batch(1, false, 1));
    for (int size : new int[] {0, 8, 511}) {
      add("size-" + size, "no whole header", good.copy().size(size), "error TRUNCATED");
    }
    add("version-0", "no version word", header(good.copy().word(0, 0)), "error FOREIGN");
    add("version-queue", "a memory", header(good.copy().word(0, Image.VERSION)), "error FOREIGN");
    for (int at : new int[] {8, 16, 20, 24, 32, 48, 56, 511}) {
      add("flip-" + at, "one bit of the header", good.copy().flip(at), "error SEAL_BROKEN");
    }
    for (long first : new long[] {0, -1, (1L << 62) + 1}) {
      Image file = header(good.copy().word(8, first));
      add("first-" + Long.toHexString(first), "no number of a record", file, "error GEOMETRY");
    }
    add("sync-2", "unknown", header(good.copy().word(48, 2)), "error GEOMETRY");
  }

  /** Batches of one record: they begin at 512, 560 and 608. */
  private static Image three() {
    return journal(1, batch(1, false, 1), batch(2, false, 1), batch(3, false, 1));
  }

  private void torn() {
    for (int size : new int[] {609, 616, 640, 655}) {
      Image cut = three().size(size);
      add("cut-" + size, "the last batch is cut", cut, ok("torn", 608, records(1, false, 2)));
    }
    for (int at : new int[] {608, 612, 616, 624, 632, 636, 640, 648, 655}) {
      Image flipped = three().flip(at);
      String about = "one bit of the last batch";
      add("flip-last-" + at, about, flipped, ok("torn", 608, records(1, false, 2)));
    }
    for (int at : new int[] {560, 564, 568, 576, 584, 588, 592, 600}) {
      Image flipped = three().flip(at);
      String about = "one bit of a batch with another behind it";
      add("flip-middle-" + at, about, flipped, ok("damaged", 560, records(1, false, 1)));
    }
    Image none = three().flip(512).flip(560).flip(608);
    add("nothing-holds", "one bit of each batch", none, ok("torn", HEADER));
    Image zeros = journal(1, batch(1, false, 1)).size(4096);
    add("zeros-behind", "as a file that grew", zeros, ok("torn", 560, records(1, false, 1)));
    Image moved = journal(1, batch(1, false, 1)).size(608);
    Image elsewhere = sealed(batch(2, false, 1), 512);
    for (int i = 0; i < elsewhere.size(); i += 8) {
      moved.word(560 + i, elsewhere.word(i));
    }
    add("another-place", "not made for here", moved, ok("torn", 560, records(1, false, 1)));
    Image older = journal(1, batch(1, false, 1), batch(2, false, 1), batch(1, false, 1)).flip(560);
    add("older-behind", "lower numbers", older, ok("torn", 560, records(1, false, 1)));
    // The head of the second batch is whole: what lies within it is not looked at.
    Image inner = new Image(new byte[32 + 8 + 64]);
    inner.word(0, (long) inner.size() << 32 | 0x424a5453L).word(8, 2).word(16, 1).word(32, 64);
    Image planted = sealed(batch(9, false, 1), 560 + 40);
    for (int i = 0; i < planted.size(); i += 8) {
      inner.word(40 + i, planted.word(i));
    }
    Image within = journal(1, batch(1, false, 1), inner).flip(560 + 100);
    add("batch-within-a-record", "and torn", within, ok("torn", 560, records(1, false, 1)));
  }

  /** Whole batches that no host writes. */
  private void hostile() {
    rejected("gap", journal(1, batch(1, false, 1), batch(3, false, 1)));
    rejected("again", journal(1, batch(1, false, 1), batch(1, false, 1)));
    rejected("base-in-the-middle", journal(1, batch(1, false, 1), batch(2, true, 1)));
    rejected("first-is-another", journal(1, batch(2, false, 1)));
    rejected("no-base-at-first", journal(5, batch(5, false, 1)));
    rejected("no-records", journal(1, batch(1, false, 1).word(16, 0)));
    rejected("count-too-small", journal(1, batch(1, false, 2).word(16, 1)));
    rejected("count-too-large", journal(1, batch(1, false, 2).word(16, 3)));
    rejected("count-huge", journal(1, batch(1, false, 2).word(16, 1L << 40)));
    rejected("count-negative", journal(1, batch(1, false, 2).word(16, -1)));
    rejected("number-0", journal(1, batch(0, false, 1)));
    rejected("number-huge", journal(1, batch((1L << 62) + 1, false, 1)));
    rejected("record-too-long", journal(1, batch(1, false, 1).word(32, 9)));
    rejected("record-huge", journal(1, batch(1, false, 1).word(32, Long.MAX_VALUE)));
    rejected("base-behind-a-record", journal(1, batch(1, false, 2).word(48, BASE | 8)));
  }

  private void rejected(String id, Image file) {
    add("hostile-" + id, "a whole batch that no host writes", file, "error RECORDS");
  }
}
