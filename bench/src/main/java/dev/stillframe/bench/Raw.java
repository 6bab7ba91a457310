package dev.stillframe.bench;

import dev.stillframe.memory.BufferMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The least that a commit or an offer can be: the bytes into a ring, and one release store. Then
 * the same with more and more of what ours do, to see where the time goes.
 */
@State(Scope.Benchmark)
public class Raw {
  private static final int ENTRIES = 64;
  private static final int DESCRIPTORS = 4096;
  private static final int DATA = 8192;

  private Scratch scratch;
  private ByteBuffer mapped;
  private BufferMemory memory;
  private int at;
  private long end;
  private int slot;

  /** Maps a ring. */
  @Setup
  public void open() throws IOException {
    scratch = new Scratch();
    mapped = scratch.map("raw", DATA + Payload.RING);
    memory = new BufferMemory(mapped);
  }

  /** Returns the whole memory, for another thread to read. */
  ByteBuffer mapped() {
    return mapped.asReadOnlyBuffer();
  }

  void commit(byte[] bytes) {
    next(bytes.length);
    memory.putBytes(DATA + at, bytes, 0, bytes.length);
    at += bytes.length;
    end += bytes.length;
    memory.setRelease(0, end);
  }

  /** As a stream: what the end of the ring has no room for goes on at its beginning. */
  void stream(byte[] bytes) {
    copy(bytes);
    end += bytes.length;
    memory.setRelease(0, end);
  }

  /** Every store of a commit, in its place and order, and nothing that decides on it. */
  void stores(byte[] bytes) {
    int oldest = (slot - Math.min(ENTRIES, Payload.RING / bytes.length)) & (ENTRIES - 1);
    memory.setRelease(DESCRIPTORS + 16L * oldest + Long.BYTES, 0);
    memory.releaseFence();
    copy(bytes);
    memory.setOpaque(24, end + bytes.length);
    memory.setOpaque(DESCRIPTORS + 16L * slot, end);
    memory.setRelease(DESCRIPTORS + 16L * slot + Long.BYTES, bytes.length);
    end += bytes.length;
    slot = (slot + 1) & (ENTRIES - 1);
  }

  private void copy(byte[] bytes) {
    int index = (int) end & (Payload.RING - 1);
    int first = Math.min(bytes.length, Payload.RING - index);
    memory.putBytes(DATA + index, bytes, 0, first);
    if (first < bytes.length) {
      memory.putBytes(DATA, bytes, first, bytes.length - first);
    }
  }

  /** The raw limit with a compare-and-set in place of the store. */
  void exchange(byte[] bytes) {
    next(bytes.length);
    memory.putBytes(DATA + at, bytes, 0, bytes.length);
    memory.compareAndSetRelease(0, end, end + bytes.length);
    end += bytes.length;
    at += bytes.length;
  }

  /** Every access that an offer makes to memory, and nothing that decides on it. */
  void offer(byte[] bytes) {
    next(bytes.length + Long.BYTES);
    long control = memory.getAcquire(0);
    memory.setOpaque(DATA + at, bytes.length);
    memory.putBytes(DATA + at + Long.BYTES, bytes, 0, bytes.length);
    memory.compareAndSetRelease(0, control, control + bytes.length);
    at += bytes.length + Long.BYTES;
  }

  private void next(int length) {
    at = (at + 7) & -8;
    if (at + length > Payload.RING) {
      at = 0;
    }
  }

  /** Removes it. */
  @TearDown
  public void close() throws IOException {
    scratch.close();
  }
}
