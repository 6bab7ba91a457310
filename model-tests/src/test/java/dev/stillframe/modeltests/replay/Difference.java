package dev.stillframe.modeltests.replay;

import dev.stillframe.modeltests.replay.StateGraph.State;
import java.util.Locale;
import org.opentest4j.AssertionFailedError;

/** What the shipped classes do otherwise than the spec. */
final class Difference {
  private Difference() {}

  /** Fails, with the state in the lines behind the first, unless code and spec agree. */
  static void requireSame(String what, Object inSpec, Object inCode, State state) {
    if (!inSpec.equals(inCode)) {
      throw new AssertionFailedError(
          String.format(Locale.ROOT, "%s: spec %s, code %s%n%s", what, inSpec, inCode, state));
    }
  }
}
