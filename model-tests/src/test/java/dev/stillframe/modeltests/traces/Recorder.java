package dev.stillframe.modeltests.traces;

import dev.stillframe.memory.ArrayMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.modeltests.traces.Event.Actor;
import dev.stillframe.modeltests.traces.Event.Kind;
import dev.stillframe.modeltests.traces.RecordingMemory.Fate;
import dev.stillframe.modeltests.traces.RecordingMemory.Killed;
import dev.stillframe.modeltests.triple.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Records runs of a client and a host in two threads of this process. A kill is an exception at an
 * access, which comes before it, or behind what it has begun, done or not.
 */
final class Recorder {
  /** What a process does from its start on. */
  @FunctionalInterface
  interface Program {
    void run(WordMemory memory, EventLog log, Random random, int calls) throws Exception;
  }

  /** How a run goes. */
  enum Pacing {
    /** In turns, as the seed says. */
    SEEDED,
    /** As the two threads come; the record alone keeps them apart. */
    FREE
  }

  private static final int MOST_EVENTS = 2000;
  private static final int MOST_KILLS = 3;

  private final Protocol protocol;
  private final Views views;
  private final WordMemory memory;
  private final EventLog log = new EventLog(new ArrayMemory(EventLog.size(MOST_EVENTS)));
  private final Random random;
  private final Turns turns;
  private final boolean isSeeded;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private Recorder(Protocol protocol, Views views, Pacing pacing, long seed) {
    this.protocol = protocol;
    this.views = views;
    this.memory = new ArrayMemory(protocol.size());
    this.random = new Random(seed);
    this.turns = new Turns(new Random(random.nextLong()));
    this.isSeeded = pacing == Pacing.SEEDED;
    protocol.configure(memory);
  }

  /**
   * Returns what happened, in order; the same for the same seed if it is paced by it.
   *
   * @param views what is between the shipped classes and the memory, for ablations; where the
   *     classes themselves notice one, and fail, the run has no end
   */
  static List<Event> record(
      Protocol protocol, Views views, Pacing pacing, boolean kills, long seed) {
    Recorder recorder = new Recorder(protocol, views, pacing, seed);
    recorder.run(kills);
    return recorder.log.events();
  }

  private void run(boolean kills) {
    List<Thread> threads = new ArrayList<>();
    for (Actor who : List.of(Actor.CLIENT, Actor.HOST)) {
      Random own = new Random(random.nextLong());
      int lives = 1 + (kills ? random.nextInt(MOST_KILLS + 1) : 0);
      threads.add(new Thread(() -> live(who, own, lives), "recorded " + who));
    }
    threads.forEach(Thread::start);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("the recording was interrupted", e);
    }
    if (failure.get() == null) {
      log.call(Actor.RUN, Kind.OVER, 0);
    } else if (views == Views.NONE) {
      throw new IllegalStateException("a recorded process failed", failure.get());
    }
  }

  private void live(Actor who, Random own, int lives) {
    if (isSeeded) {
      turns.enter(who);
    }
    try {
      for (int life = 1; life <= lives; life++) {
        live(who, own, life < lives, 2 + own.nextInt(4));
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    } finally {
      turns.leave(who);
    }
  }

  private void live(Actor who, Random own, boolean isKilled, int calls) throws Exception {
    if (isKilled) {
      turns.kill(who);
    }
    WordMemory recorded =
        new RecordingMemory(memory, log, who, () -> next(who), new Random(own.nextLong()));
    boolean isClient = who == Actor.CLIENT;
    WordMemory view = (isClient ? views.ofClient() : views.ofHost()).apply(recorded);
    try {
      protocol.program(who).run(view, log, own, calls);
    } catch (Killed e) {
      // Its events are there, and nobody waits for it to come back.
    }
    if (isKilled) {
      turns.live(who);
      log.killed(who);
    }
  }

  private Fate next(Actor who) {
    if (isSeeded) {
      return turns.next(who);
    }
    Thread.yield();
    return turns.fate(who);
  }
}
