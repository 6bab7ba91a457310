package dev.stillframe.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A private copy of a memory that tracks dirty pages, so that publications skip clean ones.
 *
 * <p>Take a {@linkplain #mark mark} now, and ask later which pages have changed since that mark.
 * Any number of marks may be in use. Rewriting equal bytes does not dirty a page. One thread at a
 * time.
 */
public final class PagedImage {
  /** Bytes of a page; the last page of an image may have fewer. */
  public static final int PAGE = 4096;

  /** A mark since which every page has changed. */
  public static final long ALWAYS = -1;

  private static final ByteBuffer ZEROS = ByteBuffer.allocate(PAGE).asReadOnlyBuffer();

  /** What may be left to a collection that comes by itself, if ever, in bytes. */
  private static final long UNCOLLECTED = 64L << 20;

  /** Bytes allocated since the last collection that was asked for. */
  private static long allocated;

  private final ByteBuffer bytes;
  private final ByteBuffer old;
  private final ByteBuffer read = ByteBuffer.allocate(PAGE);
  private final ByteBuffer zeros = ZEROS.duplicate();

  /** The time of the last change of each page. */
  private final long[] changed;

  private long time;

  /**
   * Makes an image of a buffer. Every page counts as changed.
   *
   * @param bytes the whole image, from index 0 to its capacity; from now on, write it only through
   *     this object
   */
  public PagedImage(ByteBuffer bytes) {
    this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).clear();
    this.old = bytes.duplicate();
    this.changed = new long[(int) (((long) bytes.capacity() + PAGE - 1) / PAGE)];
  }

  /**
   * Makes an empty image in memory outside the heap. That is given back by a collection of garbage
   * alone, and what takes images makes so little garbage that none comes: so one is asked for when
   * what was allocated since the last is more than the image itself.
   *
   * @param size in bytes
   * @return an image of zeros
   */
  public static PagedImage allocate(int size) {
    synchronized (PagedImage.class) {
      if (allocated > Math.max(UNCOLLECTED, size)) {
        System.gc();
        allocated = 0;
      }
      allocated += size;
    }
    return new PagedImage(ByteBuffer.allocateDirect(size));
  }

  /**
   * Returns the bytes.
   *
   * @return always the same buffer, little-endian; do not write to it
   */
  public ByteBuffer bytes() {
    return bytes;
  }

  /**
   * Returns the size.
   *
   * @return bytes
   */
  public int size() {
    return bytes.capacity();
  }

  /**
   * Returns the number of pages.
   *
   * @return the size divided by {@link #PAGE}, rounded up
   */
  public int pages() {
    return changed.length;
  }

  /**
   * Takes a mark.
   *
   * @return a mark; every later change counts as a change since it
   */
  public long mark() {
    return time++;
  }

  /**
   * Tells whether a page has changed since a mark.
   *
   * @param page its number, from 0
   * @param mark from {@link #mark}, or {@link #ALWAYS}
   * @return false if every byte of the page is as it was at the mark
   */
  public boolean hasChanged(int page, long mark) {
    return changed[page] > mark;
  }

  /**
   * Copies bytes of a memory to the same place in this image. Reads each byte once, in plain mode.
   *
   * @param from the memory
   * @param at the first byte
   * @param length how many
   */
  public void copy(WordMemory from, long at, int length) {
    Objects.checkFromIndexSize(at, length, bytes.capacity());
    int done = 0;
    while (done < length) {
      int part = (int) at + done;
      int count = inOnePage(part, length - done);
      from.getBytes(part, read.clear(), 0, count);
      put(part, read, count);
      done += count;
    }
  }

  /**
   * Fills with zeros.
   *
   * @param at the first byte
   * @param length how many
   */
  public void clear(long at, int length) {
    Objects.checkFromIndexSize(at, length, bytes.capacity());
    int done = 0;
    while (done < length) {
      int part = (int) at + done;
      int count = inOnePage(part, length - done);
      put(part, zeros, count);
      done += count;
    }
  }

  /**
   * Writes a word.
   *
   * @param at its first byte
   * @param value the word
   */
  public void putWord(long at, long value) {
    int index = Math.toIntExact(at);
    if (bytes.getLong(index) != value) {
      bytes.putLong(index, value);
      touch(index);
    }
  }

  private void put(int at, ByteBuffer source, int length) {
    old.clear().position(at).limit(at + length);
    source.clear().limit(length);
    if (old.mismatch(source) >= 0) {
      bytes.put(at, source, 0, length);
      touch(at);
    }
  }

  private void touch(int at) {
    changed[at / PAGE] = time;
  }

  private static int inOnePage(int at, int length) {
    return Math.min(length, PAGE - at % PAGE);
  }
}
