package dev.stillframe.memory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Opens image captures. A provider is a service in the sense of {@link java.util.ServiceLoader}.
 */
public interface ImageCaptureProvider {
  /**
   * Checks that the system has every feature that a capture needs.
   *
   * @throws IOException if one is missing; its message names the feature or privilege
   */
  void require() throws IOException;

  /**
   * Begins to wait for a client.
   *
   * @param memory open for reading; the capture does not close it
   * @param socket where clients register, in a directory that no other user can enter; a socket
   *     left by a dead host is removed
   * @return an open capture
   * @throws IOException if a feature is missing, or if the socket cannot be created
   */
  ImageCapture open(FileChannel memory, Path socket) throws IOException;
}
