package dev.stillframe.remap;

import static java.nio.file.StandardOpenOption.READ;

import dev.stillframe.memory.PagedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A host that stops at a step of its second snapshot: {@code FILE SOCKET STEP [watched]}. */
final class HostProcess {
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private HostProcess() {}

  public static void main(String[] args) throws IOException {
    try (FileChannel channel = FileChannel.open(Path.of(args[0]), READ);
        RemapCapture capture = RemapCapture.open(channel, Path.of(args[1]), Runs.BATCH);
        Watchdog watchdog = new Watchdog(PATIENCE)) {
      System.out.println("open");
      Optional<PagedImage> first = capture.capture();
      while (first.isEmpty()) {
        first = capture.capture();
      }
      int size = first.get().size();
      if (args.length > 3) {
        watchdog.begin();
      }
      StepMemory memory =
          new StepMemory(channel, size, Integer.parseInt(args[2]), HostProcess::stop);
      Kills.snapshot(capture, memory, new PagedImage(ByteBuffer.allocateDirect(size)));
      throw new IllegalStateException("there is no step " + args[2]);
    }
  }

  static void stop() {
    System.out.println("there");
    while (true) {
      LockSupport.park();
    }
  }
}
