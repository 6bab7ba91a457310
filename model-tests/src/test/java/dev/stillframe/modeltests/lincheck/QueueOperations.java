package dev.stillframe.modeltests.lincheck;

import dev.stillframe.FormatException;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.Entry;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.QueueReader;
import dev.stillframe.queue.QueueWriter;
import dev.stillframe.queue.StampedPayload;
import java.util.List;
import java.util.OptionalLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * The shipped writer and reader as Lincheck sees them: one client and one host, each in a thread of
 * its own. {@link QueueSpecification} says what they should return.
 *
 * <p>A ring of 4 words and payloads of 1 or 2: nothing is refused, bytes and slots are used again
 * from the third commit on, and lengths differ, so that every rule of invalidation matters.
 */
public abstract class QueueOperations {
  static final long RING_BYTES = 4 * Long.BYTES;

  private final QueueWriter writer;
  private final QueueReader reader;

  QueueOperations(WordMemory clientMemory, WordMemory hostMemory) {
    try {
      writer = new QueueWriter(clientMemory);
      reader = new QueueReader(hostMemory);
    } catch (FormatException e) {
      throw new IllegalStateException("the memory was not configured", e);
    }
  }

  static QueueLayout layout(int entries) {
    return QueueLayout.of(entries, RING_BYTES);
  }

  /** Commits some words; returns where in the stream they end. */
  @Operation(nonParallelGroup = "client")
  public long commit(@Param(gen = IntGen.class, conf = "1:2") int words) {
    byte[] payload = StampedPayload.at(writer.writeOffset(), words);
    writer.commit(payload, 0, payload.length);
    return writer.writeOffset();
  }

  /** Returns where in the stream the newest entry ends, or {@link QueueSpecification#TORN}. */
  @Operation(nonParallelGroup = "host")
  public long latest() {
    return reader.latest().map(QueueOperations::end).orElse(QueueSpecification.NOTHING);
  }

  /** Tells whether the oldest entry that is listed is gone when it is read, or is whole. */
  @Operation(nonParallelGroup = "host")
  public boolean readOldest() {
    List<Entry> entries = reader.entries();
    if (entries.isEmpty()) {
      return true;
    }
    Entry oldest = entries.get(0);
    return reader.read(oldest).map(bytes -> end(bytes) == oldest.end()).orElse(true);
  }

  private static long end(byte[] bytes) {
    OptionalLong offset = StampedPayload.offsetOf(bytes);
    return offset.isPresent() ? offset.getAsLong() + bytes.length : QueueSpecification.TORN;
  }
}
