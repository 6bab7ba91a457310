package dev.stillframe.cli;

/** The host cannot do what it was asked for. */
final class HostException extends Exception {
  private static final long serialVersionUID = 1;

  /** The exit code of what the host itself got wrong, as with {@code env} and {@code timeout}. */
  static final int OWN_ERROR = 125;

  /** The exit code where the command is there and cannot be executed. */
  static final int NOT_EXECUTABLE = 126;

  /** The exit code where there is no such command. */
  static final int NOT_FOUND = 127;

  private final int code;

  HostException(String message) {
    this(OWN_ERROR, message);
  }

  HostException(int code, String message) {
    super(message);
    this.code = code;
  }

  int code() {
    return code;
  }
}
