package dev.stillframe.queue;

/**
 * A valid descriptor: where in the stream of committed bytes one commit lies.
 *
 * @param slot index of the descriptor, from 0
 * @param offset stream offset of its first byte; never reduced modulo the ring
 * @param length bytes, at least 1
 */
public record Entry(int slot, long offset, long length) {
  /**
   * Returns the stream offset after the last byte, where the next commit begins.
   *
   * @return a stream offset
   */
  public long end() {
    return offset + length;
  }
}
