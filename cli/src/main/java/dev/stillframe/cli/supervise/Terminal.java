package dev.stillframe.cli.supervise;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The terminal behind standard error, where people are told of what takes long. */
final class Terminal {
  // Java knows of no terminal but one behind standard input and output.
  private static final String SIZE = "test -t 0 && stty size 2>/dev/null";

  private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("[0-9]+ ([0-9]{1,4})");
  private static final int USUAL_COLUMNS = 80;

  private Terminal() {}

  /** Returns how wide it is, in characters; empty if there is none. */
  static OptionalInt columns() {
    ProcessBuilder shell =
        new ProcessBuilder("/bin/sh", "-c", SIZE)
            .redirectInput(new File("/proc/self/fd/" + ParentShell.standardError()))
            .redirectError(Redirect.DISCARD);
    try (BufferedReader output = shell.start().inputReader()) {
      return columns(output.readLine());
    } catch (IOException e) {
      return OptionalInt.empty(); // Whether anybody looks cannot be known, so nothing is shown.
    }
  }

  private static OptionalInt columns(String size) {
    Matcher matcher = ROWS_AND_COLUMNS.matcher(size == null ? "" : size);
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    int columns = Integer.parseInt(matcher.group(1));
    return OptionalInt.of(columns == 0 ? USUAL_COLUMNS : columns);
  }
}
