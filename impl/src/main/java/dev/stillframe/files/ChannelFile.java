package dev.stillframe.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/** A file of the system, behind a channel. */
public final class ChannelFile implements DiskFile {
  private final FileChannel channel;

  /**
   * Wraps a channel.
   *
   * @param channel closed with this
   */
  public ChannelFile(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public void read(ByteBuffer target, long at) throws IOException {
    long position = at;
    while (target.hasRemaining()) {
      int n = channel.read(target, position);
      if (n < 0) {
        return;
      }
      position += n;
    }
  }

  @Override
  public void write(ByteBuffer bytes, long at) throws IOException {
    PrivateFiles.writeFully(channel, bytes, at);
  }

  @Override
  public void setSize(long size) throws IOException {
    if (size > channel.size()) {
      PrivateFiles.writeFully(channel, ByteBuffer.allocate(1), size - 1);
    } else {
      channel.truncate(size);
    }
  }

  @Override
  public void sync() throws IOException {
    channel.force(true);
  }

  @Override
  public ByteBuffer map(long size) throws IOException {
    return channel.map(MapMode.READ_ONLY, 0, size);
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
