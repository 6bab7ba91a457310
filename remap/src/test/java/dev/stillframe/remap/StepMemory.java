package dev.stillframe.remap;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.ForwardingMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/** A memory as a host reads it, at one of whose steps something happens. */
final class StepMemory extends ForwardingMemory {
  private final Runnable event;
  private int left;

  /**
   * Maps a memory.
   *
   * @param step before which it happens, from 0; each page that is copied is one, and what the
   *     snapshot tells of by {@link #step}
   */
  StepMemory(FileChannel channel, int size, int step, Runnable event) throws IOException {
    super(BufferMemory.map(channel, MapMode.READ_ONLY, size));
    this.event = event;
    this.left = step;
  }

  void step() {
    if (left-- == 0) {
      event.run();
    }
  }

  @Override
  public void getBytes(long at, ByteBuffer target, int index, int length) {
    step();
    super.getBytes(at, target, index, length);
  }
}
