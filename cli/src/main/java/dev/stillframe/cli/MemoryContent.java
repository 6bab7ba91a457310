package dev.stillframe.cli;

import dev.stillframe.files.PrivateFiles;
import dev.stillframe.queue.QueueLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.SecureRandom;
import java.util.Optional;

/** What a host writes to a memory that no client uses yet. */
final class MemoryContent {
  private static final int CHUNK = 1 << 16;

  private MemoryContent() {}

  /**
   * Fills a new file. A fresh memory that has a size gets an identity; one that the client sizes
   * gets it from the client, if that knows of identities.
   */
  static void write(FileChannel channel, Optional<ByteBuffer> image, long size) throws IOException {
    if (image.isPresent()) {
      PrivateFiles.writeFully(channel, image.get().duplicate(), 0);
    }
    PrivateFiles.extend(channel, size);
    if (image.isEmpty() && size > 0) {
      byte[] identity = new byte[QueueLayout.IDENTITY_BYTES];
      new SecureRandom().nextBytes(identity);
      PrivateFiles.writeFully(channel, ByteBuffer.wrap(identity), QueueLayout.IDENTITY_AT);
    }
  }

  /** The same over a file that has content: the version word is cleared first and written last. */
  static void overwrite(FileChannel channel, Optional<ByteBuffer> image, long size)
      throws IOException {
    clear(channel, 0, channel.size());
    if (image.isEmpty()) {
      write(channel, image, size);
      return;
    }
    ByteBuffer content = ByteBuffer.allocateDirect(image.get().capacity());
    content.put(image.get().duplicate().clear()).clear();
    content.putLong((int) QueueLayout.VERSION_AT, 0);
    write(channel, Optional.of(content), size);
    ByteBuffer version = image.get().duplicate().clear().limit(Long.BYTES);
    PrivateFiles.writeFully(channel, version, QueueLayout.VERSION_AT);
  }

  private static void clear(FileChannel channel, long from, long to) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
    for (long at = from; at < to; at += zeros.limit()) {
      zeros.clear().limit((int) Math.min(CHUNK, to - at));
      PrivateFiles.writeFully(channel, zeros, at);
    }
  }
}
