package dev.stillframe.modeltests.replay;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.modeltests.tlc.TlaValue;
import dev.stillframe.modeltests.tlc.Tlc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All states that a spec reaches within bounds, and all steps between them, as TLC finds them. */
final class StateGraph {
  /**
   * A step.
   *
   * @param action its name in the spec
   */
  record Step(State from, String action, State to) {
    @Override
    public String toString() {
      return action;
    }
  }

  /** A state, with the steps that leave it. */
  static final class State {
    private final Map<String, TlaValue> variables;
    private final List<Step> steps = new ArrayList<>();

    State(Map<String, TlaValue> variables) {
      this.variables = variables;
    }

    /** Returns a part of the state by its path, such as {@code client.plan}. */
    TlaValue get(String path) {
      String[] names = path.split("\\.");
      TlaValue value = variables.get(names[0]);
      for (int i = 1; i < names.length; i++) {
        value = value.get(names[i]);
      }
      return value;
    }

    List<Step> steps() {
      return steps;
    }

    Map<String, TlaValue> variables() {
      return variables;
    }

    @Override
    public String toString() {
      return variables.toString();
    }
  }

  private static final long TIMEOUT = 900;
  private static final Pattern EDGE = Pattern.compile("(-?\\d+) -> (-?\\d+) \\[label=\"(\\w+)\".*");
  private static final Pattern NODE =
      Pattern.compile("(-?\\d+) \\[label=\"(.*)\"(,style = filled)?\\];?");

  private static final Pattern VARIABLE = Pattern.compile("(?:^|\\n)/\\\\ ");

  private final Map<String, State> states = new LinkedHashMap<>();

  /** Most states differ from others in few variables. */
  private final Map<String, TlaValue> values = new HashMap<>();

  private State initial;
  private long steps;

  private StateGraph() {}

  /**
   * Lets TLC find the graph.
   *
   * @param module a module of the specs
   * @param configuration the text of its configuration
   */
  static StateGraph of(String module, String configuration) throws IOException {
    try {
      StateGraph graph = new StateGraph();
      Path specs = Checkout.root().resolve("spec-tla");
      Tlc.Run run =
          Tlc.run(
              specs,
              "Replayed",
              files(module, configuration),
              List.of("-deadlock", "-dump", "dot,actionlabels", "graph.dot"),
              TIMEOUT,
              directory -> graph.read(Files.readAllLines(directory.resolve("graph.dot"))));
      if (run.exitCode() != 0) {
        throw new IllegalStateException(
            "TLC ended with exit code " + run.exitCode() + ":\n" + run.output().tail());
      }
      if (run.output().distinct() != graph.states.size()) {
        throw new IllegalStateException(
            graph.states.size() + " states were read of " + run.output().distinct());
      }
      return graph;
    } catch (InterruptedException e) {
      throw new IOException("the search was interrupted", e);
    }
  }

  /** A module that has all of another one, and its configuration. */
  static Map<String, String> files(String module, String configuration) {
    return Map.of(
        "Replayed.tla",
        "---- MODULE Replayed ----\nEXTENDS " + module + "\n====\n",
        "Replayed.cfg",
        configuration);
  }

  private void read(List<String> lines) {
    List<Matcher> edges = new ArrayList<>();
    for (String line : lines) {
      Matcher edge = EDGE.matcher(line);
      Matcher node = NODE.matcher(line);
      if (edge.matches()) {
        edges.add(edge);
      } else if (node.matches() && !states.containsKey(node.group(1))) {
        String text =
            node.group(2).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
        State state = new State(variables(text, values));
        states.put(node.group(1), state);
        initial = initial == null ? state : initial;
      }
    }
    for (Matcher edge : edges) {
      State from = states.get(edge.group(1));
      Step step = new Step(from, edge.group(3), states.get(edge.group(2)));
      from.steps().add(step);
      steps++;
    }
  }

  /** Reads the conjunction that says what each variable is. */
  static Map<String, TlaValue> variables(String text, Map<String, TlaValue> values) {
    Map<String, TlaValue> variables = new LinkedHashMap<>();
    for (String variable : VARIABLE.split(text)) {
      int equals = variable.indexOf(" = ");
      if (equals > 0) {
        String value = variable.substring(equals + 3);
        variables.put(
            variable.substring(0, equals), values.computeIfAbsent(value.strip(), TlaValue::parse));
      }
    }
    return variables;
  }

  State initial() {
    return initial;
  }

  int states() {
    return states.size();
  }

  long steps() {
    return steps;
  }
}
