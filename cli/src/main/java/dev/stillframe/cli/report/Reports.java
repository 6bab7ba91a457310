package dev.stillframe.cli.report;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What the host tells people, a line each; trouble that lasts is told once. */
public class Reports {
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /** So many files are named in one line. */
  private static final int MOST_FILES = 5;

  private final PrintStream out;
  private final Set<String> troubles = new HashSet<>();

  /**
   * Creates reports.
   *
   * @param out where people read
   */
  public Reports(PrintStream out) {
    this.out = out;
  }

  /**
   * Prints a line.
   *
   * @param message the line
   */
  public void say(String message) {
    out.println("stillframe: " + message);
  }

  /**
   * Tells of files whose names look like the store's, and that are none of it.
   *
   * @param files the files, which may be none
   */
  public void leftAlone(List<Path> files) {
    if (files.isEmpty()) {
      return;
    }
    List<Path> first = files.subList(0, Math.min(MOST_FILES, files.size()));
    String more = files.size() > MOST_FILES ? " and " + (files.size() - MOST_FILES) + " more" : "";
    String names = first.stream().map(file -> file.getFileName().toString()).collect(joining(", "));
    say("left alone, as they are none of this store's: " + names + more);
  }

  /**
   * Tells what the rounds came to.
   *
   * @param statistics as {@code name=number}, with blanks between
   */
  public void statistics(String statistics) {
    say("stats: " + statistics);
  }

  /**
   * Tells of trouble, unless it was told of this cause since it last went well; numbers make no
   * other cause.
   *
   * @param cause what is the same when it comes again
   * @param message what people are told
   */
  public void trouble(String cause, String message) {
    if (troubles.add(NUMBER.matcher(cause).replaceAll("#"))) {
      say(message);
    }
  }

  /**
   * Tells that what was in trouble goes well again, if anything was.
   *
   * @param message what people are told
   */
  public void well(String message) {
    if (!troubles.isEmpty()) {
      troubles.clear();
      say(message);
    }
  }

  /**
   * Says what an exception of the file system means; some of them say only where it was.
   *
   * @param e the exception
   * @return a line
   */
  public static String describe(IOException e) {
    if (e instanceof FileSystemException at && at.getReason() == null) {
      return at.getFile() + ": " + reason(at);
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /**
   * Says what went wrong where nothing was expected to, and what to do about it.
   *
   * @param e the exception
   * @return a line
   */
  public static String describe(Throwable e) {
    if (e instanceof OutOfMemoryError) {
      return e.getMessage()
          + ": give this host more memory (java -Xmx), or its user more processes and threads"
          + " (ulimit -u, TasksMax=)";
    }
    return e
        + " at "
        + (e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0])
        + ": a defect, please report it";
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
