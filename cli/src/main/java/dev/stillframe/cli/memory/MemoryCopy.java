package dev.stillframe.cli.memory;

import dev.stillframe.files.PrivateFiles;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.store.ImageCopy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.UUID;

/**
 * Writes an image to a memory that no client uses yet and whose bytes are zero. The version word
 * comes last: until it is there, the memory is not configured for anybody.
 */
final class MemoryCopy implements ImageCopy {
  private final FileChannel memory;
  private final ByteBuffer version = ByteBuffer.allocate(Long.BYTES);
  private long at;
  private IOException failure;

  /**
   * Creates a copy.
   *
   * @param memory open for writing; stays open
   */
  MemoryCopy(FileChannel memory) {
    this.memory = memory;
  }

  @Override
  public void begin() {
    version.clear();
    try {
      if (at > 0) {
        memory.truncate(0); // What came before was not whole.
      }
      at = 0;
    } catch (IOException e) {
      failure = e;
    }
  }

  @Override
  public void add(ByteBuffer block) {
    if (failure != null) {
      return;
    }
    try {
      BufferMemory.requireMappable(at + block.remaining());
      while (version.hasRemaining() && block.hasRemaining()) {
        version.put(block.get());
        at++;
      }
      int length = block.remaining();
      PrivateFiles.writeFully(memory, block, at);
      at += length;
    } catch (IOException e) {
      failure = e;
    }
  }

  /**
   * Ends the copy of an image that was whole.
   *
   * @param size the least size of the memory in bytes
   * @param identity that of the store
   * @throws IOException if the memory could not be written
   */
  void finish(long size, UUID identity) throws IOException {
    if (failure != null) {
      throw failure;
    }
    PrivateFiles.extend(memory, size);
    MemoryContent.writeIdentity(memory, identity);
    PrivateFiles.writeFully(memory, version.flip(), QueueLayout.VERSION_AT);
  }
}
