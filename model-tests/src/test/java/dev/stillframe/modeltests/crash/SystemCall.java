package dev.stillframe.modeltests.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A system call of the host on its files.
 *
 * @param name as strace prints it
 * @param occurrence which one of this name it is, from 1 on
 * @param text the call with its arguments and its result
 */
record SystemCall(String name, int occurrence, String text) {
  private static final Pattern LINE = Pattern.compile("([0-9]+) +(([a-z0-9_]+)\\(.*)");

  /** The rest of a call within which another thread made one. */
  private static final Pattern RESUMED = Pattern.compile("([0-9]+) +<\\.\\.\\. .* resumed>(.*)");

  private static final String UNFINISHED = " <unfinished ...>";

  /**
   * Reads the calls of the thread that locks the store, which does all that is looked at here. The
   * client and the rest of the virtual machine are other threads.
   */
  static List<SystemCall> of(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    String locking =
        lines.stream()
            .filter(line -> line.contains("openat(") && line.contains(".lock\""))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("nobody locks the store: " + lines));
    String thread = locking.substring(0, locking.indexOf(' '));
    Map<String, Integer> counts = new HashMap<>();
    List<SystemCall> calls = new ArrayList<>();
    for (String line : lines) {
      Matcher call = LINE.matcher(line);
      if (call.matches() && call.group(1).equals(thread)) {
        String name = call.group(3);
        calls.add(new SystemCall(name, counts.merge(name, 1, Integer::sum), call.group(2)));
      }
      Matcher rest = RESUMED.matcher(line);
      if (rest.matches() && rest.group(1).equals(thread)) {
        int last = calls.size() - 1;
        calls.set(last, calls.get(last).finished(rest.group(2)));
      }
    }
    return calls;
  }

  private SystemCall finished(String rest) {
    return new SystemCall(name, occurrence, text.replace(UNFINISHED, "") + rest);
  }

  boolean is(String... names) {
    return List.of(names).contains(name);
  }

  /** Tells whether it changes files, or makes a change durable. */
  boolean changesFiles() {
    return is("write", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename", "link", "unlink")
        || is("openat") && text.contains("O_CREAT");
  }

  /** Returns the number between the last equals sign and what follows it. */
  long result() {
    String end = text.substring(text.lastIndexOf('=') + 1).strip();
    return Long.parseLong(end.split("[ (]", 2)[0]);
  }

  /** Returns the first of its arguments that is in quotes. */
  String path() {
    int from = text.indexOf('"') + 1;
    return text.substring(from, text.indexOf('"', from));
  }

  /** Returns its first argument, a number. */
  int descriptor() {
    String first = text.substring(name.length() + 1).split("[,)]", 2)[0];
    return Integer.parseInt(first);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s %d: %.160s", name, occurrence, text);
  }
}
