package dev.stillframe.cli.processes;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A directory with a snapshot in it, and a runtime directory of its own for the memory. */
public final class HostWorld {
  private final Path directory;
  private final Path runtime;
  private final Path logs;

  public HostWorld(Path directory) throws IOException {
    this.directory = directory;
    this.runtime = Files.createDirectories(directory.resolve("runtime"));
    this.logs = Files.createDirectories(directory.resolve("logs"));
  }

  public Path directory() {
    return directory;
  }

  public Path snapshot() {
    return directory.resolve("state.snap");
  }

  public Path acknowledged() {
    return directory.resolve("acknowledged");
  }

  /** The one memory file, if there is one; a host that works meanwhile may remove it just then. */
  public Optional<Path> memory() throws IOException {
    AtomicReference<Path> found = new AtomicReference<>();
    Files.walkFileTree(
        runtime,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            // One that is being made, or was left so by a killed host.
            boolean isMemory =
                attributes.isRegularFile()
                    && !file.toString().matches(".*\\.(new|lock|store|aside)");
            if (isMemory) {
              found.set(file);
            }
            return isMemory ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    return Optional.ofNullable(found.get());
  }

  /** Starts a host with these options over a command. */
  public Program host(List<String> options, List<String> command) throws IOException {
    List<String> all = new ArrayList<>(List.of("host"));
    all.addAll(options);
    return hostOf("dev.stillframe.cli.command.Stillframe", all, command);
  }

  /** Starts another program as a host over a command. */
  public Program hostOf(String mainClass, List<String> options, List<String> command)
      throws IOException {
    return hostBy(Program.java(mainClass, List.of()), options, command);
  }

  /** Starts a program as a host over a command. */
  public Program hostBy(List<String> program, List<String> options, List<String> command)
      throws IOException {
    List<String> all = new ArrayList<>(program);
    all.addAll(options);
    all.addAll(List.of(snapshot().toString(), "--"));
    all.addAll(command);
    return start(all);
  }

  /**
   * Starts a host over a shell, which can do what no client should; {@code $1} is the snapshot.
   * Clients that are to live for a while wait for the end of their input: {@code read _}.
   */
  public Program shell(List<String> options, String script) throws IOException {
    return host(options, List.of("/bin/sh", "-c", script, "sh", snapshot().toString()));
  }

  /** Where the memory is, or will be. */
  public Path runtime() {
    return runtime;
  }

  /** Starts the command with these arguments. */
  public Program stillframe(List<String> arguments) throws IOException {
    return stillframeBehind(List.of(), arguments);
  }

  /** Starts the command behind a prefix that executes it. */
  public Program stillframeBehind(List<String> prefix, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(Program.java("dev.stillframe.cli.command.Stillframe", arguments));
    return start(command);
  }

  private Program start(List<String> command) throws IOException {
    return Program.start(logs, Map.of("XDG_RUNTIME_DIR", runtime.toString()), command);
  }

  /** The command of the example that counts events, with arguments after the first. */
  public List<String> eventCounter(String... arguments) {
    List<String> all = new ArrayList<>(List.of(acknowledged().toString()));
    all.addAll(List.of(arguments));
    return Program.java("dev.stillframe.examples.EventCounter", all);
  }

  /** The command of the example that commits records, with arguments after the first. */
  public List<String> records(String... arguments) {
    List<String> all = new ArrayList<>(List.of(acknowledged().toString()));
    all.addAll(List.of(arguments));
    return Program.java("dev.stillframe.examples.Records", all);
  }
}
