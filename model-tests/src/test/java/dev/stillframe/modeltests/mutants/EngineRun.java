package dev.stillframe.modeltests.mutants;

import dev.stillframe.cli.processes.Program;
import dev.stillframe.evidence.NewerJdk;
import dev.stillframe.modeltests.LimitedProcess;
import dev.stillframe.modeltests.mutants.Mutant.Engine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Runs tests of one engine against some classes of the library, in a virtual machine of its own.
 */
final class EngineRun {
  /** What came of a run. */
  enum Verdict {
    GREEN,
    RED,
    HANGS,
    BROKEN,
    SKIPPED
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
    OptionalInt code =
        LimitedProcess.run(
            command(engine, tests, classes, temporary), scratch, printed, engine.timeout());
    Scratch.delete(temporary);
    return new Outcome(
        code.isPresent() ? verdict(code.getAsInt()) : Verdict.HANGS, lastLine(printed));
  }

  /** What an engine reports of a mutant must not pass for a report about this tree. */
  private void makeCheckout() throws IOException {
    Path specs = scratch.resolve("spec-tla");
    if (!Files.exists(specs)) {
      Files.createSymbolicLink(specs, root.resolve("spec-tla"));
      Files.createFile(scratch.resolve("Makefile"));
      // What the seam has to do; the mutants are of the classes that it is compared with.
      Path orderings = Path.of("docs/orderings.md");
      Files.createDirectories(scratch.resolve(orderings).getParent());
      Files.createSymbolicLink(scratch.resolve(orderings), root.resolve(orderings));
    }
  }

  private static Verdict verdict(int exitCode) {
    return switch (exitCode) {
      case TestRun.GREEN -> Verdict.GREEN;
      case TestRun.RED -> Verdict.RED;
      case TestRun.SKIPPED -> Verdict.SKIPPED;
      default -> Verdict.BROKEN;
    };
  }

  private static String lastLine(Path printed) throws IOException {
    List<String> lines = Files.readAllLines(printed);
    return lines.isEmpty() ? "nothing was printed" : lines.get(lines.size() - 1);
  }

  private List<String> command(Engine engine, List<String> tests, Path classes, Path temporary)
      throws IOException {
    String built = Program.classPath();
    List<String> command = new ArrayList<>();
    if (engine.module() == null) {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    } else {
      command.addAll(NewerJdk.find(root).orElseThrow().java());
    }
    command.add("@" + root.resolve("model-tests/jvm.options"));
    command.addAll(List.of("-XX:+UseSerialGC", "-Djava.io.tmpdir=" + temporary));
    boolean areChecks = engine.checksOf() != null;
    if (areChecks) {
      command.add("-Dchecks=" + String.join(",", tests));
    }
    command.addAll(List.of("-cp", classes == null ? built : classes + File.pathSeparator + built));
    command.add(TestRun.class.getName());
    // Within a check an exception says that nothing was checked.
    command.add(areChecks ? "assertions" : "exceptions");
    command.addAll(areChecks ? List.of(engine.checksOf()) : tests);
    return command;
  }
}
