package dev.stillframe.stress.triple;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.stress.Slices;
import dev.stillframe.triple.TripleLayout;
import java.nio.channels.FileChannel.MapMode;

/** A memory for one state object, as the client and as the host map it. */
record Slice(BufferMemory client, BufferMemory host) {
  static final TripleLayout LAYOUT = TripleLayout.of(16 * Long.BYTES);

  private static final int SIZE = (int) LAYOUT.size();
  private static final int HEADER = 4096;
  private static final byte[] ZEROS = new byte[SIZE - HEADER];
  private static final Slices<Slice> SLICES =
      new Slices<>(
          SIZE,
          MapMode.READ_WRITE,
          (client, host) -> new Slice(new BufferMemory(client), new BufferMemory(host)));

  /** Returns a slice that no other state uses now, configured and otherwise all zero. */
  static Slice configured() {
    Slice slice = SLICES.next();
    slice.client.putBytes(HEADER, ZEROS, 0, ZEROS.length);
    LAYOUT.configure(slice.client, 0);
    return slice;
  }
}
