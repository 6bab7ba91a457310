package dev.stillframe.modeltests.mutants;

import dev.stillframe.modeltests.mutants.Mutant.Engine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs tests of one engine against some classes of the library, in a virtual machine of its own.
 */
final class EngineRun {
  /** What came of a run. */
  enum Verdict {
    GREEN,
    RED,
    HANGS,
    BROKEN
  }

  /**
   * The verdict, and what the virtual machine said last.
   *
   * @param said one line
   */
  record Outcome(Verdict verdict, String said) {}

  private final Path root;
  private final Path scratch;

  /**
   * Prepares runs.
   *
   * @param root of the checkout
   * @param scratch for all that the tests leave behind
   */
  EngineRun(Path root, Path scratch) {
    this.root = root;
    this.scratch = scratch;
  }

  /**
   * Runs tests.
   *
   * @param classes are found before those of the build; null for those of the build
   */
  Outcome run(Engine engine, List<String> tests, Path classes)
      throws IOException, InterruptedException {
    Path temporary = Files.createDirectories(scratch.resolve("tmp"));
    makeCheckout();
    Path printed = scratch.resolve(engine.id() + ".txt");
    Process process =
        new ProcessBuilder(command(engine, tests, classes, temporary))
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    Thread killer = new Thread(() -> kill(process));
    Runtime.getRuntime().addShutdownHook(killer);
    boolean hasEnded;
    try {
      hasEnded = process.waitFor(engine.timeout(), TimeUnit.SECONDS);
    } finally {
      kill(process);
      process.waitFor();
      Runtime.getRuntime().removeShutdownHook(killer);
    }
    Scratch.delete(temporary);
    return new Outcome(hasEnded ? verdict(process.exitValue()) : Verdict.HANGS, lastLine(printed));
  }

  /** What an engine reports of a mutant must not pass for a report about this tree. */
  private void makeCheckout() throws IOException {
    Path specs = scratch.resolve("spec-tla");
    if (!Files.exists(specs)) {
      Files.createSymbolicLink(specs, root.resolve("spec-tla"));
      Files.createFile(scratch.resolve("Makefile"));
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static Verdict verdict(int exitCode) {
    return switch (exitCode) {
      case TestRun.GREEN -> Verdict.GREEN;
      case TestRun.RED -> Verdict.RED;
      default -> Verdict.BROKEN;
    };
  }

  private static String lastLine(Path printed) throws IOException {
    List<String> lines = Files.readAllLines(printed);
    return lines.isEmpty() ? "nothing was printed" : lines.get(lines.size() - 1);
  }

  private List<String> command(Engine engine, List<String> tests, Path classes, Path temporary) {
    String built = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + root.resolve("model-tests/jvm.options"));
    command.addAll(List.of("-XX:+UseSerialGC", "-Djava.io.tmpdir=" + temporary));
    boolean areChecks = engine.checksOf() != null;
    if (areChecks) {
      command.add("-Dchecks=" + String.join(",", tests));
    }
    command.addAll(
        List.of("-cp", classes == null ? absolute(built) : classes + ":" + absolute(built)));
    command.add(TestRun.class.getName());
    // Within a check an exception says that nothing was checked.
    command.add(areChecks ? "assertions" : "exceptions");
    command.addAll(areChecks ? List.of(engine.checksOf()) : tests);
    return command;
  }

  /** The build's class path has relative parts, and tests run elsewhere. */
  private static String absolute(String classPath) {
    return List.of(classPath.split(File.pathSeparator)).stream()
        .map(part -> Path.of(part).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
