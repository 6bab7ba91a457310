package dev.stillframe.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Reads what a port prints, line by line, in a thread of its own. A line longer than any answer, or
 * more lines than anybody asked for, end it: a port cannot fill the judge's memory.
 */
final class Pump implements Runnable {
  /** The longest answer: far more than any request of the judge calls for. */
  static final int LONGEST_LINE = 1 << 22;

  private static final int MOST_LINES = 64;
  private static final int LAST_WORDS = 2000;

  private final InputStream in;
  private final boolean keepsLinesApart;
  private final Deque<String> lines = new ArrayDeque<>();
  private final StringBuilder tail = new StringBuilder();
  private String end;

  /** For standard output: lines are handed on one by one. */
  static Pump lines(InputStream in) {
    return new Pump(in, true);
  }

  /** For standard error: only the end of it is kept. */
  static Pump lastWords(InputStream in) {
    return new Pump(in, false);
  }

  private Pump(InputStream in, boolean keepsLinesApart) {
    this.in = in;
    this.keepsLinesApart = keepsLinesApart;
    Thread thread = new Thread(this, "pump");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    byte[] chunk = new byte[1 << 13];
    StringBuilder line = new StringBuilder();
    String why = "it ended";
    try {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        String text = new String(chunk, 0, n, StandardCharsets.ISO_8859_1);
        if (!keepsLinesApart) {
          keepTail(text);
        } else if (!split(text, line)) {
          why = "it floods: a line of more than %d bytes, or more than %d lines for one request";
          why = String.format(Locale.ROOT, why, LONGEST_LINE, MOST_LINES);
          break;
        }
      }
    } catch (IOException e) {
      why = "its output broke off";
    }
    finish(why);
  }

  private boolean split(String text, StringBuilder line) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        if (!add(line.toString())) {
          return false;
        }
        line.setLength(0);
      } else if (line.length() < LONGEST_LINE) {
        line.append(text.charAt(i));
      } else {
        return false;
      }
    }
    return true;
  }

  private synchronized boolean add(String line) {
    lines.add(line.strip());
    notifyAll();
    return lines.size() <= MOST_LINES;
  }

  private synchronized void keepTail(String text) {
    tail.append(text);
    tail.delete(0, Math.max(0, tail.length() - LAST_WORDS));
  }

  private synchronized void finish(String why) {
    end = why;
    notifyAll();
  }

  /** The oldest line that was not taken yet; null if there is none now. */
  synchronized String poll() {
    return lines.poll();
  }

  /** Waits for a line; null if none came in time, and none will where {@link #end} says why. */
  synchronized String await(long nanos) throws InterruptedException {
    long until = System.nanoTime() + nanos;
    while (lines.isEmpty() && end == null) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return null;
      }
      wait(left);
    }
    return lines.poll();
  }

  /** Whether there is something to be had without waiting, be it that nothing will come. */
  synchronized boolean isReady() {
    return !lines.isEmpty() || end != null;
  }

  /** Why nothing more will come; null while something may. */
  synchronized String end() {
    return lines.isEmpty() ? end : null;
  }

  synchronized String tail() {
    return tail.toString().strip();
  }
}
