package dev.stillframe.modeltests.fuzz;

import dev.stillframe.cli.processes.Program;
import dev.stillframe.modeltests.LimitedProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the fuzzer on one target, in a virtual machine of its own. */
final class FuzzRun {
  /**
   * What came of it.
   *
   * @param executions how many inputs were tried; 0 if that is not known
   * @param finding what an input has led to; null if none was found
   * @param hasEnded whether the fuzzer came to its end, with or without a finding
   */
  record Outcome(long executions, String finding, boolean hasEnded) {}

  /** How libFuzzer exits when it has found something. */
  private static final int FOUND = 77;

  private static final int MOST_BYTES = 2048;
  private static final long SECONDS_FOR_AN_INPUT = 30;
  private static final long SECONDS_TO_START_AND_END = 120;

  private static final Pattern EXECUTED = Pattern.compile("number_of_executed_units:\\s+(\\d+)");
  private static final Pattern TRIED = Pattern.compile("(?m)^#(\\d+)");
  private static final Pattern THROWN =
      Pattern.compile("(?m)^== (?:Java Exception: (.*)|libFuzzer crashing input ==)");

  private final Path directory;

  /**
   * Prepares a run.
   *
   * @param directory is left with the output, and with the input that was found
   */
  FuzzRun(Path directory) {
    this.directory = directory;
  }

  /**
   * Runs the fuzzer until it finds something, or until the time is over.
   *
   * @param target has a method {@code fuzzerTestOneInput(byte[])}
   * @param corpus inputs to begin with
   * @param classes are found before those of the build; null for those of the build
   */
  Outcome run(Class<?> target, Path corpus, Path classes, long seconds)
      throws IOException, InterruptedException {
    Files.createDirectories(directory.resolve("corpus"));
    Path printed = directory.resolve("output.txt");
    OptionalInt code =
        LimitedProcess.run(
            command(target, corpus, classes, seconds),
            directory,
            printed,
            seconds + SECONDS_TO_START_AND_END);
    return outcome(Files.readString(printed), code.orElse(-1));
  }

  private static Outcome outcome(String output, int code) {
    Matcher executed = EXECUTED.matcher(output);
    long executions = executed.find() ? Long.parseLong(executed.group(1)) : lastTried(output);
    Matcher thrown = THROWN.matcher(output);
    String what = thrown.find() && thrown.group(1) != null ? thrown.group(1) : "see output.txt";
    return new Outcome(executions, code == FOUND ? what : null, code == FOUND || code == 0);
  }

  private static long lastTried(String output) {
    long last = 0;
    Matcher tried = TRIED.matcher(output);
    while (tried.find()) {
      last = Long.parseLong(tried.group(1));
    }
    return last;
  }

  private static List<String> command(Class<?> target, Path corpus, Path classes, long seconds) {
    String built = Program.classPath();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:+IgnoreUnrecognizedVMOptions"));
    command.add("-XX:+EnableDynamicAgentLoading");
    command.addAll(List.of("-cp", classes == null ? built : classes + File.pathSeparator + built));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.getName());
    command.add("--instrumentation_includes=dev.stillframe.**");
    command.add("-use_value_profile=1");
    command.add("-print_final_stats=1");
    command.add("-max_len=" + MOST_BYTES);
    command.add("-timeout=" + SECONDS_FOR_AN_INPUT);
    command.add("-max_total_time=" + seconds);
    command.addAll(List.of("corpus", corpus.toString()));
    return command;
  }
}
