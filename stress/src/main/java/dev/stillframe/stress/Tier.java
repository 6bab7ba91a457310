package dev.stillframe.stress;

import java.util.List;
import java.util.stream.Stream;

/** How much is run, in jcstress's terms. */
public enum Tier {
  /** One virtual machine for each test. */
  QUICK(
      List.of("-m", "quick", "-sc", "false", "-af", "NONE", "-iters", "3", "-time", "300"),
      List.of("-m", "quick", "-sc", "false", "-af", "NONE", "-iters", "2", "-time", "100"),
      true),
  /** Each actor interpreted, or compiled by either compiler, in every combination. */
  STANDARD(
      List.of("-m", "quick"),
      List.of("-m", "quick", "-sc", "false", "-af", "NONE", "-iters", "2", "-time", "200"),
      false),
  /** The same with longer runs, and more of those in which the compiler reorders at random. */
  DEEP(List.of("-m", "default"), List.of("-m", "quick"), false);

  /** All is compiled by the optimising compiler, which moves code about at random. */
  private static final List<String> COMPILED =
      List.of(
          "-jvmArgs",
          "-XX:-TieredCompilation -XX:+UnlockDiagnosticVMOptions -XX:+StressLCM -XX:+StressGCM");

  private final List<String> stress;
  private final List<String> litmus;
  private final boolean isCompiled;

  Tier(List<String> stress, List<String> litmus, boolean isCompiled) {
    this.stress = stress;
    this.litmus = litmus;
    this.isCompiled = isCompiled;
  }

  List<String> options(Part part) {
    List<String> options = part == Part.STRESS ? stress : litmus;
    return isCompiled ? Stream.concat(options.stream(), COMPILED.stream()).toList() : options;
  }
}
