package dev.stillframe.examples;

import static dev.stillframe.modeltests.fuzz.Target.require;

import dev.stillframe.FormatException;
import dev.stillframe.modeltests.fuzz.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SortedMap;
import java.util.TreeMap;

/** A set of keys of any bytes behind page 0; here because the parser is private to its package. */
public final class KeySetTarget {
  private KeySetTarget() {}

  /** The entry point, as fuzzers want it. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    ByteBuffer image = ByteBuffer.allocate(KeySetImage.MAGIC_AT + input.length);
    image.order(ByteOrder.LITTLE_ENDIAN).put(KeySetImage.MAGIC_AT, input);
    Target.check(() -> use(new KeySetImage(image)));
    Target.check(() -> accept(new KeySetImage(image)));
  }

  /** Before any check of the whole: every access checks for itself. */
  private static void use(KeySetImage set) throws FormatException {
    set.find("color");
    for (int i = 0; i < set.count(); i++) {
      set.key(i);
      set.value(i);
    }
  }

  private static void accept(KeySetImage set) throws FormatException {
    set.check();
    try {
      requireSet(set);
    } catch (FormatException e) {
      throw new AssertionError("what was accepted is refused later", e);
    }
  }

  private static void requireSet(KeySetImage set) throws FormatException {
    SortedMap<String, String> map = new TreeMap<>();
    for (int i = 0; i < set.count(); i++) {
      require(set.find(set.key(i)) == i, "a key is found where it is");
      require(map.put(set.key(i), set.value(i)) == null, "no key is there twice");
    }
    ByteBuffer again = KeySetImage.of(map).position(KeySetImage.MAGIC_AT);
    int mismatch = again.mismatch(set.copy().position(KeySetImage.MAGIC_AT));
    require(mismatch < 0, "the same keys make the same bytes, but for byte " + mismatch);
  }
}
