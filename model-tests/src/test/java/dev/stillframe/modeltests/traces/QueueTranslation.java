package dev.stillframe.modeltests.traces;

import dev.stillframe.modeltests.traces.Event.Kind;
import dev.stillframe.queue.QueueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says in the words of {@code TraceQueue.tla} what was recorded of the queue. */
final class QueueTranslation extends Translation {
  private static final QueueLayout LAYOUT = QueuePrograms.LAYOUT;

  private static final Map<Long, String> HEADER =
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

  /** The words of the image that is persisted next. */
  private final List<String> image = new ArrayList<>();

  QueueTranslation(List<Event> events) {
    super(events);
  }

  @Override
  boolean isTold(Event event, int place) {
    if (event.kind() == Kind.IMAGE) {
      image.add("<<" + String.join(", ", value(event.at(), event.value())) + ">>");
      return false;
    }
    return event.kind() != Kind.BEGIN || !isWithoutEffect(place);
  }

  /**
   * Whether a call of commit did nothing: it was refused, which is the one event for it, or its
   * client was killed before its first access, and perhaps before it could tell that it was
   * refused.
   */
  private boolean isWithoutEffect(int place) {
    for (Event event : events().subList(place + 1, events().size())) {
      if (event.who() == events().get(place).who()) {
        return event.kind() == Kind.REFUSED || event.kind() == Kind.KILL;
      }
    }
    return true;
  }

  @Override
  List<String> said(Event event) {
    switch (event.kind()) {
      case OPENED, BEGIN, REFUSED, END -> {
        return List.of(words(event.value()));
      }
      case KEPT -> {
        return List.of(number(event.value()));
      }
      case PERSIST, KILL, START -> {
        // A host that is killed before it has persisted has persisted nothing.
        List<String> words = event.kind() == Kind.PERSIST ? List.copyOf(image) : List.of();
        if (event.who() == Event.Actor.HOST) {
          image.clear();
        }
        return words;
      }
      default -> {
        return List.of();
      }
    }
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

  @Override
  String word(long at) {
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
    return HEADER.getOrDefault(at, "byte " + at);
  }

  @Override
  List<String> value(long at, long word) {
    if (isData(at)) {
      return List.of(attempt(QueuePrograms.stamp(word)), number(QueuePrograms.index(word)));
    }
    if (isTail(at)) {
      return List.of(attempt(word));
    }
    if (at == QueueLayout.VERSION_AT) {
      return List.of(word == QueueLayout.VERSION ? "1" : FOREIGN);
    }
    if (at == QueueLayout.DATA_MASK_AT) {
      return List.of(number((word + 1) / Long.BYTES - 1));
    }
    if (at == QueueLayout.WRITE_OFFSET_AT || isDescriptor(at)) {
      return List.of(words(word));
    }
    return List.of(number(word));
  }

  private static String words(long bytes) {
    return bytes % Long.BYTES == 0 ? number(bytes / Long.BYTES) : FOREIGN;
  }
}
