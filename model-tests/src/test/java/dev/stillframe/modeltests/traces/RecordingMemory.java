package dev.stillframe.modeltests.traces;

import dev.stillframe.memory.WordMemory;
import dev.stillframe.modeltests.traces.Event.Actor;
import dev.stillframe.modeltests.traces.Event.Kind;
import dev.stillframe.modeltests.traces.Event.Order;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * Records every access of one process. An access and its event are one step, under the lock of the
 * record. The words of a bulk copy, which promises no order, come in any.
 */
final class RecordingMemory implements WordMemory {
  /** Decides what becomes of a process before each of its accesses. */
  interface Pace {
    /** Returns when the process may go on. */
    Fate next();
  }

  /** What becomes of a process at an access. */
  enum Fate {
    LIVES,
    DIES_BEFORE,
    DIES_UNDONE,
    DIES_DONE
  }

  /** Stands for SIGKILL: the accesses before it have happened, none after it. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Killed() {
      super(null, null, false, false);
    }
  }

  private final WordMemory memory;
  private final EventLog log;
  private final Actor who;
  private final Pace pace;
  private final Random copies;

  RecordingMemory(WordMemory memory, EventLog log, Actor who, Pace pace, Random copies) {
    this.memory = memory;
    this.log = log;
    this.who = who;
    this.pace = pace;
    this.copies = copies;
  }

  private long access(Kind kind, Order order, long at, long value, LongSupplier access) {
    return access(kind, order, at, value, () -> 0, access);
  }

  private long access(
      Kind kind, Order order, long at, long value, LongSupplier expected, LongSupplier access) {
    Fate fate = pace.next();
    if (fate == Fate.DIES_BEFORE) {
      throw new Killed();
    }
    log.lock(who);
    log.intend(who, kind, order, at, value, expected.getAsLong());
    if (fate == Fate.DIES_UNDONE) {
      throw new Killed();
    }
    long found = access.getAsLong();
    if (fate == Fate.DIES_DONE) {
      throw new Killed();
    }
    log.done(found);
    log.unlock();
    return found;
  }

  private void write(Order order, long at, long value, Runnable write) {
    access(
        Kind.WRITE,
        order,
        at,
        value,
        () -> {
          write.run();
          return 0;
        });
  }

  /** Notes before what is there: nobody knows it afterwards if the process dies in it. */
  private long add(Order order, long at, long delta, LongSupplier add) {
    return access(Kind.ADD, order, at, delta, () -> memory.getOpaque(at), add);
  }

  private void fence(Order order, Runnable fence) {
    access(
        Kind.FENCE,
        order,
        0,
        0,
        () -> {
          fence.run();
          return 0;
        });
  }

  @Override
  public long size() {
    return memory.size();
  }

  @Override
  public long getOpaque(long at) {
    return access(Kind.READ, Order.OPAQUE, at, 0, () -> memory.getOpaque(at));
  }

  @Override
  public long getAcquire(long at) {
    return access(Kind.READ, Order.ACQUIRE, at, 0, () -> memory.getAcquire(at));
  }

  @Override
  public void setOpaque(long at, long value) {
    write(Order.OPAQUE, at, value, () -> memory.setOpaque(at, value));
  }

  @Override
  public void setRelease(long at, long value) {
    write(Order.RELEASE, at, value, () -> memory.setRelease(at, value));
  }

  @Override
  public boolean compareAndSetRelease(long at, long expected, long value) {
    // The word that was found: nobody else gets in between, the lock is held.
    return expected
        == access(
            Kind.COMPARE_AND_SET,
            Order.RELEASE,
            at,
            value,
            () -> expected,
            () -> {
              long found = memory.getOpaque(at);
              boolean isSet = memory.compareAndSetRelease(at, expected, value);
              if (isSet != (found == expected)) {
                throw new IllegalStateException(
                    "a compare-and-set lies, or the lock does not hold");
              }
              return found;
            });
  }

  @Override
  public long getAndAddOpaque(long at, long delta) {
    return add(Order.OPAQUE, at, delta, () -> memory.getAndAddOpaque(at, delta));
  }

  @Override
  public long getAndAddAcquire(long at, long delta) {
    return add(Order.ACQUIRE, at, delta, () -> memory.getAndAddAcquire(at, delta));
  }

  @Override
  public long getAndAddRelease(long at, long delta) {
    return add(Order.RELEASE, at, delta, () -> memory.getAndAddRelease(at, delta));
  }

  @Override
  public void releaseFence() {
    fence(Order.RELEASE, memory::releaseFence);
  }

  @Override
  public void acquireFence() {
    fence(Order.ACQUIRE, memory::acquireFence);
  }

  @Override
  public void putBytes(long at, byte[] source, int from, int length) {
    ByteBuffer bytes = ByteBuffer.wrap(source).order(ByteOrder.LITTLE_ENDIAN);
    for (int done : offsets(at, length)) {
      write(
          Order.PLAIN,
          at + done,
          bytes.getLong(from + done),
          () -> memory.putBytes(at + done, source, from + done, Long.BYTES));
    }
  }

  @Override
  public void getBytes(long at, ByteBuffer target, int index, int length) {
    ByteBuffer bytes = target.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    for (int done : offsets(at, length)) {
      access(
          Kind.READ,
          Order.PLAIN,
          at + done,
          0,
          () -> {
            memory.getBytes(at + done, target, index + done, Long.BYTES);
            return bytes.getLong(index + done);
          });
    }
  }

  /** The words of a bulk copy, in any order. */
  private int[] offsets(long at, int length) {
    if (at % Long.BYTES != 0 || length % Long.BYTES != 0) {
      throw new IllegalArgumentException("recorded runs copy whole words");
    }
    int[] offsets = new int[length / Long.BYTES];
    for (int i = 0; i < offsets.length; i++) {
      int j = copies.nextInt(i + 1);
      offsets[i] = offsets[j];
      offsets[j] = i * Long.BYTES;
    }
    return offsets;
  }
}
