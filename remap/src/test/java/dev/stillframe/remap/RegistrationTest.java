package dev.stillframe.remap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.memory.RemapLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Every registration of words at the edges, from a client that may be hostile. */
class RegistrationTest {
  /** Each power of two and its neighbours, and the same below zero: where checks begin and end. */
  private static final long[] EDGES =
      LongStream.of(0, 12, 31, 62)
          .map(bit -> 1L << bit)
          .flatMap(power -> LongStream.of(power - 1, power, power + 1, -power))
          .distinct()
          .toArray();

  @Test
  void whatIsAcceptedCanBe() {
    long accepted = 0;
    for (long pid : EDGES) {
      for (long descriptor : EDGES) {
        for (long address : EDGES) {
          for (long length : EDGES) {
            accepted += isAccepted(RemapLayout.VERSION, pid, descriptor, address, length) ? 1 : 0;
          }
        }
      }
    }
    // Of pids and descriptors all that fit into an int; of ranges those of whole pages.
    assertEquals(pids() * descriptors() * ranges(), accepted);
  }

  private static long pids() {
    return LongStream.of(EDGES).filter(pid -> pid > 0 && pid == (int) pid).count();
  }

  private static long descriptors() {
    return LongStream.of(EDGES).filter(number -> number >= 0 && number == (int) number).count();
  }

  private static long ranges() {
    return LongStream.of(EDGES)
        .flatMap(at -> LongStream.of(EDGES).filter(length -> isRange(at, length)))
        .count();
  }

  private static boolean isRange(long at, long length) {
    boolean isPositive = at > 0 && length > 0;
    boolean isWholePages = at % 4096 == 0 && length % 4096 == 0;
    return isPositive && isWholePages && at + length > 0;
  }

  @Test
  void anotherVersionIsRefused() {
    assertTrue(isAccepted(RemapLayout.VERSION, 1, 0, 4096, 4096));
    for (long version : EDGES) {
      assertEquals(version == RemapLayout.VERSION, isAccepted(version, 1, 0, 4096, 4096));
    }
  }

  private static boolean isAccepted(long... words) {
    ByteBuffer bytes = ByteBuffer.allocate(Registration.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long word : words) {
      bytes.putLong(word);
    }
    try {
      Registration.of(bytes.flip());
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
