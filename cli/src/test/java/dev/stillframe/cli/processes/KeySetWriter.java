package dev.stillframe.cli.processes;

import dev.stillframe.examples.MappedKeySet;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Sets one set after the other until it is killed; all values of a set are its number. */
public final class KeySetWriter {
  /** How many keys a set has: more than a page of them. */
  public static final int KEYS = 500;

  private KeySetWriter() {}

  public static void main(String[] args) throws Exception {
    for (int number = 1; ; number++) {
      numbered(number).set(Path.of(args[0]));
    }
  }

  /** The set with this number. */
  public static MappedKeySet numbered(int number) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < KEYS; i++) {
      map.put("key" + i, Integer.toString(number));
    }
    return MappedKeySet.of(Collections.unmodifiableMap(map));
  }
}
