package dev.stillframe.store;

import java.nio.ByteBuffer;

/**
 * Is given an image while it is verified, so that nobody has to go over it once more. What it is
 * given is worth nothing until the verification has succeeded: an image that turns out not to be
 * whole is followed by the next one, or by none.
 *
 * <p>It throws nothing: an image is not damaged because its copy has failed. Such a copy says so
 * when it is used.
 */
public interface ImageCopy {
  /** Drops everything, for who wants an image verified and nothing else. */
  ImageCopy NONE =
      new ImageCopy() {
        @Override
        public void begin() {}

        @Override
        public void add(ByteBuffer block) {}
      };

  /** An image begins; the one before it, if any, is not whole. */
  void begin();

  /**
   * Takes the next bytes of an image, seal and mark already {@linkplain Seal#remove removed}.
   *
   * @param block is used again when this returns
   */
  void add(ByteBuffer block);
}
