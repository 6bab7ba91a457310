package dev.stillframe.modeltests.crash;

import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.cli.processes.MemoryPath;
import dev.stillframe.cli.processes.Program;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;

/**
 * Runs the shipped host over a client, lets a fault happen to one of its system calls, and then
 * runs another host, which nothing happens to. What was on disk must be there, whole, after the
 * first; what the client committed must be on disk after the second.
 */
final class Trials implements AutoCloseable {
  /** How the memory is found. */
  enum Start {
    /** There is none: the host restores it, and the client commits in it. */
    FRESH,
    /** A host and its client were killed and left it; the client commits nothing. */
    TAKEN_UP
  }

  private static final String CALLS =
      "openat,read,pread64,write,pwrite64,fsync,fdatasync,rename,link,unlink,fcntl,statx,"
          + "newfstatat,readlink,getdents64,ftruncate,close,dup,lseek,mkdir,mmap";

  private final Path root;
  private final HostWorld world;
  private final Subject subject;
  private final Start start;
  private final List<Path> mutated;
  private final Path state;
  private final Path memory;

  /**
   * Prepares trials in a directory of their own.
   *
   * @param mutated directories with classes that take the place of shipped ones
   */
  Trials(Subject subject, Start start, List<Path> mutated) throws Exception {
    this.subject = subject;
    this.start = start;
    this.mutated = mutated;
    Path shared = Path.of("/dev/shm");
    Path made =
        Files.isWritable(shared)
            ? Files.createTempDirectory(shared, "crash")
            : Files.createTempDirectory("crash");
    root = made.toRealPath();
    world = new HostWorld(root);
    state = root.resolve("state-after");
    memory =
        world.runtime().resolve("stillframe-" + Files.getAttribute(root, "unix:uid") + "/memory");
  }

  private void reset() throws Exception {
    deleteAll(root);
    new HostWorld(root);
    subject.content().prepare(world.snapshot());
    Files.write(state, subject.content().memory());
    Files.createDirectory(
        memory.getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    MemoryPath.set(world.snapshot(), memory);
    if (start == Start.TAKEN_UP) {
      Files.createFile(
          memory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(memory, subject.content().memory());
    }
  }

  private static void deleteAll(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /**
   * The client writes its whole memory at once, and then acknowledges. A fault may happen to it as
   * well, for strace counts the calls of each process: then it does not, and ends all the same.
   */
  private String client() {
    return start == Start.TAKEN_UP
        ? "true"
        : String.format(
            Locale.ROOT,
            "cat '%s' 1<>\"$STILLFRAME_MEMORY\" && echo done >'%s'; true",
            state,
            world.acknowledged());
  }

  private Program run(List<String> prefix, String client) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    List<String> arguments = new ArrayList<>(List.of("host"));
    arguments.addAll(subject.options());
    arguments.addAll(List.of(world.snapshot().toString(), "--", "/bin/sh", "-c", client));
    List<String> java = Program.java("dev.stillframe.cli.command.Stillframe", arguments);
    java.add(1, "-XX:-UsePerfData"); // A file that has nothing to do with the host.
    int classPath = java.indexOf("-cp") + 1;
    for (Path directory : mutated) {
      java.set(classPath, directory + File.pathSeparator + java.get(classPath));
    }
    command.addAll(java);
    return Program.start(
        root.resolve("logs"), Map.of("XDG_RUNTIME_DIR", world.runtime().toString()), command);
  }

  private List<String> strace(Path log, Optional<String> injection) {
    List<String> command = new ArrayList<>(Strace.command());
    command.addAll(List.of("-o", log.toString(), "-e", "trace=" + CALLS));
    injection.ifPresent(expression -> command.addAll(List.of("-e", expression)));
    if (!injection.orElse("").contains("signal")) {
      command.add("--seccomp-bpf"); // Faster; but where it stops no signal can be sent.
    }
    List<Path> files = subject.files(world.snapshot());
    files.add(memory);
    files.add(memory.resolveSibling(memory.getFileName() + ".new"));
    files.add(memory.getParent());
    files.forEach(file -> command.addAll(List.of("-P", file.toString())));
    return command;
  }

  private static String require(Program host, int code) throws Exception {
    try (host) {
      if (host.exitCode() != code) {
        throw new AssertionFailedError("exit code " + host.exitCode() + " of " + host);
      }
      return host.err();
    }
  }

  /** Lets nothing happen, and returns the system calls of the host on its files. */
  List<SystemCall> calls() throws Exception {
    reset();
    Path log = root.resolve("log");
    require(run(strace(log, Optional.empty()), client()), 0);
    requireNewest(Content.AFTER, "without a fault");
    return SystemCall.of(log);
  }

  Path memory() {
    return memory;
  }

  /**
   * Lets a fault happen to a call.
   *
   * @throws AssertionFailedError if a claim does not hold after it
   */
  void fail(SystemCall call, Fault fault) throws Exception {
    String what = subject + " " + start + ", " + fault + " at " + call;
    reset();
    Path log = root.resolve("log");
    Program host = run(strace(log, Optional.of(fault.expression(call))), client());
    try (host) {
      int code = host.exitCode();
      if (fault == Fault.KILL) {
        requireReached(code == 128 + 9, what);
      } else {
        requireReached(Files.readString(log).contains("(INJECTED)"), what);
        requireCause(host, call, fault, what);
      }
    }
    requireRestorable(what);
  }

  private static void requireReached(boolean isReached, String what) {
    if (!isReached) {
      throw new IllegalStateException("this call was not made again: " + what);
    }
  }

  /** Whoever does not get what was asked for says why; whoever gets it may have tried again. */
  private void requireCause(Program host, SystemCall call, Fault fault, String what)
      throws Exception {
    boolean isTold = host.err().contains(fault.message());
    int code = host.exitCode();
    if (code != 0 && code != 125) {
      throw new AssertionFailedError("exit code " + code + ", " + what + ": " + host);
    }
    if (code == 0) {
      requireNewest(committed(), what);
    }
    if (!isTold && (code != 0 || call.changesFiles() && fault != Fault.EINTR)) {
      throw new AssertionFailedError("the cause is not told, " + what + ": " + host);
    }
  }

  /**
   * Lets no file grow beyond a size: a write that crosses it is short, and the next one fails.
   *
   * @param blocks of 512 bytes
   * @return whether it was in the way
   */
  boolean limit(int blocks) throws Exception {
    reset();
    String what = subject + ", files of at most " + blocks + " blocks";
    List<String> limited =
        List.of("/bin/sh", "-c", "ulimit -f \"$1\"; shift; exec \"$@\"", "sh", "" + blocks);
    boolean isInTheWay;
    try (Program host = run(limited, client())) {
      isInTheWay = host.exitCode() != 0;
      if (isInTheWay && !host.err().contains("File too large")) {
        throw new AssertionFailedError("the cause is not told, " + what + ": " + host);
      }
    }
    requireRestorable(what);
    return isInTheWay;
  }

  private void requireRestorable(String what) throws Exception {
    requireNewest(Content.BEFORE, what);
    try {
      require(run(List.of(), "true"), 0);
    } catch (AssertionFailedError e) {
      throw new AssertionFailedError("the next host, " + what + ": " + e.getMessage());
    }
    requireNewest(committed(), "after the next host, " + what);
  }

  private int committed() {
    boolean isDone = start == Start.TAKEN_UP || Files.exists(world.acknowledged());
    return isDone ? Content.AFTER : Content.BEFORE;
  }

  private void requireNewest(int least, String what) {
    int newest;
    try {
      newest = subject.content().newest(world.snapshot());
    } catch (IOException e) {
      throw new AssertionFailedError("nothing can be read, " + what + ": " + e);
    }
    if (newest < least) {
      throw new AssertionFailedError(newest + " commits on disk and not " + least + ", " + what);
    }
  }

  @Override
  public void close() throws IOException {
    deleteAll(root);
  }
}
