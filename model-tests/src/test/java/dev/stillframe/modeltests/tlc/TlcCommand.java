package dev.stillframe.modeltests.tlc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What TLC is told, and how a JVM of its own is started for it. */
final class TlcCommand {
  private static final String SERIAL = "-XX:+UseSerialGC";

  /** What a better compiler does is not paid back within seconds. */
  private static final List<String> ENDS_SOON = List.of(SERIAL, "-XX:TieredStopAtLevel=1");

  private TlcCommand() {}

  /**
   * Whether TLC counts what each action generates, which costs a third of a run: an action that is
   * never enabled is looked for wherever that takes no time, and in the standard tier everywhere.
   */
  static boolean countsActions(Model model) {
    boolean hasTime =
        !System.getProperty("tier", "quick").equals("quick")
            || !System.getProperty("spec", "").isEmpty();
    return !model.isNegative() && (hasTime || model.isSmall());
  }

  static List<String> arguments(Path scratch, String config) {
    return new ArrayList<>(
        List.of(
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

  static List<String> command(Model model, Path scratch) {
    List<String> jvm =
        model.isSmall() ? ENDS_SOON : List.of(model.isLarge() ? "-XX:+UseParallelGC" : SERIAL);
    return command(jvm, scratch, arguments(model, scratch));
  }

  static List<String> arguments(Model model, Path scratch) {
    List<String> arguments = arguments(scratch, model.config());
    if (countsActions(model)) {
      arguments.addAll(List.of("-coverage", "1"));
    }
    // With one worker a counterexample is as short as can be, and the same in each run.
    arguments.addAll(List.of("-workers", model.isLarge() ? "auto" : "1"));
    arguments.add(model.module());
    return arguments;
  }

  /** The command of a run that ends soon, over modules that may extend the specs. */
  static List<String> command(Path specs, Path scratch, List<String> arguments) {
    List<String> jvm = new ArrayList<>(ENDS_SOON);
    jvm.add("-DTLA-Library=" + specs.toAbsolutePath());
    return command(jvm, scratch, arguments);
  }

  private static List<String> command(List<String> jvm, Path scratch, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(
        List.of(
            "-Djava.io.tmpdir=" + scratch, "-Dfile.encoding=UTF-8", "-cp", Tlc.jar(), "tlc2.TLC"));
    command.addAll(arguments);
    return command;
  }
}
