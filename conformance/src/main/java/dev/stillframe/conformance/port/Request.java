package dev.stillframe.conformance.port;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One line of the judge: words with single blanks between them.
 *
 * @param words the verb, then its arguments
 */
record Request(List<String> words) {
  /**
   * A word of the tail.
   *
   * @param index from 0
   * @param value its value
   */
  record TailWord(int index, long value) {}

  static Request of(String line) {
    return new Request(List.of(line.strip().split(" ")));
  }

  String verb() {
    return words.get(0);
  }

  String text(int index) {
    if (index >= words.size()) {
      throw new IllegalArgumentException(verb() + " needs " + index + " arguments");
    }
    return words.get(index);
  }

  long number(int index) {
    return Long.parseLong(text(index));
  }

  byte[] bytes(int index) {
    return text(index).equals("-") ? new byte[0] : HexFormat.of().parseHex(text(index));
  }

  /** All arguments from one on, each {@code INDEX=VALUE} with a hexadecimal value. */
  List<TailWord> tailWords(int from) {
    List<TailWord> tail = new ArrayList<>();
    for (String word : words.subList(from, words.size())) {
      int equals = word.indexOf('=');
      tail.add(
          new TailWord(
              Integer.parseInt(word.substring(0, equals)),
              Long.parseUnsignedLong(word.substring(equals + 1), 16)));
    }
    return tail;
  }
}
