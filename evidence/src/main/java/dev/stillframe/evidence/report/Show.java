package dev.stillframe.evidence.report;

import dev.stillframe.evidence.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How values look on the page. */
public final class Show {
  /** A piece of a text: words, or something of code. */
  public record Span(String text, boolean isCode) {}

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\([^)]*\\)");
  private static final int MINUTE = 60;

  private Show() {}

  /** A number with its thousands apart; nothing for none. */
  public static String number(Long number) {
    return number == null ? "" : String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
  }

  /** How many there are of something. */
  public static String count(long number, String one, String many) {
    return number(number) + " " + (number == 1 ? one : many);
  }

  /** A time; nothing for none. */
  public static String seconds(Double seconds) {
    if (seconds == null) {
      return "";
    }
    if (seconds < MINUTE) {
      return String.format(Locale.ROOT, seconds < 1 ? "%.2f s" : "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole / MINUTE + " min " + whole % MINUTE + " s";
  }

  /** How much a check explored. */
  public static List<String> explored(Row row) {
    List<String> parts = new ArrayList<>();
    add(parts, row.distinct(), "distinct states");
    add(parts, row.generated(), "generated");
    add(parts, row.depth(), "deep");
    add(parts, row.samples(), "runs");
    return parts;
  }

  private static void add(List<String> parts, Long number, String what) {
    if (number != null) {
      parts.add(number(number) + "\u00a0" + what);
    }
  }

  /** The claims of a row; a name of several words that is no claim stays in one piece. */
  public static List<String> claims(Row row) {
    List<String> words = List.of(row.claim().split(" "));
    return words.stream().allMatch(word -> word.matches("[A-Z]\\d")) ? words : List.of(row.claim());
  }

  /** A text of the docs, with its code told apart, and without links and emphasis. */
  public static List<Span> spans(String text) {
    String plain = LINK.matcher(text).replaceAll("$1").replaceAll("\\*\\*?", "");
    List<Span> spans = new ArrayList<>();
    int end = 0;
    for (Matcher code = CODE.matcher(plain); code.find(); end = code.end()) {
      spans.add(new Span(plain.substring(end, code.start()), false));
      spans.add(new Span(code.group(1), true));
    }
    spans.add(new Span(plain.substring(end), false));
    return spans;
  }
}
