package dev.stillframe.cli.command;

import dev.stillframe.memory.BufferMemory;
import dev.stillframe.queue.QueueLayout;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers with a unit. */
final class Units {
  private static final Pattern NUMBER = Pattern.compile("([0-9]{1,12})([A-Za-z]*)");
  private static final Map<String, Long> SIZES =
      Map.of("", 1L, "K", 1L << 10, "M", 1L << 20, "G", 1L << 30);
  private static final Map<String, Long> TIMES = Map.of("ms", 1L, "s", 1000L, "m", 60_000L);

  /** More than a machine runs, and far from where a clock of nanoseconds overflows. */
  private static final Duration LONGEST = Duration.ofDays(3650);

  private Units() {}

  /** A size in bytes, as 4096, 512K, 64M or 1G. */
  static final class Size extends Converter<Long> {
    Size() {
      super(Units::size);
    }
  }

  /** A time, as 100ms, 5s or 2m. */
  static final class Time extends Converter<Duration> {
    Time() {
      super(Units::time);
    }
  }

  /** For picocli; the rest of this class does without it. */
  private abstract static class Converter<T> implements ITypeConverter<T> {
    private final Function<String, T> conversion;

    Converter(Function<String, T> conversion) {
      this.conversion = conversion;
    }

    @Override
    public T convert(String value) {
      try {
        return conversion.apply(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  static long size(String value) {
    long size = parse(value, SIZES, "a size, as 64M");
    if (size != 0 && (size < QueueLayout.PAGE || size > BufferMemory.MAX_SIZE)) {
      throw new IllegalArgumentException(
          value + " is not from " + QueueLayout.PAGE + " to " + BufferMemory.MAX_SIZE + " bytes");
    }
    return size;
  }

  static Duration time(String value) {
    long millis = parse(value, TIMES, "a time, as 100ms");
    if (millis == 0) {
      throw new IllegalArgumentException(
          "a pause of 0 would keep a processor busy: choose 1ms or more");
    }
    if (millis > LONGEST.toMillis()) {
      throw new IllegalArgumentException(
          value + " is longer than " + LONGEST.toDays() + " days: choose a shorter pause");
    }
    return Duration.ofMillis(millis);
  }

  private static long parse(String value, Map<String, Long> units, String expected) {
    Matcher matcher = NUMBER.matcher(value);
    if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
      throw new IllegalArgumentException("'" + value + "' is not " + expected);
    }
    return Math.multiplyExact(Long.parseLong(matcher.group(1)), units.get(matcher.group(2)));
  }
}
