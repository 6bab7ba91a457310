package dev.stillframe.bench;

import java.util.List;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is committed. */
@State(Scope.Benchmark)
public class Payload {
  /** Bytes of the ring, or of a buffer, that all take: twice the largest payload and more. */
  static final int RING = 1 << 20;

  /** Bytes of the largest payload. */
  static final int LARGEST = 40_000;

  /** The lengths of {@link #length}. */
  static final List<Integer> LENGTHS = List.of(8, 64, 1024, LARGEST);

  /** Bytes of a commit. */
  @Param({"8", "64", "1024", "40000"})
  public int length;

  byte[] bytes;

  /** Makes the payload. */
  @Setup
  public void make() {
    bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
  }
}
