package dev.stillframe.modeltests.tlc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
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
 * A behaviour that TLC found, as data: the page to step through counterexamples is made of these.
 * Values are in TLC's notation. Each state has a line of its own, with the variables that changed.
 *
 * @param about one sentence for people
 * @param property what is violated: of a model a property, of the code the spec
 * @param command that finds it again
 */
public record TraceFile(
    String id,
    String module,
    String about,
    List<String> claims,
    String property,
    String command,
    Trace trace) {

  /** Of a model, which is most of them, the command is not written down. */
  @JsonInclude(Include.NON_NULL)
  private record Head(
      String id,
      String module,
      String about,
      List<String> claims,
      String property,
      String command,
      String ending) {}

  private record Line(String action, Map<String, String> variables) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  static TraceFile of(Model model, Trace trace) {
    return of(model, model.property(), trace);
  }

  static TraceFile of(Model model, String violated, Trace trace) {
    return new TraceFile(
        model.id(),
        model.module(),
        model.about(),
        model.claims(),
        violated,
        check(model.id()),
        trace);
  }

  private static String check(String id) {
    return "make check SPEC=" + id;
  }

  /** Where a part leaves the counterexamples that it has found. */
  public static Path directory(Path root, String part) {
    return root.resolve("target").resolve(part).resolve("counterexamples");
  }

  /** Where {@code make check} leaves what TLC found although it should not. */
  public static Path unexpected(Path root) {
    return root.resolve("target").resolve("check").resolve("unexpected");
  }

  /** Writes the file into a directory, under the name that it has there. */
  public void writeTo(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(id + ".json"), text());
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
        head.command() == null ? check(head.id()) : head.command(),
        new Trace(states, head.ending()));
  }

  /** The lines of the file: one about the whole, then one for each state. */
  public String text() throws IOException {
    StringBuilder text = new StringBuilder();
    String other = command.equals(check(id)) ? null : command;
    Head head = new Head(id, module, about, claims, property, other, trace.ending());
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
