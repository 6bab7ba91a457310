package dev.stillframe.modeltests.weak;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Decides what a model leaves open: which thread goes on, which message a read returns. */
interface Chooser {
  /** Returns a number from 0 to {@code options - 1}. */
  int choose(int options);

  /** Chooses by a seed, so that a run can be repeated. */
  static Chooser random(long seed) {
    Random random = new Random(seed);
    return options -> options == 1 ? 0 : random.nextInt(options);
  }

  /** Goes through every sequence of choices, depth first. */
  final class Exhaustive implements Chooser {
    private final List<int[]> path = new ArrayList<>();
    private int depth;
    private boolean exhausted;

    @Override
    public int choose(int options) {
      if (options == 1) {
        return 0;
      }
      if (depth == path.size()) {
        path.add(new int[] {0, options});
      }
      int[] choice = path.get(depth++);
      if (choice[1] != options) {
        throw new IllegalStateException("the program is not the same when it is run again");
      }
      return choice[0];
    }

    /** Goes to the next sequence; the program is to be run from its start again. */
    void backtrack() {
      depth = 0;
      while (!path.isEmpty()) {
        int[] last = path.get(path.size() - 1);
        if (++last[0] < last[1]) {
          return;
        }
        path.remove(path.size() - 1);
      }
      exhausted = true;
    }

    boolean isExhausted() {
      return exhausted;
    }
  }
}
