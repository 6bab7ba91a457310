package dev.stillframe.stress;

import java.util.List;

/** How much is run, in jcstress's terms. */
enum Tier {
  /** Both actors compiled the same way, and threads not pinned: the fewest virtual machines. */
  QUICK("-m", "quick", "-sc", "false", "-af", "NONE", "-iters", "2", "-time", "200"),
  /** Each actor interpreted, or compiled by either compiler, in every combination. */
  STANDARD("-m", "quick"),
  /** The same with longer runs, and more of those in which the compiler reorders at random. */
  DEEP("-m", "default");

  private final List<String> options;

  Tier(String... options) {
    this.options = List.of(options);
  }

  List<String> options() {
    return options;
  }
}
