package dev.stillframe.modeltests.tlc;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.modeltests.tlc.Trace.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A behaviour that TLC found, as data: what the pages and pictures of a counterexample are made of.
 * The values are in TLC's notation, and of each state only what has changed is kept, a state in a
 * line, so that a difference between two versions of the file can be read.
 *
 * @param about one sentence for people
 * @param property what is violated
 */
public record TraceFile(
    String id, String module, String about, List<String> claims, String property, Trace trace) {

  private record Head(
      String id,
      String module,
      String about,
      List<String> claims,
      String property,
      String ending) {}

  private record Line(String action, Map<String, String> variables) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  static TraceFile of(Model model, Trace trace) {
    return of(model, model.property(), trace);
  }

  static TraceFile of(Model model, String violated, Trace trace) {
    return new TraceFile(
        model.id(), model.module(), model.about(), model.claims(), violated, trace);
  }

  /** Where the trace of a counterexample is. */
  public static Path file(Path root, String id) {
    return CounterexamplePage.directory(root).resolve(id + ".json");
  }

  /** Reads what {@link #text} gave. */
  public static TraceFile read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    Head head = JSON.readValue(lines.get(0), Head.class);
    List<State> states = new ArrayList<>();
    Map<String, TlaValue> variables = new LinkedHashMap<>();
    for (String text : lines.subList(1, lines.size())) {
      Line line = JSON.readValue(text, Line.class);
      line.variables().forEach((name, value) -> variables.put(name, TlaValue.parse(value)));
      states.add(new State(line.action(), new LinkedHashMap<>(variables)));
    }
    return new TraceFile(
        head.id(),
        head.module(),
        head.about(),
        head.claims(),
        head.property(),
        new Trace(states, head.ending()));
  }

  /** The lines of the file: one about the whole, then one for each state. */
  public String text() throws IOException {
    StringBuilder text = new StringBuilder();
    Head head = new Head(id, module, about, claims, property, trace.ending());
    text.append(JSON.writeValueAsString(head)).append('\n');
    Map<String, TlaValue> before = Map.of();
    for (State state : trace.states()) {
      Map<String, String> changed = new LinkedHashMap<>();
      for (Map.Entry<String, TlaValue> variable : state.variables().entrySet()) {
        if (!variable.getValue().equals(before.get(variable.getKey()))) {
          changed.put(variable.getKey(), variable.getValue().toString());
        }
      }
      text.append(JSON.writeValueAsString(new Line(state.action(), changed))).append('\n');
      before = state.variables();
    }
    return text.toString();
  }
}
