package dev.stillframe.bench;

import dev.stillframe.memory.BufferMemory;
import java.io.IOException;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The least that a commit can be: the bytes into a ring, and one release store. */
@State(Scope.Benchmark)
public class Raw {
  private Scratch scratch;
  private BufferMemory memory;
  private int at;
  private long end;

  /** Maps a ring. */
  @Setup
  public void open() throws IOException {
    scratch = new Scratch();
    memory = new BufferMemory(scratch.map("raw", 4096 + Payload.RING));
  }

  void commit(byte[] bytes) {
    if (at + bytes.length > Payload.RING) {
      at = 0;
    }
    memory.putBytes(4096 + at, bytes, 0, bytes.length);
    at += (bytes.length + 7) & -8;
    end += bytes.length;
    memory.setRelease(0, end);
  }

  /** The same with a compare-and-set in place of the store. */
  void exchange(byte[] bytes) {
    next(bytes.length);
    memory.putBytes(4096 + at, bytes, 0, bytes.length);
    memory.compareAndSetRelease(0, end, end + bytes.length);
    end += bytes.length;
    at += bytes.length;
  }

  /** Every access that an offer makes to memory, and nothing that decides on it. */
  void offer(byte[] bytes) {
    next(bytes.length + Long.BYTES);
    long control = memory.getAcquire(0);
    memory.setOpaque(4096 + at, bytes.length);
    memory.putBytes(4096 + at + Long.BYTES, bytes, 0, bytes.length);
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
