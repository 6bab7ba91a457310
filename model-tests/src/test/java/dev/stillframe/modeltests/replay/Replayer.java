package dev.stillframe.modeltests.replay;

import dev.stillframe.modeltests.replay.StateGraph.State;
import dev.stillframe.modeltests.replay.StateGraph.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Takes every step of a state graph with the shipped classes. */
final class Replayer {
  private final Map<String, Long> actions = new TreeMap<>();
  private long steps;

  /** Goes through a graph from its initial state on, breadth first, and takes all of its steps. */
  void replay(StateGraph graph, Machine initial) {
    long before = steps;
    Map<State, Machine> reached = new HashMap<>();
    Deque<State> open = new ArrayDeque<>();
    initial.check(graph.initial());
    reached.put(graph.initial(), initial);
    open.add(graph.initial());
    while (!open.isEmpty()) {
      State state = open.remove();
      // It is not needed again: all steps that leave the state are taken now.
      Machine machine = reached.put(state, null);
      for (Step step : state.steps()) {
        Machine next = machine.copy();
        take(next, step);
        next.check(step.to());
        if (!reached.containsKey(step.to())) {
          reached.put(step.to(), next);
          open.add(step.to());
        }
      }
    }
    if (steps - before != graph.steps() || reached.size() != graph.states()) {
      throw new IllegalStateException(
          "%d of %d steps and %d of %d states were replayed"
              .formatted(steps - before, graph.steps(), reached.size(), graph.states()));
    }
  }

  /** Goes through one behaviour; what else the spec allows in its states is not known. */
  void replay(List<State> behaviour, BiFunction<State, State, String> action, Machine machine) {
    for (int i = 1; i < behaviour.size(); i++) {
      State from = behaviour.get(i - 1);
      State to = behaviour.get(i);
      take(machine, new Step(from, action.apply(from, to), to));
    }
  }

  private void take(Machine machine, Step step) {
    machine.take(step);
    steps++;
    actions.merge(step.action(), 1L, Long::sum);
  }

  /** How many steps were taken. */
  long steps() {
    return steps;
  }

  /** How often each action of the spec was taken. */
  Map<String, Long> actions() {
    return actions;
  }
}
