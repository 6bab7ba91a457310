package dev.stillframe.modeltests.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.modeltests.TracedViolation;
import dev.stillframe.modeltests.tlc.Trace.State;
import dev.stillframe.modeltests.tlc.TraceFile;
import dev.stillframe.modeltests.traces.Recorder.Pacing;
import dev.stillframe.modeltests.triple.Views;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of the shipped classes with one event corrupted is a behaviour to step through. */
class StuckRunTest {
  private static final Protocol QUEUE = Protocol.QUEUE;

  @TempDir Path directory;

  @Test
  void aCorruptedRunEndsWithTheEventThatNoActionExplains() throws IOException {
    List<TraceEvent> good =
        QUEUE.translate(Recorder.record(QUEUE, Views.NONE, Pacing.SEEDED, true, 1));
    List<TraceEvent> bad = AccessCorruption.VALUE.applyTo(good, new Random(1));
    int corrupted = 0;
    while (good.get(corrupted).equals(bad.get(corrupted))) {
      corrupted++;
    }
    Runs runs = new Runs(QUEUE.spec(), all -> all.add("bad", bad));
    TracedViolation violation =
        assertThrows(TracedViolation.class, () -> runs.requireExplained("bad"));
    TraceFile written = violation.asFile("trace-bad", List.of("Q1"), "make traces");
    written.writeTo(directory);
    TraceFile file = TraceFile.read(directory.resolve("trace-bad.json"));
    assertEquals(written, file);
    assertEquals("make traces", file.command());
    assertEquals("No action of TraceQueue explains this event.", file.trace().ending());

    List<State> states = file.trace().states();
    State last = states.get(states.size() - 1);
    int explained = last.variables().get("explained").number();
    assertTrue(explained >= corrupted, explained + " events are explained, of " + corrupted);
    assertEquals(bad.get(explained).word(), text(last, "word"));
    assertEquals(bad.get(explained).does(), text(last, "does"));
    assertTrue(
        last.variables().keySet().containsAll(List.of("allowed", "client", "host", "memory")),
        () -> last.variables().keySet().toString());
    for (int step = 1; step < states.size() - 1; step++) {
      int number = states.get(step).variables().get("explained").number();
      assertEquals(bad.get(number - 1).word(), text(states.get(step), "word"));
    }
    assertEquals(explained, states.get(states.size() - 2).variables().get("explained").number());
  }

  private static String text(State state, String field) {
    return state.variables().get("event").get(field).toString().replace("\"", "");
  }
}
