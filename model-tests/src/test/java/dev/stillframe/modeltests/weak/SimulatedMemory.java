package dev.stillframe.modeltests.weak;

import dev.stillframe.memory.WordMemory;
import dev.stillframe.modeltests.weak.ViewMachine.Order;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongFunction;
import java.util.function.LongToIntFunction;

/**
 * What one thread sees of a region on a {@link ViewMachine}: the seam under the shipped classes.
 * Payloads and tails must be whole words. Words that the region's map of locations leaves out are
 * not shared: they read as 0, and are never written.
 */
final class SimulatedMemory implements WordMemory {
  /** What the map of locations gives for a word that nobody writes. */
  static final int UNSHARED = -1;

  private final ViewMachine machine;
  private final int thread;
  private final long size;
  private final LongToIntFunction locations;

  SimulatedMemory(ViewMachine machine, int thread, long size, LongToIntFunction locations) {
    this.machine = machine;
    this.thread = thread;
    this.size = size;
    this.locations = locations;
  }

  @Override
  public long size() {
    return size;
  }

  private long read(long at, Order order) {
    int location = locations.applyAsInt(at);
    return location == UNSHARED ? 0 : machine.read(thread, location, order);
  }

  private void write(long at, long value, Order order) {
    int location = locations.applyAsInt(at);
    if (location == UNSHARED) {
      throw new IllegalArgumentException("the word at " + at + " was not to be written");
    }
    machine.write(thread, location, value, order);
  }

  @Override
  public long getOpaque(long at) {
    return read(at, Order.RELAXED);
  }

  @Override
  public long getAcquire(long at) {
    return read(at, Order.ACQUIRE);
  }

  @Override
  public void setOpaque(long at, long value) {
    write(at, value, Order.RELAXED);
  }

  @Override
  public void setRelease(long at, long value) {
    write(at, value, Order.RELEASE);
  }

  private long update(long at, LongFunction<Long> change, Order order) {
    int location = locations.applyAsInt(at);
    if (location == UNSHARED) {
      throw new IllegalArgumentException("the word at " + at + " was not to be written");
    }
    return machine.update(thread, location, change, order);
  }

  @Override
  public boolean compareAndSetRelease(long at, long expected, long value) {
    return update(at, old -> old == expected ? value : null, Order.RELEASE) == expected;
  }

  /** What the shipped classes never do: the same in opaque mode. */
  boolean compareAndSetOpaque(long at, long expected, long value) {
    return update(at, old -> old == expected ? value : null, Order.RELAXED) == expected;
  }

  @Override
  public long getAndAddOpaque(long at, long delta) {
    return update(at, old -> old + delta, Order.RELAXED);
  }

  @Override
  public long getAndAddAcquire(long at, long delta) {
    return update(at, old -> old + delta, Order.ACQUIRE);
  }

  @Override
  public long getAndAddRelease(long at, long delta) {
    return update(at, old -> old + delta, Order.RELEASE);
  }

  @Override
  public void releaseFence() {
    machine.fence(thread, Order.RELEASE);
  }

  @Override
  public void acquireFence() {
    machine.fence(thread, Order.ACQUIRE);
  }

  @Override
  public void putBytes(long at, byte[] source, int from, int length) {
    requireWords(at, length);
    ByteBuffer words = ByteBuffer.wrap(source).order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < length; done += Long.BYTES) {
      write(at + done, words.getLong(from + done), Order.RELAXED);
    }
  }

  @Override
  public void getBytes(long at, ByteBuffer target, int index, int length) {
    requireWords(at, length);
    ByteBuffer words = target.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < length; done += Long.BYTES) {
      words.putLong(index + done, read(at + done, Order.RELAXED));
    }
  }

  private static void requireWords(long at, int length) {
    if (at % Long.BYTES != 0 || length % Long.BYTES != 0) {
      throw new IllegalArgumentException(length + " bytes at " + at + " are not whole words");
    }
  }
}
