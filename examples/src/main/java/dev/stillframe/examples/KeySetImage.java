package dev.stillframe.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import dev.stillframe.memory.BufferMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The bytes of a {@link MappedKeySet}, in a mapping or in private memory. Page 0 is left to the
 * seal.
 *
 * <pre>
 *   4096       magic        {@link #MAGIC}
 *   4104       count        n
 *   4112       offsets      2n + 1 words: where each text begins, and where the last one ends
 *    …         texts        key 0, value 0, key 1, value 1, …  in UTF-8, with no gap
 * </pre>
 *
 * <p>Words are 64 bits, little-endian; offsets count from the beginning of the file. Keys ascend
 * strictly, as unsigned bytes. No word is believed: an offset is checked each time that it is read,
 * because whoever may write the file may do so while it is mapped.
 */
final class KeySetImage {
  /** The magic word: "STILKEYS" in the order of the bytes in the file. */
  static final long MAGIC = 0x5359454b4c495453L;

  static final int MAGIC_AT = 4096;
  static final int COUNT_AT = MAGIC_AT + Long.BYTES;
  static final int OFFSETS_AT = COUNT_AT + Long.BYTES;

  private final ByteBuffer bytes;
  private final int count;
  private final int textsAt;

  /**
   * Takes bytes for a set after a look at the two words that say how large it is.
   *
   * @param bytes the whole file
   */
  KeySetImage(ByteBuffer bytes) throws FormatException {
    this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).clear();
    int size = this.bytes.capacity();
    if (size < OFFSETS_AT + Long.BYTES) {
      throw new FormatException(Reason.TRUNCATED, size + " bytes are too few for a set of keys");
    }
    long magic = this.bytes.getLong(MAGIC_AT);
    if (magic != MAGIC) {
      throw new FormatException(
          Reason.FOREIGN,
          String.format(Locale.ROOT, "magic word %016x is not that of a set of keys", magic));
    }
    long n = this.bytes.getLong(COUNT_AT);
    long most = (size - OFFSETS_AT - Long.BYTES) / (2 * Long.BYTES);
    if (n < 0 || n > most) {
      throw new FormatException(
          Reason.GEOMETRY, n + " keys cannot be in " + size + " bytes: at most " + most);
    }
    this.count = (int) n;
    this.textsAt = textsAt(count);
  }

  private static int textsAt(int count) {
    return OFFSETS_AT + (2 * count + 1) * Long.BYTES;
  }

  /** Lays a map out in private memory. */
  static ByteBuffer of(Map<String, String> map) {
    SortedMap<byte[], byte[]> sorted = new TreeMap<>(Arrays::compareUnsigned);
    long size = OFFSETS_AT + Long.BYTES;
    for (Map.Entry<String, String> entry : map.entrySet()) {
      byte[] key = encode(entry.getKey());
      byte[] value = encode(entry.getValue());
      sorted.put(key, value);
      size += 2 * Long.BYTES + (long) key.length + value.length;
    }
    if (size > BufferMemory.MAX_SIZE) {
      throw new IllegalArgumentException(size + " bytes do not fit into one mapping");
    }
    ByteBuffer image = ByteBuffer.allocateDirect((int) size).order(ByteOrder.LITTLE_ENDIAN);
    image.putLong(MAGIC_AT, MAGIC).putLong(COUNT_AT, sorted.size());
    int offsetAt = OFFSETS_AT;
    image.position(textsAt(sorted.size()));
    for (Map.Entry<byte[], byte[]> entry : sorted.entrySet()) {
      image.putLong(offsetAt, image.position()).put(entry.getKey());
      image.putLong(offsetAt + Long.BYTES, image.position()).put(entry.getValue());
      offsetAt += 2 * Long.BYTES;
    }
    image.putLong(offsetAt, image.position());
    return image.clear();
  }

  /** Refuses what would come back as another string. */
  static byte[] encode(String text) {
    byte[] encoded = text.getBytes(UTF_8);
    if (!text.equals(new String(encoded, UTF_8))) {
      throw new IllegalArgumentException("half of a surrogate pair has no UTF-8: " + text);
    }
    return encoded;
  }

  int count() {
    return count;
  }

  /** How many bytes the image has. */
  int size() {
    return bytes.capacity();
  }

  /** Checks every word and text; what passes is a sorted set of keys. */
  void check() throws FormatException {
    if (offset(0) != textsAt || offset(2 * count) != bytes.capacity()) {
      throw new FormatException(
          Reason.GEOMETRY,
          String.format(
              Locale.ROOT,
              "texts from %d to %d, in a file that has them from %d to %d",
              offset(0),
              offset(2 * count),
              textsAt,
              bytes.capacity()));
    }
    byte[] before = null;
    for (int i = 0; i < count; i++) {
      byte[] key = keyBytes(i);
      if (before != null && Arrays.compareUnsigned(before, key) >= 0) {
        throw new FormatException(
            Reason.GEOMETRY, "key " + i + " is not greater than the one before it");
      }
      decode(key);
      value(i);
      before = key;
    }
  }

  String key(int i) throws FormatException {
    return decode(keyBytes(i));
  }

  String value(int i) throws FormatException {
    return decode(text(2 * i + 1));
  }

  /** Finds a key by halving; returns its index, or -1. */
  int find(String key) throws FormatException {
    byte[] wanted = encode(key);
    int low = 0;
    int high = count;
    while (low < high) { // gets smaller in each turn, whatever the file holds
      int middle = (low + high) >>> 1;
      int order = Arrays.compareUnsigned(keyBytes(middle), wanted);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return -1;
  }

  /** Copies the whole image into private memory. */
  ByteBuffer copy() {
    ByteBuffer copy = ByteBuffer.allocateDirect(bytes.capacity());
    return copy.put(bytes.duplicate().clear()).clear();
  }

  private byte[] keyBytes(int i) throws FormatException {
    return text(2 * i);
  }

  private byte[] text(int i) throws FormatException {
    long from = offset(i);
    long to = offset(i + 1);
    if (from < textsAt || to < from || to > bytes.capacity()) {
      throw new FormatException(
          Reason.GEOMETRY,
          String.format(
              Locale.ROOT,
              "text %d from %d to %d is not within %d and %d",
              i,
              from,
              to,
              textsAt,
              bytes.capacity()));
    }
    byte[] text = new byte[(int) (to - from)];
    bytes.get((int) from, text);
    return text;
  }

  private long offset(int i) {
    return bytes.getLong(OFFSETS_AT + i * Long.BYTES);
  }

  private static String decode(byte[] text) throws FormatException {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    } catch (CharacterCodingException e) {
      FormatException malformed =
          new FormatException(Reason.GEOMETRY, "a text of " + text.length + " bytes is not UTF-8");
      malformed.initCause(e);
      throw malformed;
    }
  }
}
