package dev.stillframe.cli.supervise;

import dev.stillframe.queue.Handover;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * The shell of {@code bin/supervise}, which started this virtual machine, and starts, signals and
 * reaps the client.
 *
 * <p>This process has the user's standard error as descriptor 1. By descriptor 2 it tells the shell
 * what to do; what the virtual machine says there of itself, the shell keeps to itself. By
 * descriptor 0 it hears of signals and of the client's end. When that is closed, the shell was
 * killed, and so is this host.
 */
public final class ParentShell {
  /** Takes the signals that the shell got. */
  @FunctionalInterface
  public interface SignalListener {
    /**
     * Is told of a signal, which the shell hands on to a client.
     *
     * @param name its name, without SIG
     * @param number its number on this machine
     */
    void received(String name, int number);
  }

  private static final String PROPERTY = "stillframe.launcher";
  private static final int KILLED = 125;

  private static ParentShell current;

  private final long pid;
  private final List<String> arguments;
  private final OutputStream orders = new FileOutputStream(FileDescriptor.err);
  private final Queue<String[]> early = new ArrayDeque<>();
  private SignalListener listener;
  private int exitCode = -1;

  private ParentShell(long pid, List<String> arguments) {
    this.pid = pid;
    this.arguments = arguments;
  }

  /**
   * Connects to the shell if there is one, before anything is written to standard error.
   *
   * @param arguments the command line of this process
   */
  public static void connect(String[] arguments) {
    Long pid = Long.getLong(PROPERTY);
    if (pid == null) {
      return;
    }
    System.setErr(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    current = new ParentShell(pid, List.of(arguments));
    Thread listening = new Thread(current::listen, "what the shell says");
    listening.setDaemon(true);
    listening.start();
  }

  /**
   * Returns the shell that started this process.
   *
   * @return the shell, if there is one
   */
  public static Optional<ParentShell> current() {
    return Optional.ofNullable(current);
  }

  /**
   * Returns the number of the process that others take for the host.
   *
   * @return the shell's, if there is one
   */
  public static long pid() {
    return current == null ? ProcessHandle.current().pid() : current.pid;
  }

  /**
   * Returns the number of the descriptor that is the user's standard error.
   *
   * @return 1 behind a shell, which keeps 2 for orders
   */
  public static int standardError() {
    return current == null ? 2 : 1;
  }

  /**
   * Tells the shell, if there is one, with which code it is to exit when this process has.
   *
   * @param code the exit code
   * @throws IOException if the shell cannot be told
   */
  public static void exiting(int code) throws IOException {
    if (current != null) {
      current.order("exit " + code);
    }
  }

  /**
   * Hands signals to a listener from now on, those that came before first.
   *
   * @param to the listener
   */
  public synchronized void listen(SignalListener to) {
    listener = to;
    while (!early.isEmpty()) {
      signal(early.remove());
    }
  }

  private void listen() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      String line = lines.readLine();
      while (line != null) {
        told(line.split(" "));
        line = lines.readLine();
      }
    } catch (IOException e) {
      // As if it had ended.
    }
    Runtime.getRuntime().halt(KILLED);
  }

  private synchronized void told(String[] words) {
    if (words[0].equals("ended")) {
      exitCode = Integer.parseInt(words[1]);
      notifyAll();
    } else if (listener == null) {
      early.add(words);
    } else {
      signal(words);
    }
  }

  private void signal(String[] words) {
    listener.received(words[1], Integer.parseInt(words[2]));
  }

  /** Lets it start a client. */
  Client start(List<String> command, Path descriptor, Map<String, String> additions)
      throws IOException {
    int others = arguments.size() - command.size();
    if (others < 0 || !arguments.subList(others, arguments.size()).equals(command)) {
      throw new IOException("what is COMMAND is not clear: write -- right before it");
    }
    for (Map.Entry<String, String> addition : additions.entrySet()) {
      order("let " + addition.getKey() + " " + Escapes.of(addition.getValue()));
    }
    order("let LISTEN_FDS 1");
    order("let LISTEN_FDNAMES " + Handover.FD_NAME);
    order("start " + command.size() + " " + Escapes.of(descriptor.toString()));
    return new Started();
  }

  private void order(String line) throws IOException {
    orders.write(("sf: " + line + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private synchronized boolean hasEndedAfter(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    long left = limit.toNanos();
    while (exitCode < 0 && left > 0) {
      wait(left / 1_000_000 + 1);
      left = deadline - System.nanoTime();
    }
    return exitCode >= 0;
  }

  /** A client that the shell has started. */
  private final class Started implements Client {
    @Override
    public boolean hasEndedAfter(Duration limit) throws InterruptedException {
      return ParentShell.this.hasEndedAfter(limit);
    }

    @Override
    public int exitCode() {
      synchronized (ParentShell.this) {
        return exitCode;
      }
    }

    /** Nothing: the shell does. */
    @Override
    public void signal(String name) {}
  }
}
