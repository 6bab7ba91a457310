package dev.stillframe.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Lets threads do their operations in turns, in an order that follows from a seed alone. A thread
 * has its turn from one place at which it may give it away to the next one.
 */
final class StoreTurns {
  private static final List<Integer> LONGEST = List.of(1, 2, 8, 30);

  private final Random random;
  private final int longest;
  private final List<String> running;
  private String turn;

  /** Whoever is more than once in the list gets more turns. */
  StoreTurns(Random random, List<String> all) {
    this.random = random;
    this.longest = LONGEST.get(random.nextInt(LONGEST.size()));
    this.running = new ArrayList<>(all);
    this.turn = all.get(0);
  }

  /** Waits for the next turn of a thread. */
  synchronized void enter(String who) {
    while (!turn.equals(who)) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IllegalStateException("the recording was interrupted", e);
      }
    }
  }

  /** Gives the turn to whoever is next, and waits until it comes back. */
  synchronized void next(String who) {
    if (random.nextInt(longest) == 0) {
      turn = running.get(random.nextInt(running.size()));
      notifyAll();
    }
    enter(who);
  }

  /** The thread has ended. */
  synchronized void leave(String who) {
    running.removeIf(who::equals);
    if (!running.isEmpty()) {
      turn = running.get(random.nextInt(running.size()));
    }
    notifyAll();
  }
}
