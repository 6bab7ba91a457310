package dev.stillframe.conformance;

import java.util.Locale;

/** A port did not do what a rule asks for. */
final class FellShort extends Exception {
  private static final long serialVersionUID = 1;

  private static final int LONGEST = 1000;

  private final Rule rule;

  FellShort(Rule rule, String expected, String actual) {
    super(
        String.format(
            Locale.ROOT,
            "rule: %s (%s)%nexpected: %s%nactual:   %s",
            rule,
            rule.text(),
            expected,
            actual));
    this.rule = rule;
  }

  /** Of two answers, with the words that differ where that is not seen at a glance. */
  static FellShort ofAnswers(Rule rule, String expected, String actual) {
    String words = Difference.of(expected, actual);
    return new FellShort(
        rule,
        shorten(expected),
        shorten(actual) + (words.isEmpty() ? "" : System.lineSeparator() + "differ:   " + words));
  }

  private static String shorten(String answer) {
    return answer.length() <= LONGEST ? answer : answer.substring(0, LONGEST) + "...";
  }

  Rule rule() {
    return rule;
  }
}
