package dev.stillframe.memory;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A memory over an array of words, for checkers that see accesses to arrays but not to mappings.
 * Bytes are copied word by word; a word that is written in part is read and written, which is right
 * because every word of shared memory has one writer.
 */
public final class ArrayMemory implements WordMemory {
  private final AtomicLongArray words;

  /** Creates a memory of zeros; {@code size} in bytes, a multiple of 8. */
  public ArrayMemory(long size) {
    if (size % Long.BYTES != 0) {
      throw new IllegalArgumentException("size must be a multiple of 8, not " + size);
    }
    words = new AtomicLongArray(Math.toIntExact(size / Long.BYTES));
  }

  @Override
  public long size() {
    return (long) words.length() * Long.BYTES;
  }

  @Override
  public long getOpaque(long at) {
    return words.getOpaque(index(at));
  }

  @Override
  public long getAcquire(long at) {
    return words.getAcquire(index(at));
  }

  @Override
  public void setOpaque(long at, long value) {
    words.setOpaque(index(at), value);
  }

  @Override
  public void setRelease(long at, long value) {
    words.setRelease(index(at), value);
  }

  // Stronger than asked for, which makes no difference to checkers that are sequentially
  // consistent.

  @Override
  public boolean compareAndSetRelease(long at, long expected, long value) {
    return words.compareAndSet(index(at), expected, value);
  }

  @Override
  public long getAndAddOpaque(long at, long delta) {
    return words.getAndAdd(index(at), delta);
  }

  @Override
  public long getAndAddAcquire(long at, long delta) {
    return words.getAndAdd(index(at), delta);
  }

  @Override
  public long getAndAddRelease(long at, long delta) {
    return words.getAndAdd(index(at), delta);
  }

  @Override
  public void releaseFence() {
    // The checkers that run over this memory are sequentially consistent.
  }

  @Override
  public void acquireFence() {
    // As above.
  }

  @Override
  public void putBytes(long at, byte[] source, int from, int length) {
    Objects.checkFromIndexSize(at, length, size());
    Objects.checkFromIndexSize(from, length, source.length);
    int done = 0;
    while (done < length) {
      int word = (int) ((at + done) / Long.BYTES);
      int first = (int) ((at + done) % Long.BYTES);
      int count = Math.min(Long.BYTES - first, length - done);
      long value = withBytes(words.getPlain(word), first, source, from + done, count);
      words.setPlain(word, value);
      done += count;
    }
  }

  @Override
  public void getBytes(long at, ByteBuffer target, int index, int length) {
    Objects.checkFromIndexSize(at, length, size());
    int done = 0;
    while (done < length) {
      int word = (int) ((at + done) / Long.BYTES);
      int first = (int) ((at + done) % Long.BYTES);
      int count = Math.min(Long.BYTES - first, length - done);
      putBytesOf(words.getPlain(word), first, target, index + done, count);
      done += count;
    }
  }

  /** Returns a word with some of its bytes replaced; touches nothing that is shared. */
  private static long withBytes(long word, int first, byte[] source, int from, int count) {
    long value = word;
    for (int i = 0; i < count; i++) {
      int shift = (first + i) * Byte.SIZE;
      value = value & ~(0xffL << shift) | (source[from + i] & 0xffL) << shift;
    }
    return value;
  }

  /** Copies some of a word's bytes out; touches nothing that is shared. */
  private static void putBytesOf(long word, int first, ByteBuffer target, int index, int count) {
    for (int i = 0; i < count; i++) {
      target.put(index + i, (byte) (word >>> ((first + i) * Byte.SIZE)));
    }
  }

  private int index(long at) {
    if (at % Long.BYTES != 0) {
      throw new IndexOutOfBoundsException("no word at byte address " + at);
    }
    return Math.toIntExact(at / Long.BYTES);
  }
}
