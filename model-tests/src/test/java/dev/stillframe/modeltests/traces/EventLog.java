package dev.stillframe.modeltests.traces;

import dev.stillframe.memory.WordMemory;
import dev.stillframe.modeltests.traces.Event.Actor;
import dev.stillframe.modeltests.traces.Event.Kind;
import dev.stillframe.modeltests.traces.Event.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A record of events in a memory of its own, which may be a mapped file that several processes
 * share. Who does something takes the lock, notes what it is about to do, does it, and notes what
 * came of it: so the order of the record is the order of the accesses. The lock of a process that
 * was killed is given back by who knows that it is dead; then at most its last event is open.
 *
 * <pre>
 *    0  lock: 0, or who has it, from 1 on
 *    8  number of events
 *   16  how many events there may be: who comes to the next one waits
 *   24  from how many events on a process is to stop for good, in its next access; 0: never
 *   32  which process
 *   40  1 once it has stopped
 *   64  events of 64 bytes: state, who and what and in which order, address, value, found, expected
 * </pre>
 */
final class EventLog {
  static final long HEADER_BYTES = 64;
  static final long EVENT_BYTES = 64;

  private static final long LOCK_AT = 0;
  private static final long COUNT_AT = 8;
  private static final long LIMIT_AT = 16;
  private static final long STOP_AT = 24;
  private static final long VICTIM_AT = 32;
  private static final long STOPPED_AT = 40;

  private static final long PAUSE_NANOS = 100_000;
  private static final int SPINS = 100;

  /** Longer than anybody is kept waiting, on any machine. */
  private static final long LONGEST_NANOS = 120_000_000_000L;

  private static final long OPEN = 1;
  private static final long DONE = 2;

  private final WordMemory memory;

  /** Takes up a record; a memory of zeros is an empty one without a limit. */
  EventLog(WordMemory memory) {
    this.memory = memory;
  }

  static long size(int events) {
    return HEADER_BYTES + events * EVENT_BYTES;
  }

  int count() {
    return (int) memory.getAcquire(COUNT_AT);
  }

  /** Lets processes go on until there are so many events. */
  void limit(int events) {
    memory.setRelease(LIMIT_AT, events);
  }

  /** Tells a process to stop for good in its first access from an event on; 0 if it need not. */
  void stop(Actor victim, int event) {
    memory.setOpaque(VICTIM_AT, victim.ordinal());
    memory.setOpaque(STOPPED_AT, 0);
    memory.setRelease(STOP_AT, event);
  }

  /** Says that this process has stopped. */
  void stopped() {
    memory.setRelease(STOPPED_AT, 1);
  }

  boolean isStopped() {
    return memory.getAcquire(STOPPED_AT) != 0;
  }

  /** Tells whether a process is to stop now. */
  boolean mustStop(Actor who) {
    long stop = memory.getAcquire(STOP_AT);
    return stop != 0 && count() >= stop && memory.getOpaque(VICTIM_AT) == who.ordinal();
  }

  private static long holder(Actor who) {
    return who.ordinal() + 1;
  }

  /** Takes the lock, once there may be another event. */
  void lock(Actor who) {
    lock(who, true);
  }

  private void lock(Actor who, boolean isLimited) {
    long start = System.nanoTime();
    for (long looks = 1; System.nanoTime() - start < LONGEST_NANOS; looks++) {
      long limit = memory.getAcquire(LIMIT_AT);
      boolean isFree = !isLimited || limit == 0 || count() < limit;
      if (isFree && memory.compareAndSetRelease(LOCK_AT, 0, holder(who))) {
        memory.acquireFence();
        return;
      }
      if (looks % SPINS == 0) {
        LockSupport.parkNanos(PAUSE_NANOS);
      } else {
        Thread.yield();
      }
    }
    throw new IllegalStateException(
        who + " has waited in vain: the lock is held by " + memory.getAcquire(LOCK_AT));
  }

  void unlock() {
    memory.setRelease(LOCK_AT, 0);
  }

  /** Notes what is about to be done, under the lock. */
  void intend(Actor who, Kind kind, Order order, long at, long value, long expected) {
    long next = eventAt(count());
    if (next + EVENT_BYTES > memory.size()) {
      unlock(); // Or the other process would wait for nothing.
      throw new IllegalStateException("the record of " + count() + " events is full");
    }
    memory.setOpaque(next + 8, who.ordinal() | kind.ordinal() << 8 | order.ordinal() << 16);
    memory.setOpaque(next + 16, at);
    memory.setOpaque(next + 24, value);
    memory.setOpaque(next + 40, expected);
    memory.setRelease(next, OPEN);
  }

  /** Notes that it is done, and what was found, under the lock. */
  void done(long found) {
    long next = eventAt(count());
    memory.setOpaque(next + 32, found);
    memory.setRelease(next, DONE);
    memory.setRelease(COUNT_AT, count() + 1);
  }

  /** Notes a call, and returns its place in the record; a process starts whatever the limit is. */
  int call(Actor who, Kind kind, long value) {
    return call(who, kind, 0, value, 0);
  }

  /** Notes a call that says more. */
  int call(Actor who, Kind kind, long at, long value, long more) {
    return call(who, kind, at, () -> value, more);
  }

  /** Notes a call and what is so at that instant. */
  void call(Actor who, Kind kind, LongSupplier value) {
    call(who, kind, 0, value, 0);
  }

  private int call(Actor who, Kind kind, long at, LongSupplier value, long more) {
    lock(who, who != Actor.RUN && kind != Kind.START);
    int place = count();
    intend(who, kind, Order.NONE, at, value.getAsLong(), more);
    done(0);
    unlock();
    return place;
  }

  /** Notes that a process is dead, and gives back its lock. */
  void killed(Actor dead) {
    giveBack(dead);
    lock(Actor.RUN, false);
    intend(dead, Kind.KILL, Order.NONE, 0, 0, 0);
    done(0);
    unlock();
  }

  /** Gives back the lock of a process that is dead, if it has it; what it has begun is kept. */
  private void giveBack(Actor dead) {
    if (memory.getAcquire(LOCK_AT) == holder(dead)) {
      if (memory.getAcquire(eventAt(count())) != 0) {
        memory.setRelease(COUNT_AT, count() + 1);
      }
      unlock();
    }
  }

  private static long eventAt(int index) {
    return HEADER_BYTES + index * EVENT_BYTES;
  }

  /** Returns what was recorded so far. */
  List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count(); i++) {
      long at = eventAt(i);
      int what = (int) memory.getOpaque(at + 8);
      events.add(
          new Event(
              Actor.values()[what & 0xff],
              Kind.values()[what >> 8 & 0xff],
              Order.values()[what >> 16],
              memory.getOpaque(at + 16),
              memory.getOpaque(at + 24),
              memory.getOpaque(at + 32),
              memory.getOpaque(at + 40),
              memory.getOpaque(at) == OPEN));
    }
    return events;
  }
}
