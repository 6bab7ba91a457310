package dev.stillframe.modeltests.tlc;

import dev.stillframe.modeltests.LimitedProcess;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import tlc2.TLC;

/**
 * Runs TLC in a JVM of its own, since TLC keeps its state in static fields.
 *
 * <p>All that TLC writes goes to a temporary directory, the standard modules that it unpacks
 * included, so that two runs never meet and nothing stays behind.
 */
public final class Tlc {
  private Tlc() {}

  /**
   * What came of a run.
   *
   * @param exitCode -1 if the run was given up
   * @param remark what is to be said of how it was run, or why it was given up; null if nothing
   */
  public record Run(int exitCode, TlcOutput output, double seconds, String remark) {
    Run with(String newRemark) {
      return new Run(exitCode, output, seconds, newRemark);
    }

    public boolean timedOut() {
      return exitCode < 0;
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

  static Run run(Path specs, Model model) throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("stillframe-tlc-");
    try {
      return run(specs, command(model, scratch), scratch, model.timeout());
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
      List<String> command = command(scratch, module + ".cfg");
      command.addAll(
          1,
          List.of(
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-DTLA-Library=" + specs.toAbsolutePath()));
      command.addAll(List.of("-workers", "1"));
      command.addAll(options);
      command.add(module);
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
    double seconds = (System.nanoTime() - start) / 1e9;
    TlcOutput output = new TlcOutput(Files.readString(printed, StandardCharsets.UTF_8));
    return new Run(code.orElse(-1), output, seconds, null);
  }

  private static List<String> command(Path scratch, String config) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + scratch,
            "-Dfile.encoding=UTF-8",
            "-cp",
            jar(),
            "tlc2.TLC",
            "-tool",
            "-fp",
            "0",
            "-checkpoint",
            "0",
            "-metadir",
            scratch.resolve("states").toString(),
            "-config",
            config));
  }

  private static List<String> command(Model model, Path scratch) {
    List<String> command = command(scratch, model.config());
    if (!model.isNegative()) {
      command.addAll(List.of("-coverage", "1"));
    }
    if (model.isLarge()) {
      command.add(1, "-XX:+UseParallelGC");
      command.addAll(List.of("-workers", "auto"));
    } else {
      // It ends within seconds: what a better compiler does is not paid back.
      command.addAll(1, List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
      // With one worker a counterexample is as short as can be, and the same in each run.
      command.addAll(List.of("-workers", "1"));
    }
    command.add(model.module());
    return command;
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

  static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
