package dev.stillframe.memory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Opens image captures. A provider is a service in the sense of {@link java.util.ServiceLoader}.
 */
public interface ImageCaptureProvider {
  /**
   * Looks for all that a capture needs of the system.
   *
   * @throws IOException that says which feature or privilege is missing, in one sentence
   */
  void require() throws IOException;

  /**
   * Begins to wait for a client.
   *
   * @param memory readable; it stays open
   * @param socket where clients come, in a directory that nobody else can enter; what a dead host
   *     has left there is removed
   * @return an open capture
   * @throws IOException if something that it needs is missing, or if the socket cannot be made
   */
  ImageCapture open(FileChannel memory, Path socket) throws IOException;
}
