package dev.stillframe.modeltests.tlc;

import dev.stillframe.modeltests.LimitedProcess;
import dev.stillframe.modeltests.shared.SharedJvms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import tlc2.TLC;

/**
 * Runs TLC: in a JVM that other configurations share where that gives the same, and otherwise in
 * one of its own, since TLC keeps its state in static fields.
 *
 * <p>All that TLC writes goes to a temporary directory, the standard modules that it unpacks
 * included, so that two runs never meet and nothing stays behind.
 */
public final class Tlc {
  private static final int MOST_TRIES = 100;

  /** So much of the heap for fingerprints: a shared JVM has to hold those of many runs. */
  private static final String SHARED_FINGERPRINTS = "0.01";

  /** What a JVM needs that is shared. */
  static final String SHARED_CLASS_PATH =
      place(SharedJvms.class) + System.getProperty("path.separator") + place(TLC.class);

  private static final SharedJvms SHARED = new SharedJvms(SHARED_CLASS_PATH);

  /** TLC's classes ask once whether they are to count, and never again. */
  private static final SharedJvms SHARED_AND_COUNTING = new SharedJvms(SHARED_CLASS_PATH);

  /** In the place of an exit code: the run was given up, and there was none. */
  private static final int GIVEN_UP = -1;

  private static final int NOT_RUN = Integer.MAX_VALUE;

  private Tlc() {}

  /**
   * What came of a run.
   *
   * @param exitCode -1 if the run was given up
   * @param isShared whether other configurations ran in the same JVM
   * @param remark what is to be said of how it was run, or why it was given up; null if nothing
   */
  public record Run(
      int exitCode, TlcOutput output, double seconds, boolean isShared, String remark) {
    Run with(String newRemark) {
      return new Run(exitCode, output, seconds, isShared, newRemark);
    }

    /** Whether another run of the same configuration found the same, state by state. */
    boolean findsWhat(Run other) {
      return exitCode == other.exitCode && output.findings().equals(other.output.findings());
    }

    public boolean timedOut() {
      return exitCode == GIVEN_UP;
    }
  }

  /** Reads what a run of TLC has written besides its output. */
  @FunctionalInterface
  public interface Written {
    void read(Path directory) throws IOException;
  }

  /** Whether the user put another TLC in the place of the one that the build pins. */
  static boolean isReplaced() {
    return !System.getProperty("tla2tools", "").isEmpty();
  }

  /**
   * Runs a configuration in a JVM that others share, and in one of its own if it is large, if TLC
   * is not the one that the build pins, or if nothing came of the first: only what TLC concluded
   * counts.
   */
  static Run run(Path specs, Model model) throws IOException, InterruptedException {
    return run(specs, model, TlcCommand.countsActions(model) ? SHARED_AND_COUNTING : SHARED);
  }

  static Run run(Path specs, Model model, SharedJvms jvms)
      throws IOException, InterruptedException {
    if (!isReplaced() && !model.isLarge()) {
      Run run = runShared(specs, model, jvms);
      if (Judge.hasConcluded(run)) {
        return run;
      }
    }
    return runAlone(specs, model);
  }

  private static Run runShared(Path specs, Model model, SharedJvms jvms) throws IOException {
    Path scratch = Files.createTempDirectory("stillframe-tlc-");
    try {
      Path printed = Files.createFile(scratch.resolve("output"));
      List<String> arguments = TlcCommand.arguments(model, scratch);
      arguments.addAll(0, List.of("-fpmem", SHARED_FINGERPRINTS));
      long start = System.nanoTime();
      int code;
      try {
        code = jvms.run(specs, arguments, printed, model.timeout()).orElse(NOT_RUN);
      } catch (TimeoutException e) {
        code = GIVEN_UP;
      }
      return run(code, printed, start, true);
    } finally {
      delete(scratch);
    }
  }

  /** Runs a configuration in a JVM of its own. */
  static Run runAlone(Path specs, Model model) throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("stillframe-tlc-");
    try {
      return run(specs, TlcCommand.command(model, scratch), scratch, model.timeout());
    } finally {
      delete(scratch);
    }
  }

  /**
   * Runs TLC with one worker on a module that is written for this run, {@code MODULE.tla} and
   * {@code MODULE.cfg}, and that may extend the specs.
   *
   * @param specs the directory of the specs
   * @param files what is written, by file name
   * @param options of TLC besides
   * @param timeout seconds after which the run is given up
   */
  public static Run run(
      Path specs, String module, Map<String, String> files, List<String> options, long timeout)
      throws IOException, InterruptedException {
    return run(specs, module, files, options, timeout, directory -> {});
  }

  /**
   * Does the same, and reads what TLC wrote in the directory that it ran in, which is removed then.
   */
  public static Run run(
      Path specs,
      String module,
      Map<String, String> files,
      List<String> options,
      long timeout,
      Written written)
      throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("stillframe-tlc-");
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(scratch.resolve(file.getKey()), file.getValue());
      }
      List<String> arguments = TlcCommand.arguments(scratch, module + ".cfg");
      arguments.addAll(List.of("-workers", "1"));
      arguments.addAll(options);
      arguments.add(module);
      List<String> command = TlcCommand.command(specs, scratch, arguments);
      Run run = run(scratch, command, scratch, timeout);
      written.read(scratch);
      return run;
    } finally {
      delete(scratch);
    }
  }

  private static Run run(Path directory, List<String> command, Path scratch, long timeout)
      throws IOException, InterruptedException {
    Path printed = scratch.resolve("output");
    long start = System.nanoTime();
    OptionalInt code = LimitedProcess.run(command, directory, printed, timeout);
    return run(code.orElse(GIVEN_UP), printed, start, false);
  }

  private static Run run(int code, Path printed, long start, boolean isShared) throws IOException {
    double seconds = (System.nanoTime() - start) / 1e9;
    TlcOutput output = new TlcOutput(Files.readString(printed, StandardCharsets.UTF_8));
    return new Run(code, output, seconds, isShared, null);
  }

  static String jar() {
    if (isReplaced()) {
      return Path.of(System.getProperty("tla2tools")).toAbsolutePath().toString();
    }
    return place(TLC.class);
  }

  /** The file or directory that a class was loaded from. */
  static String place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(type + " is not on the class path as a file", e);
    }
  }

  /**
   * Deletes a directory. Threads that TLC leaves behind when it is ended early may write a last
   * file meanwhile, which goes too.
   */
  static void delete(Path directory) throws IOException {
    for (int again = MOST_TRIES; ; again--) {
      try (Stream<Path> paths = Files.walk(directory)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
        return;
      } catch (DirectoryNotEmptyException | UncheckedIOException e) {
        if (again == 0) {
          throw e;
        }
      }
    }
  }
}
