package dev.stillframe.modeltests.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cases of the layout: sizes, headers, hostile words one by one, files of the original crate. */
final class FormatVectors {
  private static final String REJECT = "reject-by-class";
  private static final String RUN = "run-is-consecutive";
  private static final int DESCRIPTORS = Image.PAGE;

  private final List<Vector> vectors = new ArrayList<>();

  static List<Vector> all(Path root) throws IOException {
    FormatVectors all = new FormatVectors();
    all.sizes();
    all.headers();
    all.writeOffsets();
    all.descriptors();
    all.geometries();
    all.original(root.resolve("impl/src/test/resources/v1-files"));
    return all.vectors;
  }

  /** Three entries of 5, 4 and 3 bytes, the last one around the ring's end. */
  static Image three() {
    return Image.configured(4, 16, 32)
        .entry(2, 6, bytes(0x10, 4))
        .entry(3, 10, bytes(0x20, 5))
        .entry(0, 15, bytes(0x30, 3))
        .word(24, 18)
        .word(3 * Image.PAGE, 0x7001)
        .word(3 * Image.PAGE + 24, 0x7004);
  }

  private static byte[] bytes(int from, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (from + i);
    }
    return bytes;
  }

  private void rejected(String id, String about, Image image, String reason) {
    vectors.add(
        new Vector(id + "-read", "read", REJECT, about)
            .file("memory", image)
            .ask("list memory", "error " + reason)
            .expect("memory", image));
    vectors.add(
        new Vector(id + "-recover", "client", REJECT, about)
            .file("memory", image)
            .ask("recover memory", "error " + reason)
            .expect("memory", image));
    vectors.add(
        new Vector(id + "-capture", "host", REJECT, about)
            .file("memory", image)
            .ask("capture memory", "error " + reason)
            .expect("memory", image));
  }

  /** A memory that can be read, by all who read it. */
  private void accepted(String id, String about, Image image) {
    Reading reading = Reading.of(image);
    vectors.add(
        new Vector(id + "-read", "read", RUN, about)
            .file("memory", image)
            .ask("list memory", reading.list())
            .ask("read memory", reading.read())
            .expect("memory", image));
    boolean isTakenUp = reading.recover().startsWith("ok");
    vectors.add(
        new Vector(id + "-recover", "client", "recover-from-the-entries", about)
            .file("memory", image)
            .ask("recover memory", reading.recover())
            .expect("memory", isTakenUp ? reading.recovered() : image));
    vectors.add(
        new Vector(id + "-capture", "host", RUN, about)
            .file("memory", image)
            .ask("capture memory", reading.capture())
            .expect("memory", image));
  }

  private void sizes() {
    for (int size : new int[] {1, 7, 8, 4095}) {
      rejected(
          "size-" + size,
          String.format(Locale.ROOT, "a file of %d bytes", size),
          three().size(size),
          "TRUNCATED");
    }
    rejected("size-4096", "only the header page", three().size(4096), "TRUNCATED");
    rejected("size-8192", "a file without its ring", three().size(8192), "TRUNCATED");
    rejected("size-12287", "one byte of the ring is missing", three().size(12287), "TRUNCATED");
    accepted("size-12288", "a file without a tail", three().size(12288));
    accepted("size-12291", "a tail that is no whole word", three().size(12291));
    rejected("zeros-4096", "a page of zeros", new Image(new byte[4096]), "UNCONFIGURED");
    rejected("zeros-20000", "zeros", new Image(new byte[20000]), "UNCONFIGURED");
  }

  private void headers() {
    rejected("version-0", "configured but for its version", three().word(0, 0), "UNCONFIGURED");
    for (int at = 0; at < 8; at++) {
      rejected("version-byte-" + at, "one bit of the version", three().flip(at), "FOREIGN");
    }
    rejected("version-swapped", "big-endian", three().word(0, 0xb31985b6f4a6c296L), "FOREIGN");
    for (int word : new int[] {8, 16}) {
      String name = word == 8 ? "entry-mask-" : "data-mask-";
      for (long mask : new long[] {2, 4, 6, 8, 16, -1, -2, Long.MIN_VALUE}) {
        Image image = three().word(word, mask);
        rejected(name + hex(mask), name + "is no power of two - 1", image, "GEOMETRY");
      }
      for (long mask : new long[] {(1 << 16) - 1, (1L << 32) - 1, Long.MAX_VALUE}) {
        Image image = three().word(word, mask);
        rejected(name + hex(mask), name + "asks for more than there is", image, "TRUNCATED");
      }
    }
    Image one = Image.configured(1, 16, 0).entry(0, 3, bytes(1, 2)).word(24, 5);
    vectors.add(
        new Vector("one-entry-read", "read", RUN, "a memory of one entry can be read")
            .file("memory", one)
            .ask("list memory", Reading.of(one).list())
            .ask("read memory", Reading.of(one).read()));
    vectors.add(
        new Vector("one-entry-recover", "client", REJECT, "and not written")
            .file("memory", one)
            .ask("recover memory", "error GEOMETRY")
            .expect("memory", one));
  }

  private static String hex(long word) {
    return Long.toHexString(word);
  }

  private void writeOffsets() {
    for (long header : new long[] {0, 17, -1, 1L << 62, Long.MAX_VALUE}) {
      accepted(
          "header-beside-entries-" + hex(header),
          "it counts for nothing",
          three().word(24, header));
    }
    for (long header : new long[] {0, 5, 16, 1L << 61, (1L << 61) + 1, -1, Long.MIN_VALUE}) {
      Image image = Image.configured(4, 16, 32).word(24, header);
      accepted("header-alone-" + hex(header), "no entry is valid: the header counts", image);
    }
  }

  /** Each word of each descriptor, one by one. */
  private void descriptors() {
    Map<String, Long> values = new LinkedHashMap<>();
    values.put("zero", 0L);
    values.put("one", 1L);
    values.put("minus-one", -1L);
    values.put("the-ring", 16L);
    values.put("more-than-the-ring", 17L);
    values.put("the-largest-offset", 1L << 62);
    values.put("more-than-that", (1L << 62) + 1);
    values.put("the-smallest-number", Long.MIN_VALUE);
    for (int slot = 0; slot < 4; slot++) {
      for (int word = 0; word < 2; word++) {
        String where = "descriptor-" + slot + (word == 0 ? "-offset-" : "-length-");
        int at = DESCRIPTORS + 16 * slot + 8 * word;
        for (Map.Entry<String, Long> value : values.entrySet()) {
          Image image = three().word(at, value.getValue());
          accepted(where + value.getKey(), "a hostile word in slot " + slot, image);
        }
        accepted(where + "plus-one", "off by one", three().word(at, three().word(at) + 1));
      }
    }
    Image twins = three().word(DESCRIPTORS + 16, 15).word(DESCRIPTORS + 24, 2);
    accepted("two-newest", "of entries with one offset that in the lowest slot counts", twins);
    Image stray = three().word(DESCRIPTORS + 16, 1).word(DESCRIPTORS + 24, 2);
    accepted("stray", "an entry outside the run", stray);
    Image longRun = Image.configured(4, 16, 0);
    for (int slot = 0; slot < 4; slot++) {
      longRun.entry(slot, 6L * slot, bytes(0x40 + 6 * slot, 6));
    }
    accepted("run-longer-than-the-ring", "four of 6 bytes: two fit", longRun.word(24, 24));
  }

  private void geometries() {
    int[][] all = {{2, 2}, {2, 8192}, {256, 4096}, {512, 64}, {1024, 16384}};
    for (int[] g : all) {
      Image image = Image.configured(g[0], g[1], 8);
      image.entry(g[0] - 2, g[1] - 2, bytes(1, 1)).entry(g[0] - 1, g[1] - 1, bytes(2, 1));
      accepted(
          String.format(Locale.ROOT, "geometry-%d-%d", g[0], g[1]),
          "where the parts lie",
          image.word(24, g[1]));
    }
  }

  /** What the original crate wrote; it leaves one entry, and bytes of earlier ones in the ring. */
  private void original(Path directory) throws IOException {
    for (String name :
        List.of(
            "configured-empty", "one-commit", "wrapped", "primes-geometry", "multi-page-entries")) {
      Image image = new Image(Files.readAllBytes(directory.resolve(name + ".bin")));
      accepted("v1-" + name, "written by the original crate", image);
    }
  }
}
