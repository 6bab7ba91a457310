package dev.stillframe.modeltests.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifferenceTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "\"a, >> \\\" b\"",
        "<<>>",
        "{}",
        "<<1, <<2, {3}>>>>",
        "[a |-> 1, b |-> [c |-> <<>>]]",
        "(0 :> <<1, 2>> @@ 1 :> [a |-> TRUE])"
      })
  void aValueReadsBackAsItWasPrinted(String text) {
    assertEquals(text, TlaValue.parse(text).toString());
  }

  @Test
  void lineBreaksDoNotMatter() {
    assertEquals("<<1, [a |-> 2]>>", TlaValue.parse("<< 1,\n   [ a |->\n 2 ] >>").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<<1", "[a -> 1]", "1 2", "(1 :> 2", "{1,}"})
  void whatIsNoValueIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> TlaValue.parse(text));
  }

  @Test
  void onlyThePartsThatChanged() {
    assertChanges(
        "[a |-> 1, m |-> (0 :> 5 @@ 1 :> 6)]",
        "[a |-> 1, m |-> (0 :> 5 @@ 1 :> 7)]",
        "`x.m[1]`: `6` → `7`");
    assertChanges("<<1, 2>>", "<<1, 3>>", "`x[2]`: `2` → `3`");
    assertChanges("<<1>>", "<<1, 2>>", "`x` appends `2`");
    assertChanges("<<1, 2>>", "<<3, 4>>", "`x`: `<<1, 2>>` → `<<3, 4>>`");
    assertChanges("<<1, 2>>", "<<2>>", "`x` drops its head");
    assertChanges("<<1, 2, 3>>", "<<1, 3>>", "`x` drops `2`");
    assertChanges("<<1, 3>>", "<<1, 2, 3>>", "`x` inserts `2`");
    assertChanges("<<1, 2>>", "<<>>", "`x` is emptied");
    assertChanges("<<1, 2>>", "<<7>>", "`x`: `<<1, 2>>` → `<<7>>`");
    assertChanges("<<>>", "[a |-> 1]", "`x.a` is new: `1`");
    assertChanges("[a |-> 1]", "<<>>", "`x` is emptied");
    assertChanges("{}", "1..2", "`x` gains `1`, `2`");
    assertChanges("{1, 2}", "{2, 3}", "`x` gains `3`", "`x` loses `1`");
    assertChanges("(1 :> 1)", "(2 :> 2)", "`x[1]` is gone", "`x[2]` is new: `2`");
    assertChanges("[a |-> 1]", "[b |-> 1]", "`x.a` is gone", "`x.b` is new: `1`");
    assertChanges("1", "1");
  }

  private static void assertChanges(String before, String after, String... changes) {
    assertEquals(
        List.of(changes), Difference.between("x", TlaValue.parse(before), TlaValue.parse(after)));
  }
}
