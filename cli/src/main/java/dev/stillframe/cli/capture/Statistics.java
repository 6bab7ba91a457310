package dev.stillframe.cli.capture;

import java.util.Locale;

/** What the captures of one run of the host came to. */
public final class Statistics {
  /** Attempts to copy a consistent image. */
  long captures;

  /** Attempts that gave one. */
  long kept;

  /** Entries in these images. */
  long entries;

  /** Attempts during which the client overtook the copy. */
  long lapped;

  /** Rounds in which every attempt was overtaken. */
  long starved;

  /** Images that became a snapshot. */
  long published;

  /** Images that could not be written. */
  long failed;

  /** Bytes in published snapshots. */
  long bytes;

  /** The newest generation published; 0 if none was. */
  long generation;

  @Override
  public String toString() {
    return String.format(
            Locale.ROOT,
            "captures=%d kept=%d entries=%d lapped=%d starved=%d published=%d failed=%d bytes=%d",
            captures,
            kept,
            entries,
            lapped,
            starved,
            published,
            failed,
            bytes)
        + " generation="
        + generation;
  }
}
