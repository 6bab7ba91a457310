package dev.stillframe.modeltests.traces;

import dev.stillframe.modeltests.traces.Event.Actor;
import dev.stillframe.modeltests.traces.Event.Kind;
import dev.stillframe.triple.TripleLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says in the words of {@code TraceTriple.tla} what was recorded of the triple buffer. */
final class TripleTranslation extends Translation {
  private static final int BUFFERS = 3;
  private static final int HALVES = 2;
  private static final int HALF_BITS = 31;
  private static final long BUFFERS_AT = 8192;
  private static final long BUFFER_BYTES = (TriplePrograms.LAYOUT.size() - BUFFERS_AT) / BUFFERS;
  private static final long RECORDS_AT = 64;
  private static final long BASE = Long.MIN_VALUE;

  private static final Map<Long, String> HEADER =
      Map.of(
          TripleLayout.VERSION_AT, "version",
          TripleLayout.CAPACITY_AT, "capacity",
          TripleLayout.CONTROL_AT, "C",
          TripleLayout.DURABLE_AT, "A");

  /** The records that are persisted next. */
  private final List<String> batch = new ArrayList<>();

  TripleTranslation(List<Event> events) {
    super(events);
  }

  @Override
  boolean isTold(Event event, int place) {
    if (event.kind() == Kind.RECORD) {
      batch.addAll(List.of(number(event.at()), attempt(event.value()), number(event.expected())));
      return false;
    }
    return true;
  }

  @Override
  List<String> said(Event event) {
    switch (event.kind()) {
      case OPENED, JOURNAL, BEGIN -> {
        return List.of(number(event.value()));
      }
      case END -> {
        return List.of(number(event.value()), number(event.expected()));
      }
      case PERSIST, KILL -> {
        // A host that is killed before it has persisted has persisted nothing.
        List<String> records = event.kind() == Kind.PERSIST ? List.copyOf(batch) : List.of();
        if (event.who() == Actor.HOST) {
          batch.clear();
        }
        return records;
      }
      default -> {
        return List.of();
      }
    }
  }

  private static boolean isInBuffer(long at) {
    return at >= BUFFERS_AT && at < TriplePrograms.LAYOUT.size();
  }

  private static long inBuffer(long at) {
    return (at - BUFFERS_AT) % BUFFER_BYTES;
  }

  /** Which word of the records of its buffer an address is, from 0 on. */
  private static long recordWord(long at) {
    return (inBuffer(at) - RECORDS_AT) / Long.BYTES;
  }

  private static boolean isHead(long at) {
    return inBuffer(at) >= RECORDS_AT && recordWord(at) % TriplePrograms.RECORD_WORDS == 0;
  }

  private static boolean isRecord(long at) {
    return inBuffer(at) >= RECORDS_AT && !isHead(at);
  }

  @Override
  String word(long at) {
    if (!isInBuffer(at)) {
      return HEADER.getOrDefault(at, "byte " + at);
    }
    long buffer = 1 + (at - BUFFERS_AT) / BUFFER_BYTES;
    if (inBuffer(at) == 0) {
      return "first" + buffer;
    }
    long place = 1 + recordWord(at) / TriplePrograms.RECORD_WORDS;
    boolean isWord = isHead(at) || isRecord(at);
    return isWord ? (isHead(at) ? "head" : "record") + buffer + "." + place : "byte " + at;
  }

  @Override
  List<String> value(long at, long word) {
    if (at == TripleLayout.VERSION_AT) {
      return List.of(word == TripleLayout.VERSION ? "1" : FOREIGN);
    }
    if (at == TripleLayout.CAPACITY_AT) {
      return List.of(records(word / Long.BYTES));
    }
    if (at == TripleLayout.CONTROL_AT) {
      return control(word);
    }
    if (isInBuffer(at) && isHead(at)) {
      return List.of(word == Long.BYTES ? "0" : word == (Long.BYTES | BASE) ? "1" : FOREIGN);
    }
    return List.of(isInBuffer(at) && isRecord(at) ? attempt(word) : number(word));
  }

  /** Taken apart here by its description, not by the code that is checked. */
  private static List<String> control(long word) {
    List<String> values = new ArrayList<>();
    for (int half = 0; half < HALVES; half++) {
      long content = word >>> half * HALF_BITS;
      values.add(number(content >>> 28 & 3));
      values.add(records(content & (1 << 28) - 1));
      values.add(number(content >>> 30 & 1));
    }
    values.add(word < 0 ? FOREIGN : number(word >>> 62));
    return values;
  }

  private static String records(long words) {
    boolean isWhole = words % TriplePrograms.RECORD_WORDS == 0;
    return isWhole ? number(words / TriplePrograms.RECORD_WORDS) : FOREIGN;
  }
}
