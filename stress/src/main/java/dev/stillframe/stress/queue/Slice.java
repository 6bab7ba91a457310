package dev.stillframe.stress.queue;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.stress.Slices;
import java.nio.channels.FileChannel.MapMode;

/** A memory for one state object: the client's mapping writable, the host's read-only. */
record Slice(BufferMemory client, BufferMemory host) {
  private static final int TAIL_BYTES = 64;

  /** All layouts of these tests are that small. */
  private static final int SIZE = (int) QueueLayout.of(4, 64).tailAt() + TAIL_BYTES;

  private static final byte[] ZEROS = new byte[TAIL_BYTES];
  private static final Slices<Slice> SLICES =
      new Slices<>(
          SIZE,
          MapMode.READ_ONLY,
          (client, host) -> new Slice(new BufferMemory(client), new BufferMemory(host)));

  /** Returns a slice that no other state uses now, configured and otherwise all zero. */
  static Slice configured(QueueLayout layout) {
    Slice slice = SLICES.next();
    for (int entry = 0; entry < layout.entries(); entry++) {
      slice.client.setOpaque(layout.offsetAt(entry), 0);
    }
    slice.client.putBytes(layout.dataAt(), ZEROS, 0, (int) layout.dataBytes());
    slice.client.putBytes(layout.tailAt(), ZEROS, 0, TAIL_BYTES);
    layout.configure(slice.client);
    return slice;
  }
}
