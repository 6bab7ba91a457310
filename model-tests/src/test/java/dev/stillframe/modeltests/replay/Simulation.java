package dev.stillframe.modeltests.replay;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.modeltests.replay.StateGraph.State;
import dev.stillframe.modeltests.tlc.TlaValue;
import dev.stillframe.modeltests.tlc.Tlc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Behaviours of a spec that TLC simulates, within bounds that are too large for all of them. */
final class Simulation {
  private static final long TIMEOUT = 300;
  private static final Pattern STATE = Pattern.compile("STATE_\\d+ == *\\R");

  private final List<List<State>> behaviours = new ArrayList<>();

  private Simulation() {}

  /**
   * Lets TLC simulate.
   *
   * @param count how many behaviours
   * @param depth how many states each has, if it does not end before
   */
  static List<List<State>> of(String module, String configuration, int count, int depth, long seed)
      throws IOException {
    try {
      Simulation simulation = new Simulation();
      Tlc.Run run =
          Tlc.run(
              Checkout.root().resolve("spec-tla"),
              "Replayed",
              StateGraph.files(module, configuration),
              List.of(
                  "-deadlock",
                  "-simulate",
                  "file=behaviour,num=" + count,
                  "-depth",
                  Integer.toString(depth),
                  "-seed",
                  Long.toString(seed)),
              TIMEOUT,
              simulation::read);
      if (run.exitCode() != 0 || simulation.behaviours.size() != count) {
        throw new IllegalStateException(
            "TLC ended with exit code "
                + run.exitCode()
                + " and left "
                + simulation.behaviours.size()
                + " behaviours:\n"
                + run.output().tail());
      }
      return simulation.behaviours;
    } catch (InterruptedException e) {
      throw new IOException("the simulation was interrupted", e);
    }
  }

  private void read(Path directory) throws IOException {
    Map<String, TlaValue> values = new HashMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("behaviour_")).toList()) {
        List<State> behaviour = new ArrayList<>();
        String text = Files.readString(file).replaceAll("(?m)^[-=].*$", "");
        for (String state : STATE.split(text)) {
          if (!state.isBlank()) {
            behaviour.add(new State(StateGraph.variables(state, values)));
          }
        }
        behaviours.add(behaviour);
      }
    }
  }
}
