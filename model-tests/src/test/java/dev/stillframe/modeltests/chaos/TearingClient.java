package dev.stillframe.modeltests.chaos;

import dev.stillframe.examples.Acknowledged;
import dev.stillframe.examples.RecordCodec;
import dev.stillframe.queue.Handover;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A client with the original's defect: it writes format v1 in words of its own, and replaces bytes
 * of entries that it has not invalidated. The snapshots of the shipped host over this client must
 * be found torn; if they are not, the check cannot fail.
 */
public final class TearingClient {
  private static final int ENTRIES = 16;
  private static final int RING = 1 << 16;
  private static final int DESCRIPTORS_AT = 4096;
  private static final int RING_AT = 8192;
  private static final int TAIL_AT = RING_AT + RING;

  /** Three of these do not fit: while one is written, the one before the last is overwritten. */
  private static final int PAYLOAD = 30_000;

  private static final VarHandle WORD =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private TearingClient() {}

  public static void main(String[] args) throws IOException {
    Path memory = Handover.memory(System.getenv()).orElseThrow();
    try (FileChannel channel =
        FileChannel.open(memory, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer words = channel.map(MapMode.READ_WRITE, 0, TAIL_AT + ENTRIES * Long.BYTES);
      commitForEver(words, Acknowledged.open(Path.of(args[0])));
    }
  }

  private static void commitForEver(ByteBuffer memory, Acknowledged acknowledged) {
    WORD.setOpaque(memory, 8, ENTRIES - 1L);
    WORD.setOpaque(memory, 16, RING - 1L);
    WORD.setRelease(memory, 0, 0x96c2a6f4b68519b3L);
    RecordCodec codec = new RecordCodec(PAYLOAD);
    for (long sequence = 1; ; sequence++) {
      codec.encode(sequence, PAYLOAD);
      long offset = (sequence - 1) * PAYLOAD;
      int slot = (int) (sequence % ENTRIES);
      int first = Math.min(PAYLOAD, RING - (int) (offset % RING));
      memory.put(RING_AT + (int) (offset % RING), codec.bytes(), 0, first);
      memory.put(RING_AT, codec.bytes(), first, PAYLOAD - first);
      WORD.setOpaque(memory, TAIL_AT + slot * Long.BYTES, sequence);
      WORD.setOpaque(memory, 24, offset + PAYLOAD);
      WORD.setOpaque(memory, DESCRIPTORS_AT + slot * 16, offset);
      WORD.setRelease(memory, DESCRIPTORS_AT + slot * 16 + 8, (long) PAYLOAD);
      acknowledged.set(sequence);
    }
  }
}
