package dev.stillframe.evidence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a check confirms the protocol or shows that a broken one is caught. */
public enum Kind {
  POSITIVE,
  NEGATIVE;

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
