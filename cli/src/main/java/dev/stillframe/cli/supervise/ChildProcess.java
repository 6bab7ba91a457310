package dev.stillframe.cli.supervise;

import dev.stillframe.queue.Handover;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A client that is a child of this process, where no shell supervises both. */
final class ChildProcess implements Client {
  // A shell, because ProcessBuilder hands on no descriptors. The path is one of /proc/PID/fd, not a
  // name in a directory: that is the host's file whatever happens to the name, and the shell can
  // create nothing. `command` keeps a failing redirection from ending the shell with its own code.
  private static final String HAND_OVER =
      "command exec 3<>\"$1\" || exit 125; shift; export LISTEN_PID=$$; ";
  private static final String RUN = "exec \"$@\"";

  // What Java cannot hand on as it is comes with escapes.
  private static final String DECODE =
      "n=$#; while [ $n -gt 0 ]; do w=$(printf '%b.' \"$1\"); shift; set -- \"$@\" \"${w%.}\";"
          + " n=$((n - 1)); done; ";

  // A shell drops variables whose names it cannot have; env takes them out of others.
  private static final String CARRIED = "sf_carry_";
  private static final String CARRY =
      "o= s=--; for v in $sf_carried; do eval \"w=\\$$v\"; w=$(printf '%b.' \"$w\");"
          + " eval \"$v=\\${w%.}\"; o=\"$o -u $v\" s=\"$s \\${$v}\"; done;"
          + " exec env -u sf_carried $o -S \"$s\" \"$@\"";

  private final Process process;

  private ChildProcess(Process process) {
    this.process = process;
  }

  static Client start(List<String> command, Path descriptor, Map<String, String> additions)
      throws IOException {
    boolean isPlain = command.stream().allMatch(RawText::isPlain);
    List<String> carried = oddVariables();
    List<String> line =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                HAND_OVER + (isPlain ? "" : DECODE) + (carried.isEmpty() ? RUN : CARRY),
                "sh",
                descriptor.toString()));
    if (isPlain) {
      line.addAll(command);
    } else {
      RawText.arguments(command.size()).forEach(word -> line.add(Escapes.of(word)));
    }
    ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
    Map<String, String> environment = builder.environment();
    environment
        .keySet()
        .removeAll(List.of(Handover.MEMORY, Handover.SNAPSHOT, Handover.JOURNAL, Handover.SOCKET));
    environment.putAll(additions);
    environment.put("LISTEN_FDS", "1");
    environment.put("LISTEN_FDNAMES", Handover.FD_NAME);
    List<String> names = new ArrayList<>();
    for (String variable : carried) {
      names.add(CARRIED + names.size());
      environment.put(names.get(names.size() - 1), variable);
    }
    if (!names.isEmpty()) {
      environment.put("sf_carried", String.join(" ", names));
    }
    return new ChildProcess(builder.start());
  }

  /** Returns the variables that a shell does not hand on, with escapes. */
  private static List<String> oddVariables() throws IOException {
    List<String> odd = new ArrayList<>();
    for (String name : System.getenv().keySet()) {
      if (!name.isEmpty() && !isIdentifier(name)) {
        return allOddVariables();
      }
    }
    return odd;
  }

  private static List<String> allOddVariables() throws IOException {
    List<String> odd = new ArrayList<>();
    for (byte[] variable : RawText.environment()) {
      String text = new String(variable, StandardCharsets.ISO_8859_1);
      int equals = text.indexOf('=');
      if (equals > 0 && !isIdentifier(text.substring(0, equals))) {
        odd.add(Escapes.of(variable));
      }
    }
    return odd;
  }

  private static boolean isIdentifier(String name) {
    for (int i = 0; i < name.length(); i++) {
      char each = name.charAt(i);
      boolean isLetter = each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z' || each == '_';
      if (!isLetter && (i == 0 || each < '0' || each > '9')) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean hasEndedAfter(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public int exitCode() {
    return process.exitValue();
  }

  /** TERM needs no other process; of the others ProcessHandle knows none. */
  @Override
  public void signal(String name) throws IOException, InterruptedException {
    if (name.equals("TERM")) {
      process.destroy();
    } else if (process.isAlive()) {
      String pid = Long.toString(process.pid());
      new ProcessBuilder("/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, pid)
          .redirectError(Redirect.DISCARD) // It may have ended between the two calls.
          .start()
          .waitFor();
    }
  }
}
