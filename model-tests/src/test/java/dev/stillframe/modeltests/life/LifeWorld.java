package dev.stillframe.modeltests.life;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.stillframe.cli.processes.Await;
import dev.stillframe.cli.processes.Program;
import dev.stillframe.queue.Handover;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One snapshot, the places from which its host is started, and all processes that belong to it. */
final class LifeWorld {
  /** From where, and with which environment, a host is started. */
  enum Way {
    PLAIN,
    OTHER_RUNTIME_DIRECTORY,
    THROUGH_A_LINK,
    RELATIVE,
    THROUGH_A_BIND_MOUNT
  }

  private static final String NAME = "state.snap";
  private static final String BIND_MOUNT =
      "exec unshare --mount /bin/sh -c "
          + "'mount --bind \"$1\" \"$2\" && shift 2 && exec \"$@\"' sh \"$@\"";
  private static final String MARK = "STILLFRAME_LIFE";

  private final Path directory;
  private final Path classes;
  private final List<String> options;
  private final Path logs;
  private final boolean mayMount;
  private Path state;
  private int moves;

  /**
   * Makes an empty world.
   *
   * @param directory where it is to be
   * @param classes of a library to use in place of the shipped one; null for that
   * @param options of the host
   */
  LifeWorld(Path directory, Path classes, List<String> options) throws Exception {
    this.directory = directory;
    this.classes = classes;
    this.options = options;
    this.logs = Files.createDirectory(directory.resolve("logs"));
    this.state = Files.createDirectory(directory.resolve("state"));
    Files.createSymbolicLink(link(), state.getFileName());
    Files.createDirectory(bound());
    for (Path runtime : runtimes()) {
      Files.createDirectory(
          runtime,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    this.mayMount =
        Program.start(logs, Map.of(), List.of("/bin/sh", "-c", "unshare --mount true")).exitCode()
            == 0;
  }

  static Path acknowledged(Path directory) {
    return directory.resolve("acknowledged");
  }

  static Path writers(Path directory) {
    return directory.resolve("writers");
  }

  static Path log(Path directory) {
    return directory.resolve("log");
  }

  Path directory() {
    return directory;
  }

  Path snapshot() {
    return state.resolve(NAME);
  }

  /** Returns a file beside the snapshot whose name begins as its name does. */
  Path beside(String suffix) {
    return state.resolve(NAME + suffix);
  }

  /** Returns the image that a start would take: that with the name, or the younger twin. */
  Path newestImage() throws IOException {
    if (Files.exists(snapshot(), NOFOLLOW_LINKS) || !Files.exists(beside(".0"))) {
      return snapshot();
    }
    Path first = beside(".0");
    Path second = beside(".1");
    boolean isSecond =
        Files.exists(second)
            && Files.getLastModifiedTime(second).compareTo(Files.getLastModifiedTime(first)) > 0;
    return isSecond ? second : first;
  }

  private Path link() {
    return directory.resolve("link");
  }

  private Path bound() {
    return directory.resolve("bound");
  }

  List<Path> runtimes() {
    return List.of(directory.resolve("runtime"), directory.resolve("other-runtime"));
  }

  List<Way> ways() {
    return Stream.of(Way.values())
        .filter(way -> mayMount || way != Way.THROUGH_A_BIND_MOUNT)
        .toList();
  }

  /** Gives the directory of the snapshot another name. */
  void move() throws IOException {
    moves++;
    state = Files.move(state, directory.resolve("state-" + moves));
    Files.delete(link());
    Files.createSymbolicLink(link(), state.getFileName());
  }

  /** Starts a host, and so its client. */
  Program start(Way way) throws IOException {
    List<String> command = new ArrayList<>();
    if (way == Way.THROUGH_A_BIND_MOUNT) {
      command.addAll(List.of("/bin/sh", "-c", BIND_MOUNT, "sh"));
      command.addAll(List.of(state.toString(), bound().toString()));
    }
    command.addAll(program("dev.stillframe.cli.command.Stillframe"));
    command.add("host");
    command.addAll(options);
    command.add(name(way).toString());
    command.add("--");
    command.addAll(program(LifeClient.class.getName()));
    command.add(directory.toString());
    Path runtime = runtimes().get(way == Way.OTHER_RUNTIME_DIRECTORY ? 1 : 0);
    return Program.start(
        logs, Map.of("XDG_RUNTIME_DIR", runtime.toString(), MARK, directory.toString()), command);
  }

  private List<String> program(String mainClass) {
    List<String> command = Program.java(mainClass, List.of());
    if (classes != null) {
      int at = command.indexOf("-cp") + 1;
      command.set(at, classes + File.pathSeparator + command.get(at));
    }
    return command;
  }

  private Path name(Way way) {
    return switch (way) {
      case THROUGH_A_LINK -> link().resolve(NAME);
      case THROUGH_A_BIND_MOUNT -> bound().resolve(NAME);
      case RELATIVE -> Path.of("..").resolve(state.getFileName()).resolve(NAME);
      default -> snapshot();
    };
  }

  /** Returns what all clients have written down until now. */
  List<String> log() throws IOException {
    return Files.exists(log(directory)) ? Files.readAllLines(log(directory)) : List.of();
  }

  /** Returns the files in the runtime directories. */
  List<Path> runtimeFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path runtime : runtimes()) {
      for (Path inside : list(runtime)) {
        files.addAll(list(inside));
      }
    }
    return files;
  }

  /** Returns the files that have the name of a memory. */
  List<Path> memories() throws IOException {
    return runtimeFiles().stream()
        .filter(file -> !file.toString().matches(".*\\.(new|lock|store|aside)"))
        .filter(file -> Files.isRegularFile(file, NOFOLLOW_LINKS))
        .toList();
  }

  /** Returns the files beside the snapshot, and itself. */
  List<Path> stateFiles() throws IOException {
    return list(state);
  }

  private static List<Path> list(Path parent) throws IOException {
    try (Stream<Path> all = Files.list(parent)) {
      return all.sorted().toList();
    }
  }

  /** Returns the clients that live, whoever started them. */
  List<ProcessHandle> clients() {
    return ProcessHandle.allProcesses().filter(this::isClient).toList();
  }

  private boolean isClient(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "environ");
      String environment = "\0" + new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return environment.contains("\0" + MARK + "=" + directory + "\0")
          && environment.contains("\0" + Handover.SNAPSHOT + "=");
    } catch (IOException e) {
      return false; // It has ended, or belongs to another user.
    }
  }

  /** Kills all clients; returns when none of them can write any more. */
  void killClients() throws Exception {
    Await.until(
        "all clients are dead",
        () -> {
          List<ProcessHandle> living = clients();
          living.forEach(ProcessHandle::destroyForcibly);
          return living.isEmpty() && !isWritten();
        });
  }

  private boolean isWritten() throws IOException {
    Path file = writers(directory);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    }
  }
}
