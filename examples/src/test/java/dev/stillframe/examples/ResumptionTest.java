package dev.stillframe.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResumptionTest {
  @ParameterizedTest
  @CsvSource({
    // resumed, progress, durable, isCutShort
    "80, 80, 0,  false, WHERE_IT_WAS",
    "84, 80, 84, false, WHERE_IT_WAS",
    "79, 80, 0,  false, WRONG",
    "80, 80, 84, false, WRONG",
    "76, 80, 76, true,  SET_BACK",
    "78, 80, 76, true,  SET_BACK",
    "84, 80, 84, true,  SET_BACK",
    "0,  80, 0,  true,  SET_BACK",
    "75, 80, 76, true,  WRONG",
    "80, 80, 84, true,  WRONG"
  })
  void aProgramMayGoOnWithASnapshotOnlyIfItWasCutShort(
      long resumed, long progress, long durable, boolean isCutShort, Resumption expected) {
    assertEquals(expected, Resumption.of(resumed, progress, durable, isCutShort));
  }
}
