package dev.stillframe.cli.processes;

import dev.stillframe.evidence.Programs;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process that a test started, with what it printed. */
public final class Program implements AutoCloseable {
  // Where /tmp is full, a virtual machine says so on standard output.
  private static final String NO_PERF_DATA = "-XX:-UsePerfData";

  // Nearly all of a run is the start of a virtual machine.
  static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", NO_PERF_DATA);

  private final Process process;
  private final Path out;
  private final Path err;

  private Program(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts a command that prints to files in a directory. */
  public static Program start(Path directory, Map<String, String> environment, List<String> command)
      throws IOException {
    Path out = Files.createTempFile(directory, "program", ".out");
    Path err = Files.createTempFile(directory, "program", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(Programs.resolve(command))
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    // A virtual machine says on standard error that it has picked up these options.
    Set<String> options = Set.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("LISTEN_") || options.contains(name));
    builder.environment().putAll(environment);
    return new Program(builder.start(), out, err);
  }

  /** The command that runs a class of the test's own class path. */
  public static List<String> java(String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(QUICK_START);
    command.addAll(List.of("-cp", classPath(), mainClass));
    command.addAll(arguments);
    return command;
  }

  /** The class path of the tests, for a program in another directory. */
  public static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Waits for the end and returns the exit code. */
  public int exitCode() throws Exception {
    if (!process.waitFor(Await.LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError(this + " does not end");
    }
    return process.exitValue();
  }

  public String out() throws IOException {
    return Files.readString(out);
  }

  public byte[] outBytes() throws IOException {
    return Files.readAllBytes(out);
  }

  public String err() throws IOException {
    return Files.readString(err);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Waits until the process has one child, and returns it. */
  public ProcessHandle child() throws Exception {
    Await.until(this + " has a child", () -> process.children().count() == 1);
    return process.children().findFirst().orElseThrow();
  }

  /** Types at the program's standard input. */
  public void type(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
  }

  /** Ends the standard input, for which a client may be waiting. */
  public void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Sends a signal by its name. */
  public void signal(String name) throws Exception {
    signal(pid(), name);
  }

  /** Sends a signal to any process. */
  public static void signal(long pid, String name) throws Exception {
    // The shell has a kill of its own; a program of this name is not everywhere.
    int code =
        new ProcessBuilder("/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, "" + pid)
            .start()
            .waitFor();
    if (code != 0) {
      throw new AssertionError("cannot send " + name + " to " + pid);
    }
  }

  /** Waits until the process has printed something to its standard error. */
  public void awaitErr(String text) throws Exception {
    Await.until(this + " says " + text, () -> !isAlive() || err().contains(text));
    if (!err().contains(text)) {
      throw new AssertionError("it did not say '" + text + "': " + this);
    }
  }

  /** Tells whether the process has started another. */
  public boolean hasChild() {
    return process.children().count() > 0;
  }

  /** Waits for the end, for as long as given; tells whether the process has ended. */
  public boolean hasEndedAfter(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Kills the process as SIGKILL does, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Kills whatever still lives. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    kill();
  }

  @Override
  public String toString() {
    try {
      return "process " + process.pid() + " [" + err().strip() + "]";
    } catch (IOException e) {
      return "process " + process.pid() + " [" + e + "]";
    }
  }
}
