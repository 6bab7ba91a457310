package dev.stillframe.cli;

import dev.stillframe.files.PrivateFiles;
import dev.stillframe.queue.QueueLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.security.SecureRandom;
import java.util.Optional;

/** What a host writes to a memory that no client uses yet. */
final class MemoryContent {
  /**
   * The version word while a memory is filled in its place: the bytes "STILFILL". With 0 there, who
   * comes next would take for fresh what is not wholly cleared (remap-say-that-it-is-filled).
   */
  static final long FILLING = 0x4c4c49464c495453L;

  private static final int CHUNK = 1 << 16;

  private MemoryContent() {}

  /**
   * Fills a new file. A fresh memory that has a size gets an identity; one that the client sizes
   * gets it from the client, if that knows of identities.
   */
  static void write(FileChannel channel, Optional<Image> image, long size) throws IOException {
    if (image.isPresent()) {
      MemoryCopy copy = new MemoryCopy(channel);
      image.get().copyTo(copy);
      copy.finish(size);
      return;
    }
    PrivateFiles.extend(channel, size);
    if (size > 0) {
      byte[] identity = new byte[QueueLayout.IDENTITY_BYTES];
      new SecureRandom().nextBytes(identity);
      PrivateFiles.writeFully(channel, ByteBuffer.wrap(identity), QueueLayout.IDENTITY_AT);
    }
  }

  /**
   * The same over a file that has content: that goes first. The version word says meanwhile that
   * this is no memory, and becomes one last.
   */
  static void overwrite(FileChannel channel, Optional<Image> image, long size) throws IOException {
    writeVersion(channel, FILLING);
    clear(channel, Long.BYTES, channel.size());
    write(channel, image, size);
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
