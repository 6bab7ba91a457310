package dev.stillframe.modeltests.vectors;

import dev.stillframe.store.CrashedFiles;
import dev.stillframe.store.CrashedFiles.Left;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a SIGKILL or a power cut may leave of the stores of snapshots, from the enumeration of the
 * crash tests: what must be restored of it and, of the replace store, what its next host does. Of
 * states that would try a port with the same thing, the first is taken.
 */
final class StoreCrashVectors {
  private static final int STATE = 80;
  private static final int BOOT = 88;
  private static final long CLEAR = 0x52454c434c495453L;
  private static final long DIRTY = 0x545249444c495453L;

  private final List<Vector> vectors = new ArrayList<>();

  static List<Vector> all() throws IOException {
    StoreCrashVectors all = new StoreCrashVectors();
    // The locks are real files.
    Path directory = Files.createTempDirectory("stillframe-vectors-").toRealPath();
    Path name = directory.resolve("snapshot");
    try {
      List<byte[]> images = List.of(image(1, 32), image(2, 4096), image(3, 32));
      int number = 0;
      for (Left left : distinct(CrashedFiles.ofReplaceStore(name, images))) {
        all.replace("restore-crash-" + ++number, left);
      }
      number = 0;
      List<byte[]> again = List.of(image(4, 4096));
      for (Left left : distinct(CrashedFiles.ofTwinStore(name, images, again))) {
        all.twin("twin-crash-" + ++number, left);
      }
      all.twinByHand();
    } finally {
      Files.deleteIfExists(directory.resolve("snapshot.lock"));
      Files.delete(directory);
    }
    return all.vectors;
  }

  /** A memory with something of its number in each page, in each half of page 0 too. */
  private static byte[] image(int number, int tail) {
    Image image = Image.configured(2, 64, tail).entry(0, 0, (byte) number, (byte) 7).word(24, 2);
    int last = 3 * Image.PAGE + tail - 8;
    return image.word(1000, 0).word(last, number).bytes();
  }

  private static List<Left> distinct(List<Left> all) {
    Map<Object, Left> distinct = new LinkedHashMap<>();
    all.forEach(left -> distinct.putIfAbsent(signature(left), left));
    return List.copyOf(distinct.values());
  }

  /** Which names there are, which are one file, and how far the bytes of each have come. */
  private static Object signature(Left left) {
    List<Object> all = new ArrayList<>();
    all.add(left.isCut());
    all.add(left.generation());
    List<byte[]> files = new ArrayList<>();
    left.contents()
        .forEach(
            (name, bytes) -> {
              all.add(name);
              int same = files.indexOf(bytes);
              files.add(bytes);
              all.add(same >= 0 ? same : progress(bytes));
            });
    return all;
  }

  /** Of each page whether it is there, of the head also what it says. */
  private static Object progress(byte[] bytes) {
    Image image = new Image(bytes.length < 104 ? Arrays.copyOf(bytes, 104) : bytes.clone());
    List<Object> all = new ArrayList<>();
    all.add(image.word(56));
    all.add(image.word(STATE));
    all.add(image.word(BOOT) == CrashedFiles.FIRST_BOOT.high());
    for (int at = Image.PAGE; at + Image.PAGE <= bytes.length; at += Image.PAGE) {
      byte[] page = Arrays.copyOfRange(bytes, at, at + Image.PAGE);
      all.add(Arrays.equals(page, new byte[Image.PAGE]));
    }
    all.add(bytes.length);
    return all;
  }

  private static Vector files(Vector vector, Left left) {
    List<byte[]> written = new ArrayList<>();
    List<String> names = new ArrayList<>();
    left.contents()
        .forEach(
            (name, bytes) -> {
              int same = written.indexOf(bytes);
              if (same >= 0) {
                vector.link(name, names.get(same));
              } else {
                vector.file(name, file(bytes, left.isCut()));
                names.add(name);
                written.add(bytes);
              }
            });
    return vector;
  }

  private static Image file(byte[] bytes, boolean isCut) {
    Image image = new Image(bytes.clone());
    if (bytes.length < 104 || isCut) {
      return image;
    }
    boolean isMarked = image.word(STATE) == CLEAR || image.word(STATE) == DIRTY;
    boolean isThis = image.word(BOOT) == CrashedFiles.FIRST_BOOT.high();
    return isMarked && isThis ? image.ofThisBoot() : image;
  }

  private static String after(Left left) {
    return left.isCut() ? "what a power cut may leave" : "what SIGKILL may leave";
  }

  private void replace(String id, Left left) {
    Vector vector =
        new Vector(id, "store", "newest-generation-that-holds", after(left) + " of the store");
    files(vector, left);
    vectors.add(vector);
    String request = "restore snapshot memory";
    if (left.image() == null) {
      vector.ask(request, left.why() == null ? "refused" : "error " + left.why());
      return;
    }
    Image memory = new Image(left.image());
    vector.ask(request, "ok " + left.generation()).expect("memory", memory);
    // The next host repairs, goes on counting, and captures what was restored.
    Image next = memory.copy().seal(left.next());
    vector
        .ask("capture memory", "ok kept 0:0:2")
        .ask("publish snapshot", "ok " + left.next())
        .expect("snapshot", next)
        .expect("snapshot." + left.next(), next);
  }

  /** What no crash leaves. */
  private void twinByHand() {
    Image one = new Image(image(1, 32));
    Image two = new Image(image(2, 32));
    Image old = one.copy().seal(1);
    byHand("unmarked", "a snapshot was put there", old, two.copy().seal(2), 2, two);
    Image longer = two.copy().seal(2).size(two.size() + 8);
    byHand("unmarked-longer", "not as long as sealed", old, longer, 1, one);
    Image marked = mark(two.copy().seal(2), CLEAR);
    Image grown = marked.copy().size(two.size() + 8);
    byHand("marked-longer", "images never get smaller", old, grown.ofThisBoot(), 2, two);
    Image cut = marked.copy().size(two.size() - 8).ofThisBoot();
    byHand("marked-shorter", "shorter than sealed", old, cut, 1, one);
    Image believed = marked.copy().ofThisBoot().flip(9000);
    byHand(
        "clear-in-this-boot", "nothing else is looked at", old, believed, 2, two.copy().flip(9000));
    byHand("clear-in-another-boot", "its checksum counts", old, marked.copy().flip(9000), 1, one);
    Image unknown = mark(two.copy().seal(2), CLEAR).word(88, 0).word(96, 0).flip(9000);
    byHand("clear-in-no-boot", "zeros are no boot", old, unknown, 1, one);
    for (long generation : new long[] {0, -1, (1L << 62) + 1}) {
      String id = "generation-" + Long.toHexString(generation);
      byHand(
          id, "no generation", old, mark(two.copy().seal(generation), CLEAR).ofThisBoot(), 1, one);
    }
    Image most = mark(two.copy().seal(1L << 62), CLEAR).ofThisBoot();
    byHand("generation-4000000000000000", "the highest", old, most, 1L << 62, two);
    byHand("no-magic", "other words", old, marked.copy().ofThisBoot().word(48, 5), 1, one);
    byHand(
        "both-broken",
        "nothing holds",
        old.copy().flip(9000),
        two.copy().seal(2).flip(9000),
        0,
        null);
  }

  private static Image mark(Image image, long state) {
    return image.word(STATE, state).word(BOOT, 0x99).word(BOOT + 8, 0x98);
  }

  private void byHand(String id, String about, Image zero, Image one, long found, Image memory) {
    Vector vector =
        new Vector("twin-" + id, "twin", "newest-usable-image", about)
            .file("snapshot.0", zero)
            .file("snapshot.1", one)
            .file("snapshot.lock", new Image(new byte[0]));
    vectors.add(vector);
    String request = "twin-restore snapshot memory";
    if (memory == null) {
      vector.ask(request, "error SEAL_BROKEN");
    } else {
      vector.ask(request, "ok " + found).expect("memory", memory);
    }
  }

  private void twin(String id, Left left) {
    Vector vector =
        new Vector(id, "twin", "newest-usable-image", after(left) + " of the two images");
    files(vector, left).file("snapshot.lock", new Image(new byte[0]));
    vectors.add(vector);
    String request = "twin-restore snapshot memory";
    if (left.image() == null) {
      vector.ask(request, "error " + left.why());
    } else {
      vector.ask(request, "ok " + left.generation()).expect("memory", new Image(left.image()));
    }
  }
}
