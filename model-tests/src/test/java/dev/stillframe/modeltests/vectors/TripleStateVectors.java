package dev.stillframe.modeltests.vectors;

import dev.stillframe.modeltests.tlc.PrintedStates;
import dev.stillframe.modeltests.tlc.PrintedStates.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Cases from the states that TLC reaches in {@code VectorsTriple}: the memory is the state, and
 * what a client and a host that start there must make of it was computed by the spec's own
 * operators. Of states that would try a port with the same thing, the first is taken.
 *
 * <p>A record of the spec becomes one of 8 bytes, the number of its attempt.
 */
final class TripleStateVectors {
  // Where a printed state has what; see VectorsTriple.tla.
  private static final int MEMORY = 0;
  private static final int DURABLE = 1;
  private static final int NEWEST = 2;
  private static final int INCREMENT = 3;
  private static final int BASE = 4;
  private static final int TAKEN = 5;
  private static final int HELD = 6;
  private static final int PERSISTED = 7;
  private static final int RETURNED = 8;

  // Where a printed memory has what.
  private static final int CONTROL = 0;
  private static final int A = 1;
  private static final int BUFFERS = 2;

  private static final int RECORD_BYTES = 16;
  private static final int BUFFERS_AT = 8192;
  private static final int RECORDS_AT = 64;

  private final List<Vector> vectors = new ArrayList<>();

  static List<Vector> all(Path specs) throws IOException, InterruptedException {
    TripleStateVectors all = new TripleStateVectors();
    Map<Object, State> distinct = new LinkedHashMap<>();
    for (String name : List.of("triple", "triple-kills")) {
      String configuration = "../conformance/vectors/spec/" + name + ".cfg";
      for (State state : PrintedStates.of(specs, "VectorsTriple", configuration)) {
        distinct.putIfAbsent(signature(state), state);
      }
    }
    int number = 0;
    for (State state : distinct.values()) {
      all.add("triple-state-" + ++number, state);
    }
    return all.vectors;
  }

  /** C, what of its records is durable, whether A says so, and whether a commit was cut short. */
  private static Object signature(State state) {
    State memory = state.at(MEMORY);
    List<Integer> free = new ArrayList<>(List.of(1, 2, 3));
    List<Object> all = new ArrayList<>(List.of(memory.at(CONTROL)));
    for (State half : memory.all(CONTROL).subList(0, 2)) {
      int buffer = half.number(0);
      if (buffer != 0) {
        State content = memory.at(BUFFERS, buffer - 1);
        int first = content.number(0);
        all.add(content.number(1, 0, 1));
        all.add(first <= state.number(DURABLE));
        all.add(first + half.number(1) - 1 <= state.number(DURABLE));
        free.remove((Integer) buffer);
      }
    }
    all.add(state.number(DURABLE) == memory.number(A));
    all.add(memory.number(BUFFERS, free.get(0) - 1, 0) == state.number(NEWEST) + 1);
    return all;
  }

  private void add(String id, State state) {
    commits(id + "-increment", state, state.all(INCREMENT), "increment");
    commits(id + "-base", state, state.all(BASE), "base");
    host(id + "-host", state);
  }

  /** A client that is killed at each step of its next commit, and one that is not. */
  private void commits(String id, State state, List<State> steps, String verb) {
    String rule =
        steps.isEmpty()
            ? "refuse-only-without-room"
            : verb.equals("base") ? "base-replaces-what-is-offered" : "record-before-offer";
    String join =
        String.format(Locale.ROOT, "ok %d %d", state.number(NEWEST), state.number(MEMORY, A));
    // The same in all states: an attempt that no client of the spec makes.
    String bytes = "ff00000000000000";
    Vector vector =
        new Vector(id, "triple", rule, "the next commit, and what each step of it leaves")
            .file("memory", image(state.at(MEMORY)))
            .ask("join memory", join);
    if (steps.isEmpty()) {
      vectors.add(vector.ask(verb + " " + bytes, "refused").expect("memory", image(state.at(0))));
      return;
    }
    for (int step = 1; step < steps.size(); step++) {
      vector
          .ask("abort-" + verb + " " + step + " " + bytes, "ok")
          .expect("memory", image(steps.get(step - 1)))
          .ask("join memory", join);
    }
    int number = state.number(NEWEST) + 1;
    vectors.add(
        vector
            .ask(verb + " " + bytes, "ok " + number)
            .expect("memory", image(steps.get(steps.size() - 1)))
            .ask(
                "join memory",
                String.format(Locale.ROOT, "ok %d %d", number, state.number(MEMORY, A))));
  }

  /** A host that is killed behind each of its steps, and one that is not. */
  private void host(String id, State state) {
    int durable = state.number(DURABLE);
    String attach = "attach memory " + durable;
    Image memory = image(state.at(MEMORY)).word(4160, durable);
    List<State> held = state.all(HELD);
    int persisted = state.number(PERSISTED);
    Vector vector =
        new Vector(
                id,
                "triple",
                "take-gives-what-was-offered",
                "a host that starts, and what each step of it leaves")
            .file("memory", image(state.at(MEMORY)))
            .ask(attach, "ok " + durable)
            .expect("memory", memory)
            .ask("take", held.isEmpty() ? "ok none" : "ok taken" + records(held, durable));
    vectors.add(vector);
    if (held.isEmpty()) {
      return;
    }
    memory.word(4096, control(state.at(TAKEN)));
    vector
        .expect("memory", memory)
        .ask(attach, "ok " + durable)
        .ask("take", "ok taken" + records(held, durable))
        .expect("memory", memory)
        .ask("durable " + persisted, "ok")
        .expect("memory", memory.word(4160, persisted))
        .ask("attach memory " + persisted, "ok " + persisted)
        .ask("take", "ok taken")
        .ask("return", "ok")
        .expect("memory", memory.word(4096, control(state.at(RETURNED))));
  }

  private static String records(List<State> held, int durable) {
    return held.stream()
        .filter(record -> record.number(0) > durable)
        .map(TripleStateVectors::record)
        .collect(Collectors.joining());
  }

  private static String record(State record) {
    String kind = record.number(2) == 1 ? "base" : "increment";
    return String.format(
        Locale.ROOT, " %d:%s:%02x00000000000000", record.number(0), kind, record.number(1));
  }

  private static Image image(State memory) {
    List<State> buffers = memory.all(BUFFERS);
    int capacity = buffers.get(0).all(1).size() * RECORD_BYTES;
    int stride = (RECORDS_AT + capacity + 63) / 64 * 64;
    Image image =
        new Image(new byte[BUFFERS_AT + buffers.size() * stride])
            .word(0, 0x314952544c495453L)
            .word(8, capacity)
            .word(4096, control(memory.at(CONTROL)))
            .word(4160, memory.number(A));
    for (int b = 0; b < buffers.size(); b++) {
      int at = BUFFERS_AT + b * stride;
      image.word(at, buffers.get(b).number(0));
      at += RECORDS_AT;
      for (State record : buffers.get(b).all(1)) {
        if (record.number(0) != 0) {
          image.word(at, 8 | (record.number(1) == 1 ? Long.MIN_VALUE : 0));
          image.word(at + 8, record.number(0));
        }
        at += RECORD_BYTES;
      }
    }
    return image;
  }

  private static long control(State control) {
    long word = control.number(2) == 1 ? 1L << 62 : 0;
    for (int half = 0; half < 2; half++) {
      State h = control.at(half);
      long content = (long) h.number(0) << 28 | (long) h.number(1) * RECORD_BYTES / 8;
      word |= (content | (h.number(2) == 1 ? 1L << 30 : 0)) << 31 * half;
    }
    return word;
  }
}
