package dev.stillframe.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says which words of two answers differ, so that nobody has to look for them. */
final class Difference {
  private static final int MOST_WORDS = 4;

  /** An answer of so few characters is seen at a glance. */
  private static final int SHORT = 24;

  private static final int BEFORE = 8;
  private static final int BEHIND = 24;

  private Difference() {}

  /** Returns a line, or nothing where the answers are short enough. */
  static String of(String expected, String actual) {
    if (expected.length() <= SHORT && actual.length() <= SHORT) {
      return "";
    }
    String[] should = expected.split(" ", -1);
    String[] is = actual.split(" ", -1);
    List<String> words = new ArrayList<>();
    int more = 0;
    for (int i = 0; i < Math.max(should.length, is.length); i++) {
      String here = i < should.length ? should[i] : "nothing";
      String there = i < is.length ? is[i] : "nothing";
      if (!here.equals(there) && words.size() < MOST_WORDS) {
        words.add("word " + (i + 1) + " is " + two(there, here));
      } else if (!here.equals(there)) {
        more++;
      }
    }
    String rest = more == 0 ? "" : "; and " + more + " more";
    return String.join("; ", words) + rest;
  }

  /** Both, and of long ones the place where they part. */
  private static String two(String is, String should) {
    int same = 0;
    while (same < Math.min(is.length(), should.length())
        && is.charAt(same) == should.charAt(same)) {
      same++;
    }
    boolean isLong = Math.max(is.length(), should.length()) > BEFORE + BEHIND;
    return isLong
        ? String.format(
            Locale.ROOT,
            "%s from character %d on, not %s",
            part(is, same),
            same + 1,
            part(should, same))
        : is + ", not " + should;
  }

  private static String part(String word, int same) {
    int from = Math.max(0, same - BEFORE);
    int to = Math.min(word.length(), same + BEHIND);
    return (from > 0 ? "..." : "") + word.substring(from, to) + (to < word.length() ? "..." : "");
  }
}
