package dev.stillframe.stress;

import java.util.List;

/** How much is run, in jcstress's terms. */
enum Tier {
  /** Whole virtual machines compiled one way: 4 for each test. */
  QUICK("-m", "quick", "-sc", "false", "-af", "NONE", "-iters", "3", "-time", "120"),
  /** Each actor compiled its own way, with and without pinned threads: 28 for each test. */
  STANDARD("-m", "quick"),
  DEEP("-m", "default");

  private final List<String> options;

  Tier(String... options) {
    this.options = List.of(options);
  }

  List<String> options() {
    return options;
  }
}
