package dev.stillframe.modeltests.tlc;

import dev.stillframe.modeltests.tlc.TlaValue.Atom;
import dev.stillframe.modeltests.tlc.TlaValue.Function;
import dev.stillframe.modeltests.tlc.TlaValue.Sequence;
import dev.stillframe.modeltests.tlc.TlaValue.SetOf;
import dev.stillframe.modeltests.tlc.TlaValue.Structure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads one value in TLC's notation, however it is broken into lines. */
final class TlaParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(<<|>>|\\|->|:>|@@|[\\[\\]{}(),]|\"(?:\\\\.|[^\"\\\\])*\"|[^\\s\\[\\]{}(),<>:@|\"]+)");

  private static final Pattern RANGE = Pattern.compile("(-?\\d+)\\.\\.(-?\\d+)");

  private final String text;
  private final List<String> tokens = new ArrayList<>();
  private int next;

  TlaParser(String text) {
    this.text = text;
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
    if (!text.substring(end).isBlank()) {
      throw unreadable();
    }
  }

  TlaValue parse() {
    TlaValue value = value();
    if (next != tokens.size()) {
      throw unreadable();
    }
    return value;
  }

  private TlaValue value() {
    String token = take();
    return switch (token) {
      case "<<" -> new Sequence(list(">>"));
      case "{" -> new SetOf(list("}"));
      case "[" -> new Structure(map("|->", ",", "]"));
      case "(" -> new Function(map(":>", "@@", ")"));
      default -> atom(token);
    };
  }

  /** A range is the set of its numbers, so that it can be compared with a set. */
  private static TlaValue atom(String token) {
    Matcher range = RANGE.matcher(token);
    if (!range.matches()) {
      return new Atom(token);
    }
    return new SetOf(
        IntStream.rangeClosed(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)))
            .<TlaValue>mapToObj(number -> new Atom(Integer.toString(number)))
            .toList());
  }

  private List<TlaValue> list(String end) {
    List<TlaValue> elements = new ArrayList<>();
    if (takeIf(end)) {
      return elements;
    }
    do {
      elements.add(value());
    } while (takeIf(","));
    expect(end);
    return elements;
  }

  private Map<TlaValue, TlaValue> map(String arrow, String separator, String end) {
    Map<TlaValue, TlaValue> entries = new LinkedHashMap<>();
    if (takeIf(end)) {
      return entries;
    }
    do {
      TlaValue key = value();
      expect(arrow);
      entries.put(key, value());
    } while (takeIf(separator));
    expect(end);
    return entries;
  }

  private boolean takeIf(String token) {
    boolean there = next < tokens.size() && tokens.get(next).equals(token);
    if (there) {
      next++;
    }
    return there;
  }

  private void expect(String token) {
    if (!takeIf(token)) {
      throw unreadable();
    }
  }

  private String take() {
    if (next == tokens.size()) {
      throw unreadable();
    }
    return tokens.get(next++);
  }

  private IllegalArgumentException unreadable() {
    return new IllegalArgumentException("not a TLA+ value: " + text);
  }
}
