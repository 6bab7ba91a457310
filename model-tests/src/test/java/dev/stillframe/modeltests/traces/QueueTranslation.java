package dev.stillframe.modeltests.traces;

import dev.stillframe.modeltests.traces.Event.Kind;
import dev.stillframe.queue.QueueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says in the words of {@code TraceQueue.tla} what was recorded of the queue. */
final class QueueTranslation {
  private static final QueueLayout LAYOUT = QueuePrograms.LAYOUT;

  /** What is none of the values that the spec has for a word. */
  private static final String FOREIGN = "-1";

  private final List<Event> events;

  /** The number of an attempt by the place of its call in the record. */
  private final Map<Long, Integer> attempts = new HashMap<>();

  private final List<TraceEvent> told = new ArrayList<>();
  private final List<String> image = new ArrayList<>();

  private QueueTranslation(List<Event> events) {
    this.events = events;
    attempts.put(0L, 0);
  }

  static List<TraceEvent> of(List<Event> events) {
    QueueTranslation translation = new QueueTranslation(events);
    for (int i = 0; i < events.size(); i++) {
      translation.tell(i);
    }
    return translation.told;
  }

  private void tell(int place) {
    Event event = events.get(place);
    if (event.kind() == Kind.IMAGE) {
      image.add("<<" + String.join(", ", value(event.at(), event.value())) + ">>");
      return;
    }
    if (event.kind().isAccess()) {
      tellAccess(event);
      return;
    }
    if (event.kind() == Kind.BEGIN) {
      if (isRefused(place)) {
        return; // One event for the one call.
      }
      attempts.put((long) place, attempts.size());
    }
    told.add(new TraceEvent(name(event.who()), name(event.kind()), "-", said(event), "-"));
    if (event.kind() == Kind.PERSIST || event.kind() == Kind.KILL) {
      image.clear();
    }
  }

  private void tellAccess(Event event) {
    boolean isFence = event.kind() == Kind.FENCE;
    if (event.isOpen() && event.kind() != Kind.WRITE) {
      return; // A read whose outcome nobody has, or a fence of nobody: they change nothing.
    }
    boolean isRead = event.kind() == Kind.READ;
    told.add(
        new TraceEvent(
            name(event.who()),
            (event.isOpen() ? "maybe " : "") + name(event.kind()),
            isFence ? "-" : word(event.at()),
            isFence ? List.of() : value(event.at(), isRead ? event.found() : event.value()),
            switch (event.order()) {
              case ACQUIRE -> "acq";
              case RELEASE -> "rel";
              default -> "rlx";
            }));
  }

  /** Whether the next thing that its client does is to be refused: it does nothing in between. */
  private boolean isRefused(int place) {
    for (Event event : events.subList(place + 1, events.size())) {
      if (event.who() == events.get(place).who()) {
        return event.kind() == Kind.REFUSED;
      }
    }
    return false;
  }

  private List<String> said(Event event) {
    return switch (event.kind()) {
      case OPENED, BEGIN, REFUSED, END -> List.of(words(event.value()));
      case KEPT -> List.of(Long.toString(event.value()));
      case PERSIST -> List.copyOf(image);
      default -> List.of();
    };
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static boolean isDescriptor(long at) {
    return at >= LAYOUT.offsetAt(0) && at < LAYOUT.offsetAt(LAYOUT.entries());
  }

  private static boolean isData(long at) {
    return at >= LAYOUT.dataAt() && at < LAYOUT.dataAt() + LAYOUT.dataBytes();
  }

  private static boolean isTail(long at) {
    return at >= LAYOUT.tailAt() && at < QueuePrograms.SIZE;
  }

  private static String word(long at) {
    if (isDescriptor(at)) {
      long slot = (at - LAYOUT.offsetAt(0)) / QueueLayout.DESCRIPTOR_BYTES;
      return (at == LAYOUT.offsetAt((int) slot) ? "offset" : "length") + slot;
    }
    if (isData(at)) {
      return "data" + (at - LAYOUT.dataAt()) / Long.BYTES;
    }
    if (isTail(at)) {
      return "tail" + (at - LAYOUT.tailAt()) / Long.BYTES;
    }
    Map<Long, String> header =
        Map.of(
            QueueLayout.VERSION_AT,
            "version",
            QueueLayout.ENTRY_MASK_AT,
            "entry mask",
            QueueLayout.DATA_MASK_AT,
            "data mask",
            QueueLayout.WRITE_OFFSET_AT,
            "header",
            QueueLayout.IDENTITY_AT,
            "identity0",
            QueueLayout.IDENTITY_AT + Long.BYTES,
            "identity1");
    return header.getOrDefault(at, "byte " + at);
  }

  private List<String> value(long at, long value) {
    if (isData(at)) {
      return List.of(
          attempt(QueuePrograms.stamp(value)), Long.toString(QueuePrograms.index(value)));
    }
    if (isTail(at)) {
      return List.of(attempt(value));
    }
    if (at == QueueLayout.VERSION_AT) {
      return List.of(value == QueueLayout.VERSION ? "1" : FOREIGN);
    }
    if (at == QueueLayout.DATA_MASK_AT) {
      return List.of(Long.toString((value + 1) / Long.BYTES - 1));
    }
    if (at == QueueLayout.WRITE_OFFSET_AT || isDescriptor(at)) {
      return List.of(words(value));
    }
    return List.of(value == (int) value ? Long.toString(value) : FOREIGN);
  }

  private String attempt(long stamp) {
    Integer attempt = attempts.get(stamp);
    return attempt == null ? FOREIGN : attempt.toString();
  }

  private static String words(long bytes) {
    boolean isWhole = bytes % Long.BYTES == 0 && bytes / Long.BYTES == (int) (bytes / Long.BYTES);
    return isWhole ? Long.toString(bytes / Long.BYTES) : FOREIGN;
  }
}
