package dev.stillframe.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stillframe.record.StateRecord;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often each event has happened: the state of {@link EventCounter}.
 *
 * <p>Event number n has one of {@link #NAMES} names, in turn, so that the number of events alone
 * tells what each count has to be. An increment is the number and the name of an event:
 *
 * <pre>
 *      0      number of the event, from 1 on
 *      8 …    its name, UTF-8
 * </pre>
 *
 * <p>A base is the whole table:
 *
 * <pre>
 *      0      number of the last event
 *      8 …    for each name: its count (8 bytes), its length in bytes (4 bytes), the name
 * </pre>
 */
public final class EventTable {
  /** How many names there are. */
  public static final int NAMES = 31;

  private final Map<String, Long> counts = new TreeMap<>();
  private long events;

  /** Creates a table in which nothing has happened. */
  public EventTable() {}

  /**
   * Returns the name of an event.
   *
   * @param number of the event
   * @return its name
   */
  public static String nameOf(long number) {
    return "event" + number % NAMES;
  }

  /**
   * Returns what an event changes.
   *
   * @param number of the event
   * @return the increment
   */
  public static byte[] increment(long number) {
    byte[] name = nameOf(number).getBytes(UTF_8);
    return ByteBuffer.allocate(Long.BYTES + name.length).putLong(number).put(name).array();
  }

  /**
   * Returns the whole table.
   *
   * @return the base
   */
  public byte[] base() {
    int size = Long.BYTES;
    for (String name : counts.keySet()) {
      size += Long.BYTES + Integer.BYTES + name.getBytes(UTF_8).length;
    }
    ByteBuffer base = ByteBuffer.allocate(size).putLong(events);
    counts.forEach(
        (name, count) -> {
          byte[] bytes = name.getBytes(UTF_8);
          base.putLong(count).putInt(bytes.length).put(bytes);
        });
    return base.array();
  }

  /**
   * Counts an event.
   *
   * @param number of the event
   */
  public void count(long number) {
    counts.merge(nameOf(number), 1L, Long::sum);
    events = number;
  }

  /**
   * Applies a record, when the state is rebuilt.
   *
   * @param record a base or an increment
   * @throws BrokenRecordException if it is not the one that has to come now
   */
  public void apply(StateRecord record) {
    ByteBuffer bytes = ByteBuffer.wrap(record.bytes());
    long number = bytes.getLong();
    if (record.isBase()) {
      counts.clear();
      while (bytes.hasRemaining()) {
        long count = bytes.getLong();
        counts.put(text(bytes, bytes.getInt()), count);
      }
      events = number;
    } else {
      if (number != events + 1) {
        throw new BrokenRecordException(
            String.format(
                Locale.ROOT,
                "event %d comes after event %d in record %d",
                number,
                events,
                record.number()));
      }
      counts.merge(text(bytes, bytes.remaining()), 1L, Long::sum);
      events = number;
    }
  }

  private static String text(ByteBuffer bytes, int length) {
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, UTF_8);
  }

  /**
   * Checks that each event up to the last was counted once.
   *
   * @throws BrokenRecordException if one was not, or twice
   */
  public void verify() {
    for (int i = 0; i < NAMES; i++) {
      // Event i, and each NAMES-th after it; there is no event 0.
      long expected = (events - i + NAMES) / NAMES - (i == 0 ? 1 : 0);
      long counted = counts.getOrDefault(nameOf(i), 0L);
      if (counted != expected) {
        throw new BrokenRecordException(
            String.format(
                Locale.ROOT,
                "%s was counted %d times instead of %d, in %d events",
                nameOf(i),
                counted,
                expected,
                events));
      }
    }
  }

  /**
   * Returns how many events there were.
   *
   * @return the number of the last one
   */
  public long events() {
    return events;
  }

  /**
   * Returns how often an event has happened.
   *
   * @param name of the event
   * @return 0 if it never has
   */
  public long count(String name) {
    return counts.getOrDefault(name, 0L);
  }
}
