package dev.stillframe.modeltests.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.examples.BrokenRecordException;
import dev.stillframe.examples.RecordLog;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.QueueReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A memory or a snapshot that nobody writes any more, read by our reader. */
final class NumberedMemory {
  private static final int LONGEST = 200;

  private final BufferMemory memory;
  private final QueueReader reader;

  private NumberedMemory(ByteBuffer image) throws FormatException {
    memory = new BufferMemory(image);
    reader = new QueueReader(memory);
  }

  static NumberedMemory of(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return of(ByteBuffer.allocateDirect(bytes.length).put(bytes).clear());
  }

  /** Of a direct buffer that begins with the image. */
  static NumberedMemory of(ByteBuffer image) throws FormatException {
    return new NumberedMemory(image);
  }

  /** The number of the newest commit; 0 if there is none. */
  long newest() {
    return reader.latest().map(NumberedMemory::number).orElse(0L);
  }

  private static long number(byte[] bytes) {
    return bytes.length < Long.BYTES
        ? 0
        : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /** Whether the newest entry is one that the Rust client commits, with its word of the tail. */
  boolean isWhole() {
    byte[] bytes = reader.latest().orElse(new byte[0]);
    long number = number(bytes);
    return number > 0
        && Arrays.equals(bytes, meant(number))
        && memory.getOpaque(reader.layout().tailAt()) == number;
  }

  private static byte[] meant(long number) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + (int) (number * 7919 % (LONGEST - 7)));
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(number);
    for (int at = Long.BYTES; at < bytes.capacity(); at++) {
      bytes.put(at, (byte) (number + at));
    }
    return bytes.array();
  }

  long requireWhole() {
    assertTrue(isWhole(), () -> "the newest entry is not commit " + newest());
    return newest();
  }

  /**
   * The newest record of the Java client; throws if one of them is not whole, or one is missing.
   */
  long requireRecords() {
    return RecordLog.verify(
        reader.entries(),
        reader::read,
        slot -> memory.getOpaque(reader.layout().tailAt() + slot * Long.BYTES));
  }

  /** Whether a file holds records of the Java client as they were committed. */
  static boolean hasRecords(Path file) throws IOException {
    try {
      return of(file).requireRecords() > 0;
    } catch (FormatException | BrokenRecordException e) {
      return false;
    }
  }
}
