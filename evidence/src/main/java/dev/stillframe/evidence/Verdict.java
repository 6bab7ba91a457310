package dev.stillframe.evidence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What came of one check, ordered by how urgently a reader wants to see it. */
public enum Verdict {
  FELL_SHORT,
  INCONCLUSIVE,
  /** A tool or a processor is missing; the row's detail names it. */
  SKIPPED,
  /** It ran, but this hardware cannot show the outcome; the row's detail says why. */
  NOT_OBSERVABLE_HERE,
  AS_EXPECTED;

  /** Tells whether a run is not green because of it. */
  boolean isBad() {
    return this == FELL_SHORT || this == INCONCLUSIVE;
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
