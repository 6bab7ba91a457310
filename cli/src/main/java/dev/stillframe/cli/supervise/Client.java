package dev.stillframe.cli.supervise;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The process that the host supervises. */
public interface Client {
  /**
   * Starts a client: by the shell that started this process if there is one, else as a child.
   *
   * @param command the program and its arguments
   * @param descriptor a path of the memory's descriptor in this process
   * @param additions what is added to its environment; what a host of this host has added is not
   *     handed on
   * @return the client, which has been started
   * @throws IOException if it cannot be started
   */
  static Client start(List<String> command, Path descriptor, Map<String, String> additions)
      throws IOException {
    Optional<ParentShell> shell = ParentShell.current();
    return shell.isPresent()
        ? shell.get().start(command, descriptor, additions)
        : ChildProcess.start(command, descriptor, additions);
  }

  /**
   * Waits for the end of the process.
   *
   * @param limit how long at most
   * @return whether it has ended
   * @throws InterruptedException if this thread is interrupted meanwhile
   */
  boolean hasEndedAfter(Duration limit) throws InterruptedException;

  /**
   * Returns the exit code of a process that has ended.
   *
   * @return the code; 128 + signal if one killed it
   */
  int exitCode();

  /**
   * Hands on a signal that this process got.
   *
   * @param name its name, without SIG
   * @throws IOException if it cannot be sent
   * @throws InterruptedException if this thread is interrupted meanwhile
   */
  void signal(String name) throws IOException, InterruptedException;
}
