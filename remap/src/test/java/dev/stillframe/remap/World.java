package dev.stillframe.remap;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.stillframe.files.MemoryLock;
import dev.stillframe.memory.PagedImage;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A memory in /dev/shm, with a client process that writes to it, and a host process. */
final class World implements AutoCloseable {
  final Path file;
  final Path socket;
  private final Path directory;
  private final List<Process> processes = new ArrayList<>();
  private Process client;

  World() throws IOException {
    directory = Files.createTempDirectory(Path.of("/dev/shm"), "stillframe-test-");
    file = directory.resolve("memory");
    socket = directory.resolve("socket");
    Files.createFile(file);
  }

  /** Opens the memory as a host does. */
  FileChannel open() throws IOException {
    return FileChannel.open(file, READ);
  }

  FileChannel openForWriting() throws IOException {
    return FileChannel.open(file, READ, WRITE);
  }

  /** Starts a client, when a host waits for it. */
  Process start(String what) throws IOException {
    client = start(Writer.class, file.toString(), socket.toString(), what);
    return client;
  }

  /** Starts a client that is measured, with as many bytes; it may need what this class does not. */
  Process start(Class<?> measured, String what, long size) throws IOException {
    List<String> arguments = List.of(what, file.toString(), socket.toString(), Long.toString(size));
    client = start(program(List.of(), measured, arguments));
    return client;
  }

  /** Starts a host that stops at a step, and waits until clients may come. */
  Process startHost(int step, boolean isWatched) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of(file.toString(), socket.toString(), "" + step));
    if (isWatched) {
      arguments.add("watched");
    }
    Process host = start(HostProcess.class, arguments.toArray(String[]::new));
    await(host, "open");
    return host;
  }

  private Process start(Class<?> program, String... arguments) throws IOException {
    return start(program(program, List.of(arguments)));
  }

  private Process start(ProcessBuilder program) throws IOException {
    Process process = program.start();
    processes.add(process);
    return process;
  }

  /** A program of the tests' own class path. */
  static ProcessBuilder program(Class<?> program, List<String> arguments) {
    return program(List.of("-Xmx32m", "-XX:TieredStopAtLevel=1"), program, arguments);
  }

  private static ProcessBuilder program(
      List<String> options, Class<?> program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(Redirect.INHERIT);
  }

  /** Waits until a process says something. */
  static void await(Process process, String line) throws IOException {
    byte[] bytes = process.getInputStream().readNBytes(line.length() + 1);
    String said = new String(bytes, StandardCharsets.US_ASCII).strip();
    if (!said.equals(line)) {
      throw new AssertionError("it says " + said + " instead of " + line);
    }
  }

  /** Captures until there is an image; fails if the client ends before. */
  PagedImage next(RemapCapture capture) throws IOException {
    while (true) {
      Optional<PagedImage> image = capture.capture();
      if (image.isPresent()) {
        return image.get();
      }
      if (!client.isAlive()) {
        throw new AssertionError("the client has ended with " + client.exitValue());
      }
      Thread.onSpinWait();
    }
  }

  void killClient() {
    client.destroyForcibly().onExit().join();
  }

  @Override
  public void close() throws IOException {
    for (Process process : processes) {
      process.destroyForcibly().onExit().join();
    }
    Files.deleteIfExists(socket);
    Files.deleteIfExists(file);
    Files.deleteIfExists(MemoryLock.path(file));
    Files.deleteIfExists(directory);
  }
}
