package dev.stillframe.modeltests.vectors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Snapshot files: seals, marks, each kind of corruption, and what a store takes of several. */
final class SealVectors {
  private static final String SEAL = "seal-covers-every-byte";
  private static final String NEWEST = "newest-generation-that-holds";
  private static final long CLEAR = 0x52454c434c495453L;
  private static final long DIRTY = 0x545249444c495453L;

  private final List<Vector> vectors = new ArrayList<>();

  static List<Vector> all() {
    SealVectors all = new SealVectors();
    all.holds();
    all.flipped();
    all.words();
    all.marked();
    all.restored();
    return all.vectors;
  }

  private static Image image() {
    return FormatVectors.three();
  }

  private void verify(String id, String about, Image image, String answer) {
    vectors.add(
        new Vector("seal-" + id, "read", SEAL, about)
            .file("snapshot", image)
            .ask("verify snapshot", answer)
            .expect("snapshot", image));
  }

  private void holds() {
    int size = image().size();
    for (long generation : new long[] {1, 2, 41, 1L << 62}) {
      Image sealed = image().seal(generation);
      verify("generation-" + generation, "it holds", sealed, "ok " + generation + " " + size);
    }
    Image large = Image.configured(4, 1 << 17, 0).entry(0, 0, new byte[1000]).word(24, 1000);
    verify("large", "more than one chunk", large.seal(3), "ok 3 " + large.size());
    verify("none", "a memory", image(), "error UNSEALED");
    for (int size2 : new int[] {0, 47, 79, 103}) {
      verify("size-" + size2, "too short for one", image().size(size2), "error UNSEALED");
    }
  }

  /** One bit in each part of the file. */
  private void flipped() {
    Map<String, Integer> parts = new LinkedHashMap<>();
    parts.put("version", 0);
    parts.put("entry-mask", 8);
    parts.put("data-mask", 16);
    parts.put("write-offset", 24);
    parts.put("identity", 32);
    parts.put("identity-end", 47);
    parts.put("magic", 48);
    parts.put("magic-end", 55);
    parts.put("generation", 56);
    parts.put("checksum", 72);
    parts.put("checksum-upper-half", 76);
    parts.put("mark", 80);
    parts.put("boot", 88);
    parts.put("unused", 104);
    parts.put("header-page-end", 4095);
    parts.put("entry-offset", 4096);
    parts.put("entry-length", 4104);
    parts.put("behind-descriptors", 8191);
    parts.put("ring", 8192);
    parts.put("behind-the-ring", 12287);
    parts.put("tail", 12288);
    parts.put("last-byte", image().size() - 1);
    parts.forEach(
        (name, at) ->
            verify("flip-" + name, "one bit", image().seal(7).flip(at), "error SEAL_BROKEN"));
    verify("flip-length", "one bit of the length", image().seal(7).flip(64), "error TRUNCATED");
  }

  private void words() {
    int size = image().size();
    verify("generation-0", "from 1 on", image().seal(0), "error SEAL_BROKEN");
    verify("generation-negative", "from 1 on", image().seal(-1), "error SEAL_BROKEN");
    verify("length-103", "less than a head", image().seal(1, 103), "error SEAL_BROKEN");
    verify("length-negative", "less than a head", image().seal(1, -1), "error SEAL_BROKEN");
    verify(
        "shorter", "the last byte is missing", image().seal(1).size(size - 1), "error TRUNCATED");
    verify("half", "cut in the middle", image().seal(1).size(size / 2), "error TRUNCATED");
    verify("longer", "a byte too many", image().seal(1).size(size + 1), "error TRUNCATED");
    verify("no-magic", "no magic, other words", image().seal(1).word(48, 0), "error SEAL_BROKEN");
    verify("only-magic", "zeros behind it", image().word(48, Image.MAGIC), "error SEAL_BROKEN");
    verify("only-checksum", "no seal, not zeros", image().word(72, 1), "error SEAL_BROKEN");
    verify(
        "foreign", "a seal knows nothing of versions", image().word(0, 5).seal(1), "ok 1 " + size);
  }

  private void marked() {
    int size = image().size();
    marked("clear", CLEAR, size);
    marked("dirty", DIRTY, size);
    Image unknown = image().seal(5).word(80, 77).word(88, 1);
    verify("mark-unknown", "no mark, and not zero", unknown, "error SEAL_BROKEN");
  }

  private void marked(String name, long state, int size) {
    Image image = image().seal(5).word(80, state).word(88, 0x1111).word(96, 0x2222);
    String about = "an image of the twin store, marked " + name + " in another boot";
    verify("mark-" + name, about, image, "ok 5 " + size);
    verify("mark-" + name + "-longer", about, image.copy().size(size + 4096), "ok 5 " + size);
    verify("mark-" + name + "-shorter", about, image.copy().size(size - 1), "error TRUNCATED");
    verify("mark-" + name + "-torn", about, image.copy().flip(9000), "error SEAL_BROKEN");
    Image behind = image.copy().size(size + 4096).flip(size + 100);
    verify("mark-" + name + "-longer-dirty-rest", about, behind, "ok 5 " + size);
  }

  private void restored() {
    Image older = Image.configured(4, 16, 32).entry(0, 0, (byte) 1).word(24, 1);
    Image newer = image();
    restore("one", older.copy(), 1, "snapshot", older.copy().seal(1));
    restore("by-number-only", older.copy(), 1, "snapshot.1", older.copy().seal(1));
    restore(
        "higher-generation",
        newer,
        2,
        "snapshot.1",
        older.copy().seal(1),
        "snapshot.2",
        newer.copy().seal(2));
    restore(
        "name-is-behind",
        newer,
        2,
        "snapshot",
        older.copy().seal(1),
        "snapshot.2",
        newer.copy().seal(2));
    restore(
        "number-in-the-name-is-not-that-of-the-seal",
        null,
        -1,
        "snapshot.2",
        older.copy().seal(3),
        "snapshot.1",
        newer.copy().seal(9));
    restore(
        "copy-under-another-number",
        older.copy(),
        1,
        "snapshot.1",
        older.copy().seal(1),
        "snapshot.2",
        newer.copy().seal(9));
    restore(
        "newest-is-torn",
        older.copy(),
        1,
        "snapshot",
        newer.copy().seal(2).flip(8200),
        "snapshot.1",
        older.copy().seal(1));
    restore(
        "newest-is-cut",
        older.copy(),
        1,
        "snapshot",
        newer.copy().seal(2).size(5000),
        "snapshot.1",
        older.copy().seal(1));
    restore(
        "newest-is-empty",
        older.copy(),
        1,
        "snapshot",
        newer.copy().size(0),
        "snapshot.1",
        older.copy().seal(1));
    restore(
        "temporary-does-not-count",
        older.copy(),
        1,
        "snapshot.tmp",
        newer.copy().seal(2),
        "snapshot",
        older.copy().seal(1));
    restore(
        "other-names-do-not-count",
        older.copy(),
        1,
        "snapshot.02",
        newer.copy().seal(2),
        "snapshot.2x",
        newer.copy().seal(3),
        "snapshot2",
        newer.copy().seal(4),
        "snapshot",
        older.copy().seal(1));
    restore("unsealed-alone", newer, 0, "snapshot", newer.copy());
    restore(
        "unsealed-beside-a-sealed-one",
        older.copy(),
        1,
        "snapshot",
        newer.copy(),
        "snapshot.1",
        older.copy().seal(1));
    restore("nothing", null, -1);
    restore("all-broken", null, -2, "snapshot", newer.copy().seal(1).flip(8200));
    restore(
        "unsealed-beside-a-broken-one",
        null,
        -2,
        "snapshot",
        newer.copy(),
        "snapshot.1",
        older.copy().seal(1).flip(100));
    restore("unsealed-generation", null, -1, "snapshot.1", newer.copy());
    restore("unsealed-twice", newer, 0, "snapshot", newer.copy(), "snapshot.1", older.copy());
    restore(
        "unsealed-beside-no-magic",
        newer,
        0,
        "snapshot",
        newer.copy(),
        "snapshot.1",
        older.copy().seal(1).flip(48));
    Vector twoNames =
        new Vector("restore-unsealed-under-two-names", "store", NEWEST, "one file, two names");
    twoNames.file("snapshot", newer.copy());
    twoNames.link("snapshot.1", "snapshot");
    vectors.add(twoNames.ask("restore snapshot memory", "error SEAL_BROKEN"));
  }

  /** Files by name, and the memory that a restoration must make of them. */
  private void restore(String id, Image memory, long generation, Object... files) {
    String answer =
        generation == -1 ? "refused" : generation == -2 ? "error SEAL_BROKEN" : "ok " + generation;
    Vector vector = new Vector("restore-" + id, "store", NEWEST, "what is restored of these");
    for (int i = 0; i < files.length; i += 2) {
      vector.file((String) files[i], (Image) files[i + 1]);
    }
    vector.ask("restore snapshot memory", answer);
    if (memory != null) {
      vector.expect("memory", memory);
    }
    vectors.add(vector);
  }
}
