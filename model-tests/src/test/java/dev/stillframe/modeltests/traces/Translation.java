package dev.stillframe.modeltests.traces;

import dev.stillframe.modeltests.traces.Event.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says in the words of a spec what was recorded. */
abstract class Translation {
  /** What is none of the values that the spec has for a word. */
  static final String FOREIGN = "-1";

  private final List<Event> events;
  private final List<TraceEvent> told = new ArrayList<>();

  /** The number of an attempt to commit by the place of its call in the record. */
  private final Map<Long, Integer> attempts = new HashMap<>();

  Translation(List<Event> events) {
    this.events = events;
    attempts.put(0L, 0);
  }

  /** Translates all. */
  List<TraceEvent> told() {
    for (int place = 0; place < events.size(); place++) {
      Event event = events.get(place);
      if (event.kind().isAccess()) {
        tellAccess(event);
      } else if (isTold(event, place)) {
        if (event.kind() == Kind.BEGIN) {
          attempts.put((long) place, attempts.size());
        }
        told.add(new TraceEvent(name(event.who()), name(event.kind()), "-", said(event), "-"));
      }
    }
    return told;
  }

  private void tellAccess(Event event) {
    boolean isFence = event.kind() == Kind.FENCE;
    if (event.isOpen() && (isFence || event.kind() == Kind.READ)) {
      return; // A read whose outcome nobody has, or a fence of nobody: they change nothing.
    }
    told.add(
        new TraceEvent(
            name(event.who()),
            (event.isOpen() ? "maybe " : "") + name(event.kind()),
            isFence ? "-" : word(event.at()),
            isFence ? List.of() : values(event),
            switch (event.order()) {
              case ACQUIRE -> "acq";
              case RELEASE -> "rel";
              default -> "rlx";
            }));
  }

  /** Of an update both what was there and what is there now; nobody has what an open one found. */
  private List<String> values(Event event) {
    List<String> values = new ArrayList<>();
    switch (event.kind()) {
      case READ -> values.addAll(value(event.at(), event.found()));
      case ADD -> {
        values.addAll(value(event.at(), event.expected()));
        values.addAll(value(event.at(), event.expected() + event.value()));
      }
      case COMPARE_AND_SET -> {
        values.addAll(value(event.at(), event.expected()));
        values.addAll(value(event.at(), event.value()));
        if (!event.isOpen()) {
          values.addAll(value(event.at(), event.found()));
        }
      }
      default -> values.addAll(value(event.at(), event.value()));
    }
    return values;
  }

  List<Event> events() {
    return events;
  }

  /** Tells whether an event that is no access has an event of its own in the spec. */
  abstract boolean isTold(Event event, int place);

  /** Returns what a call says. */
  abstract List<String> said(Event event);

  /** Returns the spec's name of the word at an address. */
  abstract String word(long at);

  /** Returns what a word at an address says. */
  abstract List<String> value(long at, long word);

  String attempt(long stamp) {
    Integer attempt = attempts.get(stamp);
    return attempt == null ? FOREIGN : attempt.toString();
  }

  static String number(long value) {
    return value == (int) value ? Long.toString(value) : FOREIGN;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
