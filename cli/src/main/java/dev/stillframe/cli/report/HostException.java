package dev.stillframe.cli.report;

/** The host cannot do what it was asked for. */
public final class HostException extends Exception {
  private static final long serialVersionUID = 1;

  /** The exit code of what the host itself got wrong, as with {@code env} and {@code timeout}. */
  public static final int OWN_ERROR = 125;

  /** The exit code where the command is there and cannot be executed. */
  public static final int NOT_EXECUTABLE = 126;

  /** The exit code where there is no such command. */
  public static final int NOT_FOUND = 127;

  /** With it the host exits. */
  private final int code;

  /**
   * Creates an exception with the exit code of the host itself.
   *
   * @param message what, where and what to do
   */
  public HostException(String message) {
    this(OWN_ERROR, message);
  }

  /**
   * Creates an exception with an exit code.
   *
   * @param code the exit code
   * @param message what, where and what to do
   */
  public HostException(int code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * Returns the code with which the host exits.
   *
   * @return the code
   */
  public int code() {
    return code;
  }
}
