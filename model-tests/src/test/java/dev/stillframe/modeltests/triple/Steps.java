package dev.stillframe.modeltests.triple;

import dev.stillframe.memory.WordMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Lets a process do one access at a time without a thread of its own: it is run from its start
 * again, is given what its accesses gave before, does one more, and is stopped before the next. So
 * it must do the same whenever it is given the same. Words of a bulk copy are accesses of their
 * own.
 */
public final class Steps implements WordMemory {
  /** Stops a process before its next access. */
  public static final class Paused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Paused() {
      super(null, null, false, false);
    }
  }

  /** The address of an access that is not to the memory. */
  public static final long ELSEWHERE = -1;

  private final WordMemory memory;
  private long[] results;
  private long nextAt = ELSEWHERE;
  private int position;
  private boolean mayGo = true;
  private long writes;
  private long attempts;

  /** Begins with what the accesses so far gave; {@code memory} serves the one more. */
  Steps(WordMemory memory, long[] results) {
    this.memory = memory;
    this.results = results;
  }

  /** Does an access that is not to the memory, such as one to the journal. */
  long access(LongSupplier access) {
    return access(ELSEWHERE, access);
  }

  private long access(long at, LongSupplier access) {
    if (position == results.length) {
      if (!mayGo) {
        nextAt = at;
        throw new Paused();
      }
      mayGo = false;
      long result = access.getAsLong();
      results = Arrays.copyOf(results, position + 1);
      results[position] = result;
    }
    return results[position++];
  }

  /** Returns what all accesses gave, with the one more. */
  long[] results() {
    return results;
  }

  /** Returns the address of the access before which the process was stopped. */
  long nextAt() {
    return nextAt;
  }

  /** Returns how often the process has changed the memory. */
  long writes() {
    return writes;
  }

  /** Returns how often the process has tried to replace a word. */
  long attempts() {
    return attempts;
  }

  /** Counts from here. */
  void beginOperation() {
    writes = 0;
    attempts = 0;
  }

  private void write(long at, Runnable access) {
    access(
        at,
        () -> {
          access.run();
          return 0;
        });
    writes++;
  }

  private long add(long at, LongSupplier access) {
    long before = access(at, access);
    writes++;
    return before;
  }

  @Override
  public long size() {
    return memory.size();
  }

  @Override
  public long getOpaque(long at) {
    return access(at, () -> memory.getOpaque(at));
  }

  @Override
  public long getAcquire(long at) {
    return access(at, () -> memory.getAcquire(at));
  }

  @Override
  public void setOpaque(long at, long value) {
    write(at, () -> memory.setOpaque(at, value));
  }

  @Override
  public void setRelease(long at, long value) {
    write(at, () -> memory.setRelease(at, value));
  }

  @Override
  public boolean compareAndSetRelease(long at, long expected, long value) {
    boolean isDone =
        access(at, () -> memory.compareAndSetRelease(at, expected, value) ? 1 : 0) == 1;
    attempts++;
    writes += isDone ? 1 : 0;
    return isDone;
  }

  @Override
  public long getAndAddOpaque(long at, long delta) {
    return add(at, () -> memory.getAndAddOpaque(at, delta));
  }

  @Override
  public long getAndAddAcquire(long at, long delta) {
    return add(at, () -> memory.getAndAddAcquire(at, delta));
  }

  @Override
  public long getAndAddRelease(long at, long delta) {
    return add(at, () -> memory.getAndAddRelease(at, delta));
  }

  @Override
  public void releaseFence() {
    write(ELSEWHERE, memory::releaseFence);
  }

  @Override
  public void acquireFence() {
    write(ELSEWHERE, memory::acquireFence);
  }

  @Override
  public void putBytes(long at, byte[] source, int from, int length) {
    for (int done = 0; done < length; done += Long.BYTES) {
      long word = at + done;
      int index = from + done;
      write(word, () -> memory.putBytes(word, source, index, Long.BYTES));
    }
  }

  @Override
  public void getBytes(long at, ByteBuffer target, int index, int length) {
    ByteBuffer bytes = target.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < length; done += Long.BYTES) {
      long from = at + done;
      bytes.putLong(
          index + done,
          access(
              from,
              () -> {
                memory.getBytes(from, word, 0, Long.BYTES);
                return word.getLong(0);
              }));
    }
  }
}
