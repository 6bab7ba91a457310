package dev.stillframe.modeltests.tlc;

/** TLC could not do its work, so that nothing can be said about the model. */
final class NotSetUpException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotSetUpException(String message) {
    super(message, null, false, false); // The message says where; a stack would hide it.
  }
}
