package dev.stillframe.bench;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.QueueReader;
import dev.stillframe.store.Mark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The newest snapshot of a store that is reported; of the twin store, when its mark is clear again.
 *
 * @param file that holds it
 * @param generation at least 1
 */
record Durable(Path file, long generation) {
  private static final int GENERATION_AT = 56;
  private static final int MARK_AT = 80;

  /** Looks at the heads of both stores' files. */
  static Optional<Durable> newest(Path snapshot) throws IOException {
    Durable newest = null;
    for (String end : List.of("", ".0", ".1")) {
      Path file = snapshot.resolveSibling(snapshot.getFileName() + end);
      ByteBuffer head = read(file, 128);
      if (!head.hasRemaining() && head.getLong(MARK_AT) != Mark.DIRTY) {
        long generation = head.getLong(GENERATION_AT);
        if (generation > (newest == null ? 0 : newest.generation)) {
          newest = new Durable(file, generation);
        }
      }
    }
    return Optional.ofNullable(newest);
  }

  /**
   * Returns the newest payload in it.
   *
   * @param size bytes before the tail
   * @return empty if the host has begun to replace it meanwhile
   */
  Optional<byte[]> payload(int size) throws IOException {
    ByteBuffer image = read(file, size);
    ByteBuffer head = read(file, 128);
    return head.getLong(MARK_AT) == Mark.DIRTY || head.getLong(GENERATION_AT) != generation
        ? Optional.empty()
        : new QueueReader(new BufferMemory(image)).latest();
  }

  /** As much of it as is there; empty if there is no such file. */
  private static ByteBuffer read(Path file, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file)) {
      while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {}
    } catch (NoSuchFileException e) {
      // Not yet.
    }
    return bytes;
  }
}
