package dev.stillframe.cli.inspect;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** What an inspection of one file found; each kind of file has its own. As JSON: its components. */
public interface Inspected {
  /**
   * Tells whether a host could go on with it.
   *
   * @return whether it could
   */
  boolean restorable();

  /**
   * Returns what speaks against it, or what has to be known; null if nothing.
   *
   * @return the reason, or null
   */
  String why();

  /**
   * Returns how far it goes: an offset, a sequence or the number of a record; empty if nowhere.
   *
   * @return the number, if there is one
   */
  Optional<Long> upTo();

  /**
   * Prints it for people, a line for each finding.
   *
   * @param out where
   */
  void print(PrintWriter out);

  /**
   * Prints the last line, which all have.
   *
   * @param out where
   */
  default void printVerdict(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "restorable  %s%s%n",
        restorable() ? "yes" : "no",
        why() == null ? "" : ": " + why());
  }
}
