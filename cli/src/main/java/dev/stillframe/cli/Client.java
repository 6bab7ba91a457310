package dev.stillframe.cli;

import dev.stillframe.queue.Handover;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The process that the host supervises. */
final class Client {
  // A shell, because ProcessBuilder hands on no descriptors. The path is one of /proc/PID/fd, not a
  // name in a directory: that is the host's file whatever happens to the name, and the shell can
  // create nothing. `command` keeps a failing redirection from ending the shell with its own code.
  private static final String HAND_OVER =
      "command exec 3<>\"$1\" || exit 125; shift; export LISTEN_PID=$$; exec \"$@\"";

  private final Process process;

  private Client(Process process) {
    this.process = process;
  }

  /**
   * Starts a client.
   *
   * @param command the program and its arguments
   * @param descriptor a path of the memory's descriptor in this process
   * @param additions what is added to its environment; what a host of this host has added is not
   *     handed on
   */
  static Client start(List<String> command, Path descriptor, Map<String, String> additions)
      throws IOException {
    List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", HAND_OVER, "sh"));
    line.add(descriptor.toString());
    line.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
    Map<String, String> environment = builder.environment();
    environment
        .keySet()
        .removeAll(List.of(Handover.MEMORY, Handover.SNAPSHOT, Handover.JOURNAL, Handover.SOCKET));
    environment.putAll(additions);
    environment.put("LISTEN_FDS", "1");
    environment.put("LISTEN_FDNAMES", Handover.FD_NAME);
    return new Client(builder.start());
  }

  /** Waits for the end of the process, for as long as given; tells whether it has ended. */
  boolean hasEndedAfter(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Returns the exit code of a process that has ended; 128 + signal if one killed it. */
  int exitCode() {
    return process.exitValue();
  }

  /** Sends a signal; ProcessHandle knows only two of them. */
  void signal(String name) throws IOException, InterruptedException {
    if (process.isAlive()) {
      String pid = Long.toString(process.pid());
      new ProcessBuilder("/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, pid)
          .redirectError(Redirect.DISCARD) // It may have ended between the two calls.
          .start()
          .waitFor();
    }
  }
}
