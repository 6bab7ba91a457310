package dev.stillframe.memory;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * A {@link WordMemory} over a direct buffer; in production, over a mapped file. Words are
 * little-endian on every machine.
 *
 * <p>If a file is truncated while it is mapped, an access throws {@link InternalError}, at the
 * access or a little later. Expect it when others may truncate the file.
 */
public final class BufferMemory implements WordMemory {
  /** The largest region that one mapping can hold, in bytes. */
  public static final long MAX_SIZE = Integer.MAX_VALUE;

  private static final VarHandle WORD =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final ByteBuffer buffer;

  /**
   * Wraps a buffer.
   *
   * @param buffer a direct buffer (a heap buffer guarantees no alignment); its whole capacity is
   *     the region
   */
  public BufferMemory(ByteBuffer buffer) {
    if (!buffer.isDirect()) {
      throw new IllegalArgumentException("a heap buffer has no aligned words: use a direct one");
    }
    this.buffer = buffer;
  }

  /**
   * Maps the first bytes of a file.
   *
   * @param channel the file; it may be closed afterwards
   * @param mode read-only or read-write
   * @param size how many bytes, at most {@link #MAX_SIZE}
   * @return the mapped region
   * @throws IOException if the file cannot be mapped or the region is too large for one mapping
   */
  public static BufferMemory map(FileChannel channel, MapMode mode, long size) throws IOException {
    requireMappable(size);
    return new BufferMemory(channel.map(mode, 0, size));
  }

  /**
   * Maps the whole of a file, to be read and written.
   *
   * @param channel the file; the mapping stays when it is closed
   * @return the memory
   * @throws IOException if the file cannot be mapped or is too large for one mapping
   */
  public static BufferMemory mapAll(FileChannel channel) throws IOException {
    return map(channel, MapMode.READ_WRITE, channel.size());
  }

  /**
   * Refuses regions that one mapping cannot hold.
   *
   * @param size bytes
   * @throws IOException if {@code size} is larger than {@link #MAX_SIZE}
   */
  public static void requireMappable(long size) throws IOException {
    if (size > MAX_SIZE) {
      throw new IOException(
          size + " bytes are too large: one mapping holds at most " + MAX_SIZE + " (2 GiB - 1)");
    }
  }

  @Override
  public long size() {
    return buffer.capacity();
  }

  @Override
  public long getOpaque(long at) {
    return (long) WORD.getOpaque(buffer, Math.toIntExact(at));
  }

  @Override
  public long getAcquire(long at) {
    return (long) WORD.getAcquire(buffer, Math.toIntExact(at));
  }

  @Override
  public void setOpaque(long at, long value) {
    WORD.setOpaque(buffer, Math.toIntExact(at), value);
  }

  @Override
  public void setRelease(long at, long value) {
    WORD.setRelease(buffer, Math.toIntExact(at), value);
  }

  @Override
  public boolean compareAndSetRelease(long at, long expected, long value) {
    // compareAndSet has only a volatile mode, and the weak variants may fail spuriously.
    return expected
        == (long) WORD.compareAndExchangeRelease(buffer, Math.toIntExact(at), expected, value);
  }

  @Override
  public long getAndAddOpaque(long at, long delta) {
    return getAndAddRelease(at, delta);
  }

  @Override
  public long getAndAddAcquire(long at, long delta) {
    return (long) WORD.getAndAddAcquire(buffer, Math.toIntExact(at), delta);
  }

  @Override
  public long getAndAddRelease(long at, long delta) {
    return (long) WORD.getAndAddRelease(buffer, Math.toIntExact(at), delta);
  }

  @Override
  public void releaseFence() {
    VarHandle.releaseFence();
  }

  @Override
  public void acquireFence() {
    VarHandle.acquireFence();
  }

  @Override
  public void putBytes(long at, byte[] source, int from, int length) {
    buffer.put(Math.toIntExact(at), source, from, length);
  }

  @Override
  public void getBytes(long at, ByteBuffer target, int index, int length) {
    target.put(index, buffer, Math.toIntExact(at), length);
  }
}
