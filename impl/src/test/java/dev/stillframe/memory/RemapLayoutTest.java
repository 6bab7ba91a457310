package dev.stillframe.memory;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.FormatException;
import dev.stillframe.FormatException.Reason;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemapLayoutTest {
  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 8, 4095})
  void aMemoryWithoutAHeaderIsTruncated(long size) {
    assertEquals(Reason.TRUNCATED, reason(() -> RemapLayout.requireHeader(size)));
    assertDoesNotThrow(() -> RemapLayout.requireHeader(4096));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, -1, 0x32504d524c495453L})
  void anotherVersionIsForeign(long version) {
    assertEquals(Reason.FOREIGN, reason(() -> RemapLayout.requireVersion(version)));
    assertEquals(Reason.UNCONFIGURED, reason(() -> RemapLayout.requireVersion(0)));
  }

  @Test
  void theVersionIsTheBytesOfItsName() {
    byte[] name = "STILRMP1".getBytes(StandardCharsets.US_ASCII);
    long version = 0;
    for (int i = 0; i < name.length; i++) {
      version |= (long) name[i] << 8 * i;
    }
    long named = version;
    assertDoesNotThrow(() -> RemapLayout.requireVersion(named));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 2, Long.MIN_VALUE})
  void aTransactionIsUnderWayWhileTheWordIsOdd(long even) {
    assertFalse(RemapLayout.isWithinTransaction(even));
    assertTrue(RemapLayout.isWithinTransaction(even + 1));
  }

  private static Reason reason(Executable judgement) {
    return assertThrows(FormatException.class, judgement).reason();
  }
}
