package dev.stillframe.stress;

import java.util.List;
import java.util.stream.Stream;

/** How much is run, in jcstress's terms. */
public enum Tier {
  /** Both actors compiled the same way, and threads not pinned: the fewest virtual machines. */
  QUICK(
      List.of("-m", "quick", "-sc", "false", "-af", "NONE", "-iters", "2", "-time", "200"),
      List.of("-m", "quick", "-sc", "false", "-af", "NONE", "-iters", "2", "-time", "100")),
  /** Each actor interpreted, or compiled by either compiler, in every combination. */
  STANDARD(
      List.of("-m", "quick"),
      List.of("-m", "quick", "-sc", "false", "-af", "NONE", "-iters", "2", "-time", "200")),
  /** The same with longer runs, and more of those in which the compiler reorders at random. */
  DEEP(List.of("-m", "default"), List.of("-m", "quick"));

  /** One virtual machine, which compiles all: a program of a few accesses needs no other. */
  private static final List<String> COMPILED = List.of("-jvmArgs", "-XX:-TieredCompilation");

  private final List<String> stress;
  private final List<String> litmus;

  Tier(List<String> stress, List<String> litmus) {
    this.stress = stress;
    this.litmus = litmus;
  }

  List<String> options(Part part) {
    if (part == Part.STRESS) {
      return stress;
    }
    return this == DEEP ? litmus : Stream.concat(litmus.stream(), COMPILED.stream()).toList();
  }
}
