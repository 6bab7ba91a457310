package dev.stillframe.modeltests.traces;

import dev.stillframe.memory.WordMemory;
import dev.stillframe.modeltests.traces.Event.Actor;
import dev.stillframe.modeltests.traces.Event.Kind;
import java.util.List;
import java.util.Locale;

/** What runs are recorded of, and which spec explains them. */
enum Protocol {
  QUEUE(
      "TraceQueue",
      """
          Mode = "SC"
          Entries = 4
          Capacity = 8
          Payloads = {1, 2, 3, 4, 5, 6, 7, 8}
          Ablation = "none"
      """) {
    @Override
    Recorder.Program program(Actor who) {
      return who == Actor.CLIENT ? QueuePrograms::client : QueuePrograms::host;
    }

    @Override
    long size() {
      return QueuePrograms.SIZE;
    }

    @Override
    void configure(WordMemory memory) {
      QueuePrograms.LAYOUT.configure(memory);
    }

    @Override
    List<TraceEvent> translate(List<Event> events) {
      return new QueueTranslation(events).told();
    }

    @Override
    List<Kind> kinds() {
      return List.of(
          Kind.END,
          Kind.ABORT,
          Kind.REFUSED,
          Kind.NEWS,
          Kind.NO_NEWS,
          Kind.KEPT,
          Kind.LAPPED,
          Kind.EMPTY,
          Kind.PERSIST);
    }

    @Override
    boolean isLapped(Event event) {
      return event.kind() == Kind.END && event.value() > QueuePrograms.LAYOUT.dataBytes();
    }
  },

  TRIPLE(
      "TraceTriple",
      """
          Mode = "SC"
          Capacity = 2
          Ablation = "none"
      """) {
    @Override
    Recorder.Program program(Actor who) {
      return who == Actor.CLIENT ? TriplePrograms::client : TriplePrograms::host;
    }

    @Override
    long size() {
      return TriplePrograms.LAYOUT.size();
    }

    @Override
    void configure(WordMemory memory) {
      TriplePrograms.LAYOUT.configure(memory, 0);
    }

    @Override
    List<TraceEvent> translate(List<Event> events) {
      return new TripleTranslation(events).told();
    }

    @Override
    List<Kind> kinds() {
      return List.of(
          Kind.END,
          Kind.REFUSED,
          Kind.OFFERED,
          Kind.NO_OFFER,
          Kind.TAKEN,
          Kind.NOTHING,
          Kind.PERSIST,
          Kind.RETURNED);
    }

    @Override
    boolean isLapped(Event event) {
      return event.kind() == Kind.END && event.value() > 3 * TriplePrograms.CAPACITY;
    }
  };

  private final TraceSpec spec;

  Protocol(String module, String constants) {
    this.spec = new TraceSpec(name().toLowerCase(Locale.ROOT), module, constants);
  }

  /** What a client or a host does from its start on. */
  abstract Recorder.Program program(Actor who);

  /** Bytes of the memory. */
  abstract long size();

  abstract void configure(WordMemory memory);

  /** Says in the words of the spec what was recorded. */
  abstract List<TraceEvent> translate(List<Event> events);

  /** The calls that runs must have among them, or they would show too little. */
  abstract List<Kind> kinds();

  /** Tells whether an event shows that memory is used a second time. */
  abstract boolean isLapped(Event event);

  /** What explains the events. */
  TraceSpec spec() {
    return spec;
  }
}
