package dev.stillframe.conformance;

/** A port says that it does not have what it was asked for. */
final class Unsupported extends Exception {
  private static final long serialVersionUID = 1;

  Unsupported(String request) {
    super("unsupported: " + request);
  }
}
