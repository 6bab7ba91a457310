package dev.stillframe.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.record.StateRecord;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The table of events notices whatever chaos relies on it to notice. */
class EventTableTest {
  private final EventTable table = new EventTable();

  private void apply(long event) {
    table.apply(new StateRecord(event, false, EventTable.increment(event)));
  }

  private void assertBroken(String why, Runnable what) {
    BrokenRecordException e = assertThrows(BrokenRecordException.class, what::run);
    assertTrue(e.getMessage().contains(why), e::getMessage);
  }

  @Test
  void eachNumberOfEventsIsComplete() {
    table.verify();
    for (long event = 1; event <= 3 * EventTable.NAMES + 1; event++) {
      apply(event);
      assertEquals(event, table.events());
      table.verify();
    }
    assertEquals(4, table.count(EventTable.nameOf(1)));
    assertEquals(3, table.count(EventTable.nameOf(2)));
  }

  @Test
  void aBaseIsTheWholeTable() {
    for (long event = 1; event <= 100; event++) {
      table.count(event);
    }
    EventTable other = new EventTable();
    other.count(1); // is superseded
    other.apply(new StateRecord(7, true, table.base()));
    assertEquals(100, other.events());
    assertArrayEquals(table.base(), other.base());
    other.verify();
    other.apply(new StateRecord(8, false, EventTable.increment(101)));
    other.verify();
  }

  @Test
  void anEventThatIsMissingOrComesTwiceIsNoticed() {
    apply(1);
    apply(2);
    assertBroken("event 2 comes after event 2", () -> apply(2));
    assertBroken("event 4 comes after event 2", () -> apply(4));
    assertBroken("event 1 comes after event 2", () -> apply(1));
    assertEquals(2, table.events());
    table.verify();
  }

  @Test
  void aBaseWithAWrongCountIsNoticed() {
    for (long event = 1; event <= 100; event++) {
      table.count(event);
    }
    for (long wrong : new long[] {-1, 1}) {
      ByteBuffer base = ByteBuffer.wrap(table.base());
      base.putLong(8, base.getLong(8) + wrong);
      EventTable other = new EventTable();
      other.apply(new StateRecord(1, true, base.array()));
      assertBroken("times instead of", other::verify);
    }
  }
}
