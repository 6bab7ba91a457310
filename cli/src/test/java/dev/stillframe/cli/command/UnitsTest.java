package dev.stillframe.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

final class UnitsTest {
  @Test
  void sizesHaveBinaryUnits() {
    Units.Size size = new Units.Size();
    assertEquals(0, size.convert("0"));
    assertEquals(4096, size.convert("4096"));
    assertEquals(512 << 10, size.convert("512K"));
    assertEquals(64 << 20, size.convert("64M"));
    assertEquals(1 << 30, size.convert("1G"));
    for (String wrong : List.of("", "M", "-1", "64MB", "1.5G", "4095", "2G", "9".repeat(30))) {
      assertThrows(TypeConversionException.class, () -> size.convert(wrong), wrong);
    }
  }

  @Test
  void timesAreNeverZero() {
    Units.Time time = new Units.Time();
    assertEquals(Duration.ofMillis(100), time.convert("100ms"));
    assertEquals(Duration.ofSeconds(5), time.convert("5s"));
    assertEquals(Duration.ofMinutes(2), time.convert("2m"));
    for (String wrong : List.of("", "100", "0ms", "-1s", "1h", "1.5s")) {
      assertThrows(TypeConversionException.class, () -> time.convert(wrong), wrong);
    }
  }
}
