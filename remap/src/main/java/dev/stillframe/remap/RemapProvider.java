package dev.stillframe.remap;

import dev.stillframe.memory.ImageCapture;
import dev.stillframe.memory.ImageCaptureProvider;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Lets the command find remap capture, which its own version of Java does not have. */
public final class RemapProvider implements ImageCaptureProvider {
  /** Makes a provider; for {@link java.util.ServiceLoader}. */
  public RemapProvider() {}

  @Override
  public void require() throws IOException {
    RemapCapture.require();
  }

  @Override
  public ImageCapture open(FileChannel memory, Path socket) throws IOException {
    return RemapCapture.open(memory, socket);
  }
}
