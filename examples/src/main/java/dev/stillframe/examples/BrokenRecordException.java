package dev.stillframe.examples;

/** What was recovered is not what was committed. */
public final class BrokenRecordException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BrokenRecordException(String message) {
    super(message);
  }
}
