package dev.stillframe.store;

/** A crash left a journal in a state that must not be. */
final class JournalViolation extends AssertionError {
  /** How a state is wrong. */
  enum Kind {
    /** There is no journal. */
    NOTHING,
    /** It ends before what was reported. */
    OLDER,
    /** A record is missing, or is not what was offered. */
    TORN,
    /** What a crash has left counts as damage. */
    DAMAGE,
    /** Recovery refuses what a crash has left. */
    REFUSED,
    /** The shipped classes throw something else. */
    EXCEPTION
  }

  private static final long serialVersionUID = 1;
  final Kind kind;

  JournalViolation(Kind kind, String message, Throwable cause) {
    super(kind + ": " + message, cause);
    this.kind = kind;
  }
}
