package dev.stillframe.conformance;

/**
 * What came of one check.
 *
 * @param id of the check
 * @param protocol that it is about: queue, store or triple; line for the greeting
 * @param part that a port must have for it
 * @param verdict passed, failed or unsupported
 * @param rule the rule that was broken; null if none
 * @param detail for people: what was done, or the rule, expected and actual words, the script
 * @param seconds how long it took
 */
public record Result(
    String id,
    String protocol,
    String part,
    Verdict verdict,
    String rule,
    String detail,
    double seconds) {
  /** How a check can end. */
  public enum Verdict {
    /** The port did as the rules say. */
    PASSED,
    /** It did not; the rule has a name. */
    FAILED,
    /** The port says that it does not have this. */
    UNSUPPORTED
  }

  /**
   * Tells whether the port broke a rule.
   *
   * @return true if it did
   */
  public boolean isFailed() {
    return verdict == Verdict.FAILED;
  }
}
