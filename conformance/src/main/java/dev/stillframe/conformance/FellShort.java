package dev.stillframe.conformance;

import java.util.Locale;

/** A port did not do what a rule asks for. */
final class FellShort extends Exception {
  private static final long serialVersionUID = 1;

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

  Rule rule() {
    return rule;
  }
}
