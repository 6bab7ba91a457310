package dev.stillframe.stress;

import java.io.PrintWriter;

/** Shows how far jcstress has come: of what it prints, only how many results and how much time. */
final class Progress {
  private final PrintWriter out;
  private String timeLeft = "";

  Progress(PrintWriter out) {
    this.out = out;
  }

  /** Takes a line of jcstress, as it prints them every few seconds. */
  void line(String line) {
    if (line.startsWith("(ETA:")) {
      timeLeft = line;
    } else if (line.startsWith("(Results:")) {
      out.println(line + " " + timeLeft);
      out.flush();
    }
  }
}
