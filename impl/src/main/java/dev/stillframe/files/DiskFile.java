package dev.stillframe.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file of a {@link Disk}. */
public interface DiskFile extends Closeable {
  /**
   * Returns the size.
   *
   * @return bytes
   * @throws IOException if it cannot be found out
   */
  long size() throws IOException;

  /**
   * Fills a buffer from a position on, as far as the file goes.
   *
   * @param target is filled from its position on; room that remains is behind the file's end
   * @param at position in the file, in bytes
   * @throws IOException if the file cannot be read
   */
  void read(ByteBuffer target, long at) throws IOException;

  /**
   * Writes a whole buffer at a position; behind the end it extends the file.
   *
   * @param bytes what to write, from its position to its limit
   * @param at position in the file, in bytes
   * @throws IOException if the disk is full or fails; part may be written then
   */
  void write(ByteBuffer bytes, long at) throws IOException;

  /**
   * Sets the size: cuts the file off, or extends it by zeros.
   *
   * @param size bytes
   * @throws IOException if that fails
   */
  void setSize(long size) throws IOException;

  /**
   * Makes the bytes and the size durable; says nothing of the file's names.
   *
   * @throws IOException if that fails; what is on disk is unknown then, and the next sync need not
   *     write what this one did not
   */
  void sync() throws IOException;

  /**
   * Maps the first bytes, to be read.
   *
   * @param size how many bytes; at most 2 GiB - 1, and the file has to have them
   * @return a read-only buffer that stands when the file is closed
   * @throws IOException if it cannot be mapped
   */
  ByteBuffer map(long size) throws IOException;

  /**
   * Tells whether it can be read and written: an interrupt of a thread closes what that uses.
   *
   * @return false if it is closed
   */
  default boolean isOpen() {
    return true;
  }
}
