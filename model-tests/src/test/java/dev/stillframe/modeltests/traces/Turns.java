package dev.stillframe.modeltests.traces;

import dev.stillframe.modeltests.traces.Event.Actor;
import dev.stillframe.modeltests.traces.RecordingMemory.Fate;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Lets two threads do their accesses in turns, in an order that follows from a seed alone: now one
 * by one, now long runs of one side. A thread has its turn from an access to its next one.
 */
final class Turns {
  private static final List<Double> CHANGES = List.of(1.0, 0.5, 0.2, 0.05);
  private static final List<Double> SHARES = List.of(0.5, 0.8, 0.95, 0.2);

  /** In how many accesses a process dies, at most. */
  private static final int LIFE = 60;

  private final Random random;
  private final double change;
  private final double share;
  private final Set<Actor> running = EnumSet.of(Actor.CLIENT, Actor.HOST);
  private final int[] left = {Integer.MAX_VALUE, Integer.MAX_VALUE};
  private Actor turn = Actor.CLIENT;

  Turns(Random random) {
    this.random = random;
    this.change = CHANGES.get(random.nextInt(CHANGES.size()));
    this.share = SHARES.get(random.nextInt(SHARES.size()));
  }

  /** Waits for the first turn of a thread. */
  synchronized void enter(Actor who) {
    while (turn != who && running.contains(turn)) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IllegalStateException("the recording was interrupted", e);
      }
    }
    turn = who;
  }

  /** Says, once it has its turn, that a process is to die in one of its next accesses. */
  synchronized void kill(Actor who) {
    left[who.ordinal()] = random.nextInt(LIFE);
  }

  /** Says that a process is not to die any more. */
  synchronized void live(Actor who) {
    left[who.ordinal()] = Integer.MAX_VALUE;
  }

  /** Gives the turn to whoever is next, and waits until it comes back. */
  synchronized Fate next(Actor who) {
    if (random.nextDouble() < change) {
      turn = random.nextDouble() < share ? Actor.CLIENT : Actor.HOST;
      notifyAll();
    }
    enter(who);
    return fate(who);
  }

  /** Tells whether a process dies now, without waiting for anybody. */
  synchronized Fate fate(Actor who) {
    if (left[who.ordinal()]-- > 0) {
      return Fate.LIVES;
    }
    left[who.ordinal()] = Integer.MAX_VALUE;
    return List.of(Fate.DIES_BEFORE, Fate.DIES_UNDONE, Fate.DIES_DONE).get(random.nextInt(3));
  }

  /** The thread has ended. */
  synchronized void leave(Actor who) {
    running.remove(who);
    notifyAll();
  }
}
