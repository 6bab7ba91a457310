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
 * Cases from the states that TLC reaches in {@code VectorsQueue}: the memory is the state, and what
 * is expected was computed by the spec's own operators. Of states that would try a port with the
 * same thing, the first is taken.
 *
 * <p>A word of the ring becomes one byte, 16 times the attempt plus its place in it; a tail word
 * becomes tail word {@code slot}.
 */
final class QueueVectors {
  // Where a printed state has what; see VectorsQueue.tla.
  private static final int KIND = 0;
  private static final int PROGRESS = 1;
  private static final int WORDS = 2;
  private static final int RUN = 3;
  private static final int CURSOR = 4;
  private static final int SECOND = 4;
  private static final int SLOT = 5;
  private static final int KEPT = 5;
  private static final int IMAGE = 6;

  private final List<Vector> vectors = new ArrayList<>();

  static List<Vector> all(Path specs) throws IOException, InterruptedException {
    QueueVectors all = new QueueVectors();
    all.memories(specs, "kills");
    all.memories(specs, "two-entries");
    all.looks(specs, "looks");
    return all.vectors;
  }

  private static List<State> states(Path specs, String name, int kind)
      throws IOException, InterruptedException {
    return PrintedStates.of(specs, "VectorsQueue", "../conformance/vectors/spec/" + name + ".cfg")
        .stream()
        .filter(state -> state.number(KIND) == kind)
        .toList();
  }

  private void memories(Path specs, String name) throws IOException, InterruptedException {
    Map<Object, State> distinct = new LinkedHashMap<>();
    for (State state : states(specs, name, 0)) {
      distinct.putIfAbsent(signatureOfMemory(state), state);
    }
    int number = 0;
    for (State state : distinct.values()) {
      memory("queue-" + name + "-" + ++number, state);
    }
  }

  /** Which descriptors are valid, where the newest lies, where the header is, how data is mixed. */
  private static Object signatureOfMemory(State state) {
    List<State> run = state.all(RUN);
    State newest = run.isEmpty() ? null : run.get(run.size() - 1);
    int capacity = state.all(WORDS, 2).size();
    int end = newest == null ? 0 : newest.number(1) + newest.number(2);
    return List.of(
        state.all(WORDS, 1).stream().map(d -> d.number(1)).toList(),
        run.stream().map(e -> e.number(0)).toList(),
        newest == null ? -1 : newest.number(1) % capacity,
        Math.min(2, state.number(WORDS, 0) - end),
        state.number(SLOT),
        state.all(WORDS, 2).stream().map(word -> word.number(0)).distinct().count());
  }

  private void memory(String id, State state) {
    int progress = state.number(PROGRESS);
    String about =
        switch (progress) {
          case 0 -> "a memory that a killed client left";
          case 1 -> "a memory between two commits";
          default -> "a memory within a commit, " + (progress - 1) + " accesses before its end";
        };
    Image image = image(state.at(WORDS));
    List<State> run = state.all(RUN);
    int capacity = state.all(WORDS, 2).size();
    long room = capacity - (run.isEmpty() ? 0 : run.get(run.size() - 1).number(2));
    vectors.add(
        new Vector(id + "-read", "read", "run-is-consecutive", about)
            .file("memory", image)
            .ask("list memory", list(state, run))
            .ask("read memory", read(state, run)));
    vectors.add(
        new Vector(id + "-recover", "client", "recover-from-the-entries", about)
            .file("memory", image)
            .ask("recover memory", "ok " + state.number(CURSOR) + " " + room)
            .expect("memory", image)
            .ask("commit ff", "ok " + state.number(CURSOR)));
  }

  private void looks(Path specs, String name) throws IOException, InterruptedException {
    Map<Object, State> distinct = new LinkedHashMap<>();
    for (State state : states(specs, name, 1)) {
      distinct.putIfAbsent(signatureOfLooks(state), state);
    }
    int number = 0;
    for (State state : distinct.values()) {
      look("queue-" + name + "-" + ++number, state);
    }
  }

  /** How long the run was, what of it changed and how, where its newest entry lies. */
  private static Object signatureOfLooks(State state) {
    List<State> run = state.all(RUN);
    List<Object> changes = new ArrayList<>();
    for (State entry : run) {
      State now = state.at(SECOND, 1, entry.number(0));
      changes.add(now.number(0) != entry.number(1));
      changes.add(now.number(1) != entry.number(2));
    }
    State newest = run.isEmpty() ? null : run.get(run.size() - 1);
    int capacity = state.all(WORDS, 2).size();
    return List.of(
        changes,
        state.all(KEPT).size(),
        newest == null ? -1 : newest.number(0),
        newest == null ? -1 : newest.number(1) % capacity,
        newest == null ? -1 : newest.number(2));
  }

  private void look(String id, State state) {
    List<State> run = state.all(RUN);
    List<State> kept = state.all(KEPT);
    // Nothing that the first look saw: what the second one sees, the real host asks for at once.
    if (run.isEmpty()) {
      return;
    }
    Vector vector =
        new Vector(
                id,
                "host",
                "look-again-and-keep-what-stayed",
                String.format(
                    Locale.ROOT, "a capture that keeps %d of %d entries", kept.size(), run.size()))
            .file("memory", image(state.at(WORDS)))
            .ask("look memory", "ok")
            .write("memory", image(state.at(SECOND)))
            .ask("keep", kept.isEmpty() ? "ok lapped" : "ok kept" + entries(kept))
            .expect("memory", image(state.at(SECOND)));
    if (!kept.isEmpty()) {
      Image image = image(state.at(IMAGE));
      copyTail(image(state.at(WORDS)), image, state);
      vector.ask("publish snapshot", "ok 1").expect("snapshot", image.seal(1));
    }
    vectors.add(vector);
  }

  /** The spec's image has tail words of kept entries only; a capture copies all of the tail. */
  private static void copyTail(Image from, Image to, State state) {
    int tail = from.size() - 8 * state.all(WORDS, 1).size();
    for (int at = tail; at < from.size(); at += 8) {
      to.word(at, from.word(at));
    }
  }

  private static Image image(State words) {
    List<State> descriptors = words.all(1);
    List<State> data = words.all(2);
    Image image = Image.configured(descriptors.size(), data.size(), 8 * descriptors.size());
    image.word(24, words.number(0));
    int dataAt = 2 * Image.PAGE;
    int tailAt = 3 * Image.PAGE;
    for (int s = 0; s < descriptors.size(); s++) {
      State descriptor = descriptors.get(s);
      image.word(Image.PAGE + 16 * s, descriptor.number(0));
      image.word(Image.PAGE + 16 * s + 8, descriptor.number(1));
      image.word(tailAt + 8 * s, descriptor.number(2));
    }
    for (int i = 0; i < data.size(); i++) {
      image.put(dataAt + i, dataByte(data.get(i)));
    }
    return image;
  }

  private static byte dataByte(State word) {
    return (byte) (16 * word.number(0) + word.number(1));
  }

  private static String entries(List<State> run) {
    return run.stream()
        .map(e -> " " + e.number(0) + ":" + e.number(1) + ":" + e.number(2))
        .collect(Collectors.joining());
  }

  private static String list(State state, List<State> run) {
    int descriptors = state.all(WORDS, 1).size();
    return String.format(
        Locale.ROOT,
        "ok %d %d %d%s",
        descriptors,
        state.all(WORDS, 2).size(),
        8 * descriptors,
        entries(run));
  }

  private static String read(State state, List<State> run) {
    List<State> data = state.all(WORDS, 2);
    StringBuilder answer = new StringBuilder("ok");
    for (State e : run) {
      answer.append(' ').append(e.number(0)).append(':').append(e.number(1)).append(':');
      for (int i = 0; i < e.number(2); i++) {
        answer.append(
            String.format(
                Locale.ROOT, "%02x", dataByte(data.get((e.number(1) + i) % data.size()))));
      }
    }
    return answer.toString();
  }
}
