package dev.stillframe.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.Set;

/** What the host tells people, a line each; trouble that lasts is told once. */
class Reports {
  private final PrintStream out;
  private final Set<String> troubles = new HashSet<>();

  Reports(PrintStream out) {
    this.out = out;
  }

  void say(String message) {
    out.println("stillframe: " + message);
  }

  /** Tells what the {@linkplain Rounds#statistics rounds} came to. */
  void statistics(String statistics) {
    say("stats: " + statistics);
  }

  /** Tells of trouble, unless it was told of this cause since it last went well. */
  void trouble(String cause, String message) {
    if (troubles.add(cause)) {
      say(message);
    }
  }

  /** Tells that what was in trouble goes well again, if anything was. */
  void well(String message) {
    if (!troubles.isEmpty()) {
      troubles.clear();
      say(message);
    }
  }

  /** Says what an exception of the file system means; some of them say only where it was. */
  static String describe(IOException e) {
    if (e instanceof FileSystemException at && at.getReason() == null) {
      return at.getFile() + ": " + reason(at);
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or directory: is the name right?";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied: run it as the user who owns it";
    }
    return e instanceof FileAlreadyExistsException ? "exists already" : e.toString();
  }
}
