package dev.stillframe.remap;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/**
 * Releases the client of a host that hangs: a timer of the kernel that sends this process SIGKILL,
 * also if it is stopped. With the process its descriptor goes, and with that the protection.
 */
final class Watchdog implements AutoCloseable {
  private static final long MONOTONIC = 1;
  private static final int SIGKILL = 9;
  private static final int EVENT_BYTES = 64;
  private static final int SIGNAL_AT = 8;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment time = arena.allocate(4L * Long.BYTES, Long.BYTES);
  private final int timer;
  private final Duration limit;

  /**
   * Makes a timer that does not run yet.
   *
   * @param limit how long the client may wait for this process at most
   */
  Watchdog(Duration limit) throws IOException {
    this.limit = limit;
    MemorySegment event = arena.allocate(EVENT_BYTES, Long.BYTES);
    event.set(JAVA_INT, SIGNAL_AT, SIGKILL);
    MemorySegment id = arena.allocate(JAVA_INT);
    Linux.call("timer_create", Linux.TIMER_CREATE, MONOTONIC, event.address(), id.address());
    timer = id.get(JAVA_INT, 0);
  }

  /** Lets the time begin, also if it ran already. */
  void begin() throws IOException {
    set(limit.toSeconds(), limit.toNanosPart());
  }

  /** Stops the timer. */
  void end() throws IOException {
    set(0, 0);
  }

  private void set(long seconds, long nanos) throws IOException {
    time.set(JAVA_LONG, 2L * Long.BYTES, seconds);
    time.set(JAVA_LONG, 3L * Long.BYTES, nanos);
    Linux.call("timer_settime", Linux.TIMER_SETTIME, timer, 0, time.address(), 0);
  }

  @Override
  public void close() throws IOException {
    Linux.call("timer_delete", Linux.TIMER_DELETE, timer);
    arena.close();
  }
}
