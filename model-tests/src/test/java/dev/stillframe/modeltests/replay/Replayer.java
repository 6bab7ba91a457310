package dev.stillframe.modeltests.replay;

import dev.stillframe.modeltests.TracedViolation;
import dev.stillframe.modeltests.replay.StateGraph.State;
import dev.stillframe.modeltests.replay.StateGraph.Step;
import dev.stillframe.modeltests.tlc.Trace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.opentest4j.AssertionFailedError;

/** Takes every step of a state graph with the shipped classes. */
final class Replayer {
  private final String module;
  private final Map<String, Long> actions = new TreeMap<>();
  private long steps;

  /**
   * Prepares.
   *
   * @param module the spec whose steps are taken
   */
  Replayer(String module) {
    this.module = module;
  }

  /** Goes through a graph from its initial state on, breadth first, and takes all of its steps. */
  void replay(StateGraph graph, Machine initial) {
    long before = steps;
    Map<State, Machine> reached = new HashMap<>();
    Map<State, Step> by = new HashMap<>();
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
        try {
          take(next, step);
          next.check(step.to());
        } catch (AssertionFailedError difference) {
          throw violation(difference, behaviour(by, step));
        }
        if (!reached.containsKey(step.to())) {
          reached.put(step.to(), next);
          by.put(step.to(), step);
          open.add(step.to());
        }
      }
    }
    if (steps - before != graph.steps() || reached.size() != graph.states()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%d of %d steps and %d of %d states were replayed",
              steps - before,
              graph.steps(),
              reached.size(),
              graph.states()));
    }
  }

  /** The steps from the initial state to this one, which is the last: there are no fewer. */
  private static List<Step> behaviour(Map<State, Step> by, Step last) {
    LinkedList<Step> steps = new LinkedList<>();
    for (Step step = last; step != null; step = by.get(step.from())) {
      steps.addFirst(step);
    }
    return steps;
  }

  private AssertionFailedError violation(AssertionFailedError difference, List<Step> behaviour) {
    List<Trace.State> states = new ArrayList<>();
    states.add(new Trace.State("Initial", behaviour.get(0).from().variables()));
    behaviour.forEach(step -> states.add(new Trace.State(step.action(), step.to().variables())));
    String message = difference.getMessage();
    return new TracedViolation(
        message,
        module,
        "the shipped classes take the steps of " + module + ", and differ after the last",
        new Trace(states, message.lines().findFirst().orElse("") + "."));
  }

  /** Goes through one behaviour; what else the spec allows in its states is not known. */
  void replay(List<State> behaviour, BiFunction<State, State, String> action, Machine machine) {
    List<Step> taken = new ArrayList<>();
    for (int i = 1; i < behaviour.size(); i++) {
      State from = behaviour.get(i - 1);
      State to = behaviour.get(i);
      Step step = new Step(from, action.apply(from, to), to);
      taken.add(step);
      try {
        take(machine, step);
      } catch (AssertionFailedError difference) {
        throw violation(difference, taken);
      }
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
