package dev.stillframe.bench;

import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The raw limit, while another thread copies the whole ring without a pause: what any reader costs.
 */
@State(Scope.Benchmark)
public class ReadRaw extends Raw {
  private Thread reader;
  private volatile boolean isEnding;

  /** Starts to copy. */
  @Setup
  public void read() {
    ByteBuffer from = mapped();
    ByteBuffer to = ByteBuffer.allocateDirect(from.capacity());
    reader =
        new Thread(
            () -> {
              while (!isEnding) {
                to.clear().put(from.clear());
              }
            },
            "reader");
    reader.start();
  }

  /** Ends the reader. */
  @TearDown
  public void end() throws InterruptedException {
    isEnding = true;
    reader.join();
  }
}
