package dev.stillframe.modeltests.tlc;

import dev.stillframe.evidence.Kind;
import dev.stillframe.modeltests.tlc.TlaValue.Sequence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a module such as {@code VectorsQueue} prints of each state that it reaches, in TLC's order.
 */
public final class PrintedStates {
  private static final String START = "\"vector ";
  private static final long TIMEOUT = 600;

  private PrintedStates() {}

  /**
   * Runs TLC; with one worker the states come in the same order each time.
   *
   * @param module such as {@code VectorsQueue}
   * @param configuration relative to the specs
   */
  public static List<State> of(Path specs, String module, String configuration)
      throws IOException, InterruptedException {
    // Of this kind are the models that run with one worker.
    Model model =
        new Model(
            "vectors",
            module,
            configuration,
            null,
            Kind.NEGATIVE,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            TIMEOUT,
            null);
    Tlc.Run run = Tlc.run(specs, model);
    if (run.exitCode() != 0) {
      throw new IOException("TLC failed over " + configuration + ": " + run.output().tail());
    }
    return run.output()
        .text()
        .lines()
        .filter(line -> line.startsWith(START))
        .map(line -> line.substring(START.length(), line.length() - 1))
        .distinct()
        .map(line -> new State(TlaValue.parse(line)))
        .toList();
  }

  /** Whether the user put another TLC in the place of ours, whose order may be another. */
  public static boolean isReplaced() {
    return Tlc.isReplaced();
  }

  /** A number, or a sequence of such. */
  public record State(Object value) {
    State(TlaValue value) {
      this(plain(value));
    }

    private static Object plain(TlaValue value) {
      return value instanceof Sequence sequence
          ? sequence.elements().stream().map(State::plain).toList()
          : Integer.valueOf(value.toString());
    }

    /** The part that is reached by these indices. */
    public State at(int... path) {
      Object part = value;
      for (int index : path) {
        part = ((List<?>) part).get(index);
      }
      return new State(part);
    }

    public int number(int... path) {
      return (Integer) at(path).value;
    }

    /** The elements of a sequence. */
    public List<State> all(int... path) {
      return ((List<?>) at(path).value).stream().map(part -> new State(part)).toList();
    }
  }
}
