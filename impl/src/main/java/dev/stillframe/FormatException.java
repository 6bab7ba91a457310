package dev.stillframe;

import java.io.IOException;

/**
 * A memory or snapshot file does not hold what its format demands.
 *
 * <p>This is the one exception by which reading reports foreign, truncated, corrupt or hostile
 * bytes: nothing that a file or another process can put into the words causes any other.
 */
public final class FormatException extends IOException {
  private static final long serialVersionUID = 1;

  /** What is wrong, for programs; porters use the same names. */
  public enum Reason {
    /** The version word is zero: the file was never configured, or is being configured now. */
    UNCONFIGURED,
    /** The version word is that of another format. */
    FOREIGN,
    /** A mask, an offset or a count in the header is outside what the format allows. */
    GEOMETRY,
    /** The file is shorter than its header says. */
    TRUNCATED,
    /** The file carries no seal. */
    UNSEALED,
    /** The seal is there and does not match the bytes. */
    SEAL_BROKEN,
    /** The control word of a triple buffer is none that a client and a host can make. */
    CONTROL,
    /** Records of a triple buffer are damaged, or some are missing. */
    RECORDS
  }

  /** What is wrong. */
  private final Reason reason;

  /**
   * Creates an exception.
   *
   * @param reason what is wrong, for programs
   * @param message what is wrong and where, for people
   */
  public FormatException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /**
   * Returns what is wrong.
   *
   * @return the reason, never null
   */
  public Reason reason() {
    return reason;
  }
}
