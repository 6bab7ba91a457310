package dev.stillframe.cli.memory;

import dev.stillframe.files.PrivateFiles;
import dev.stillframe.queue.QueueLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.UUID;

/** What a host writes to a memory that no client uses yet. */
public final class MemoryContent {
  /**
   * The version word while a memory is filled in its place: the bytes "STILFILL". With 0 there, who
   * comes next would take for fresh what is not wholly cleared (remap-say-that-it-is-filled).
   */
  static final long FILLING = 0x4c4c49464c495453L;

  private static final int PAGE = 4096;
  private static final int CHUNK = 1 << 16;

  private MemoryContent() {}

  /**
   * Fills a new file. A fresh memory has the identity of its store before any client sees it, and
   * for that a page at least; the client makes it as long as it needs.
   */
  static void write(FileChannel channel, Optional<Image> image, long size, UUID identity)
      throws IOException {
    if (image.isPresent()) {
      MemoryCopy copy = new MemoryCopy(channel);
      image.get().copyTo(copy);
      copy.finish(size, identity);
      return;
    }
    PrivateFiles.extend(channel, Math.max(size, PAGE));
    writeIdentity(channel, identity);
  }

  /**
   * Writes the identity of a store to its memory.
   *
   * @param channel the memory
   * @param identity that of the store
   * @throws IOException if it cannot be written
   */
  public static void writeIdentity(FileChannel channel, UUID identity) throws IOException {
    ByteBuffer words =
        ByteBuffer.allocate(QueueLayout.IDENTITY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    words.putLong(identity.getMostSignificantBits()).putLong(identity.getLeastSignificantBits());
    PrivateFiles.writeFully(channel, words.flip(), QueueLayout.IDENTITY_AT);
  }

  /**
   * Fills a file that has content: that goes first. The version word says meanwhile that this is no
   * memory, and becomes one last.
   *
   * @param channel the memory, which no client uses
   * @param image what it is to hold, or empty for a fresh one
   * @param size its least size in bytes
   * @param identity that of the store
   * @throws IOException if it cannot be written
   */
  public static void overwrite(FileChannel channel, Optional<Image> image, long size, UUID identity)
      throws IOException {
    writeVersion(channel, FILLING);
    clear(channel, Long.BYTES, channel.size());
    write(channel, image, size, identity);
    if (image.isEmpty()) {
      writeVersion(channel, 0);
    }
  }

  private static void writeVersion(FileChannel channel, long version) throws IOException {
    ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    PrivateFiles.writeFully(channel, word.putLong(version).flip(), QueueLayout.VERSION_AT);
  }

  private static void clear(FileChannel channel, long from, long to) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
    for (long at = from; at < to; at += zeros.limit()) {
      zeros.clear().limit((int) Math.min(CHUNK, to - at));
      PrivateFiles.writeFully(channel, zeros, at);
    }
  }
}
