package dev.stillframe.memory;

import java.nio.ByteBuffer;

/**
 * A region of shared memory: 64-bit words at byte addresses that are multiples of 8, and runs of
 * bytes.
 *
 * <p>The protocol classes access shared memory only through this interface, and each method names
 * its access mode. Production runs over {@link BufferMemory}. Tests run the same classes over
 * memories that record, stop or reorder accesses. The mode that the specs call <i>relaxed</i> is
 * <i>opaque</i> here, as {@link java.lang.invoke.VarHandle} defines it.
 *
 * <p>Every method throws {@link IndexOutOfBoundsException} for an address outside the region.
 */
public interface WordMemory {
  /**
   * Returns the size of the region.
   *
   * @return bytes
   */
  long size();

  /**
   * Reads a word in opaque mode: without tearing, coherent with other accesses of this word, and
   * without order to any other.
   *
   * @param at the word's byte address
   * @return the word
   */
  long getOpaque(long at);

  /**
   * Reads a word in acquire mode: later accesses of this thread stay behind it.
   *
   * @param at the word's byte address
   * @return the word
   */
  long getAcquire(long at);

  /**
   * Writes a word in opaque mode.
   *
   * @param at the word's byte address
   * @param value the word
   */
  void setOpaque(long at, long value);

  /**
   * Writes a word in release mode: earlier accesses of this thread stay ahead of it.
   *
   * @param at the word's byte address
   * @param value the word
   */
  void setRelease(long at, long value);

  /**
   * Atomically replaces a word if it has the expected value. A success writes in release mode; a
   * failure orders nothing. It does not fail spuriously.
   *
   * @param at the word's byte address
   * @param expected what the word must be
   * @param value what it becomes
   * @return true if the word was replaced
   */
  boolean compareAndSetRelease(long at, long expected, long value);

  /**
   * Atomically adds to a word, in opaque mode. Java has no such mode, so production uses a stronger
   * one.
   *
   * @param at the word's byte address
   * @param delta what is added
   * @return the word as it was before
   */
  long getAndAddOpaque(long at, long delta);

  /**
   * Atomically adds to a word; the read is in acquire mode.
   *
   * @param at the word's byte address
   * @param delta what is added
   * @return the word as it was before
   */
  long getAndAddAcquire(long at, long delta);

  /**
   * Atomically adds to a word; the write is in release mode.
   *
   * @param at the word's byte address
   * @param delta what is added
   * @return the word as it was before
   */
  long getAndAddRelease(long at, long delta);

  /** Keeps earlier loads and stores of this thread ahead of its later stores. */
  void releaseFence();

  /** Keeps earlier loads of this thread ahead of its later loads and stores. */
  void acquireFence();

  /**
   * Copies bytes into the region by plain stores, in no particular order.
   *
   * @param at the byte address of the first byte
   * @param source where the bytes come from
   * @param from index of the first byte in {@code source}
   * @param length how many bytes
   */
  void putBytes(long at, byte[] source, int from, int length);

  /**
   * Copies bytes out of the region by plain loads, in no particular order.
   *
   * @param at the byte address of the first byte
   * @param target where the bytes go; its position and limit are neither used nor changed
   * @param index where in {@code target} the first byte goes
   * @param length how many bytes
   */
  void getBytes(long at, ByteBuffer target, int index, int length);
}
