package dev.stillframe.modeltests.traces;

import dev.stillframe.modeltests.TracedViolation;
import dev.stillframe.modeltests.tlc.TlaValue;
import dev.stillframe.modeltests.tlc.TlaValue.Atom;
import dev.stillframe.modeltests.tlc.TlaValue.Structure;
import dev.stillframe.modeltests.tlc.Trace;
import dev.stillframe.modeltests.tlc.Trace.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A run that is not explained, as a behaviour to step through: its last events up to the first that
 * no action explains, and there what the spec would have allowed, and its state.
 */
final class StuckRun {
  private static final int BEFORE = 20;
  private static final TraceEvent NOTHING = new TraceEvent("-", "-", "-", List.of(), "-");

  private StuckRun() {}

  /**
   * Tells the run.
   *
   * @param message what came of it, in one line
   */
  static TracedViolation of(
      TraceSpec spec, List<TraceEvent> run, Replay.Stuck stuck, String message) {
    int last = stuck.place();
    int first = Math.max(0, last - BEFORE);
    List<State> states = new ArrayList<>();
    states.add(new State("Initial", variables(first, NOTHING)));
    for (int i = first; i < last; i++) {
      states.add(new State(action(run.get(i)), variables(i + 1, run.get(i))));
    }
    Map<String, TlaValue> variables = variables(last, run.get(last));
    ((Structure) TlaValue.parse(stuck.told()))
        .fields()
        .forEach((name, value) -> add(variables, name.toString(), value));
    states.add(new State(action(run.get(last)), variables));
    String ending = "No action of " + spec.module() + " explains this event.";
    String about =
        String.format(
            Locale.ROOT,
            "a recorded run of the shipped classes, up to its event %d of %d",
            last + 1,
            run.size());
    return new TracedViolation(message, spec.module(), about, new Trace(states, ending));
  }

  /** The parts of the state are variables of the spec. */
  private static void add(Map<String, TlaValue> variables, String name, TlaValue value) {
    if (name.equals("state") && value instanceof Structure state) {
      state.fields().forEach((variable, part) -> variables.put(variable.toString(), part));
    } else if (!name.equals("event")) {
      variables.put(name, value);
    }
  }

  private static Map<String, TlaValue> variables(int explained, TraceEvent event) {
    Map<TlaValue, TlaValue> fields = new LinkedHashMap<>();
    fields.put(new Atom("who"), text(event.who()));
    fields.put(new Atom("does"), text(event.does()));
    fields.put(new Atom("word"), text(event.word()));
    fields.put(new Atom("value"), text(String.join(", ", event.value()).replace("\"", "")));
    fields.put(new Atom("order"), text(event.order()));
    Map<String, TlaValue> variables = new LinkedHashMap<>();
    variables.put("explained", new Atom(Integer.toString(explained)));
    variables.put("event", new Structure(fields));
    return variables;
  }

  private static TlaValue text(String text) {
    return new Atom('"' + text + '"');
  }

  private static String action(TraceEvent event) {
    String action = event.who() + " " + event.does();
    return event.word().equals("-") ? action : action + " " + event.word();
  }
}
