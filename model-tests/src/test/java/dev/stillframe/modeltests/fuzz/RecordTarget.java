package dev.stillframe.modeltests.fuzz;

import static dev.stillframe.modeltests.fuzz.Target.require;

import dev.stillframe.examples.BrokenRecordException;
import dev.stillframe.examples.RecordCodec;
import dev.stillframe.examples.ZoneImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The payloads of the examples: what is accepted is just what was encoded. */
public final class RecordTarget {
  private static final ByteBuffer ZONES = ZoneImage.of(7);
  private static final int CHANGE = 3 + Long.BYTES;

  private RecordTarget() {}

  /** The entry point, as fuzzers want it. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Target.check(() -> decode(input));
    Target.check(() -> readZones(input));
  }

  private static void decode(byte[] input) {
    try {
      long sequence = RecordCodec.sequenceOf(input);
      RecordCodec codec = new RecordCodec(input.length);
      codec.encode(sequence, input.length);
      require(Arrays.equals(codec.bytes(), input), "it is what was encoded");
    } catch (BrokenRecordException e) {
      require(!e.getMessage().isBlank(), "a message says what is wrong");
    }
  }

  private static void readZones(byte[] input) {
    ByteBuffer zones = ByteBuffer.allocateDirect(ZONES.capacity()).order(ByteOrder.LITTLE_ENDIAN);
    zones.put(ZONES.duplicate().clear()).clear();
    ByteBuffer changes = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
    while (changes.remaining() >= CHANGE) {
      int where = changes.getShort() & 0xffff | (changes.get() & 0xff) << 16;
      zones.putLong(where % (zones.capacity() / Long.BYTES) * Long.BYTES, changes.getLong());
    }
    try {
      ZoneImage.serialOf(zones);
    } catch (BrokenRecordException e) {
      require(!e.getMessage().isBlank(), "a message says what is wrong");
    }
  }
}
