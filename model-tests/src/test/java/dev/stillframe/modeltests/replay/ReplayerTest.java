package dev.stillframe.modeltests.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stillframe.modeltests.TracedViolation;
import dev.stillframe.modeltests.replay.StateGraph.State;
import dev.stillframe.modeltests.replay.StateGraph.Step;
import dev.stillframe.modeltests.tlc.TlaValue.Atom;
import dev.stillframe.modeltests.tlc.Trace;
import dev.stillframe.modeltests.tlc.TraceFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a machine does otherwise than the spec, the behaviour to there can be stepped through. */
class ReplayerTest {
  /** Counts up to a limit, and no further. */
  private static final class CountingMachine implements Machine {
    private final int limit;
    private int count;

    CountingMachine(int count, int limit) {
      this.count = count;
      this.limit = limit;
    }

    @Override
    public Machine copy() {
      return new CountingMachine(count, limit);
    }

    @Override
    public void take(Step step) {
      count = Math.min(limit, count + 1);
      Difference.requireSame("count", step.to().get("count"), number(count), step.to());
    }

    @Override
    public void check(State state) {}
  }

  @Test
  void aDifferenceComesWithTheStepsToIt() {
    List<State> states = List.of(state(0), state(1), state(2), state(3));
    TracedViolation violation =
        assertThrows(
            TracedViolation.class,
            () ->
                new Replayer("Counter")
                    .replay(states, (from, to) -> "Count", new CountingMachine(0, 1)));
    TraceFile file = violation.asFile("replay-counter", List.of("Q1"), "make replay");
    assertEquals("Counter", file.property());
    assertEquals("count: spec 2, code 1.", file.trace().ending());
    assertEquals(
        List.of("Initial", "Count", "Count"),
        file.trace().states().stream().map(Trace.State::action).toList());
    assertEquals(number(2), file.trace().states().get(2).variables().get("count"));
  }

  private static State state(int count) {
    return new State(Map.of("count", number(count)));
  }

  private static Atom number(int number) {
    return new Atom(Integer.toString(number));
  }
}
