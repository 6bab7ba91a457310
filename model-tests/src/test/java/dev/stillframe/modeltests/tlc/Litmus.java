package dev.stillframe.modeltests.tlc;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The litmus tests, {@code litmus.json} beside the specs: programs, and every outcome that each
 * memory model allows. The spec {@code Litmus} refuses an outcome that is not allowed; here is seen
 * whether each allowed one was reached.
 */
record Litmus(List<Program> tests) {
  static final List<String> MODES = List.of("SC", "TSO", "PSO", "weak");

  private static final String LINE = "=".repeat(77) + "\n";
  private static final Pattern PRINTED =
      Pattern.compile(
          "<<\\s*\"outcome\",\\s*\"(\\w+)\",\\s*\"([^\"]+)\",\\s*<<([\\d,\\s]*)>>\\s*>>");

  /**
   * One test.
   *
   * @param memory the words whose final values belong to the outcome, behind all registers
   * @param outcomes for each mode, each outcome as {@code r0=1 r1=0 x=2}
   */
  record Program(
      String name,
      List<List<Instruction>> threads,
      List<String> memory,
      Map<String, List<String>> outcomes) {

    /** The outcomes of a mode as TLA+ tuples of their values. */
    List<String> tuples(String mode) {
      return outcomes.get(mode).stream().map(Program::tuple).toList();
    }

    private static String tuple(String outcome) {
      return outcome.replaceAll("\\w+=", "").replace(" ", ", ");
    }
  }

  /**
   * One access or fence.
   *
   * @param op W write, R read, F fence, C compare-and-set, X exchange, A fetch-and-add
   */
  record Instruction(String op, String loc, Integer expected, Integer val, String order) {
    String tla() {
      List<String> arguments = new ArrayList<>();
      if (loc != null) {
        arguments.add(quoted(loc));
      }
      if (expected != null) {
        arguments.add(expected.toString());
      }
      if (val != null) {
        arguments.add(val.toString());
      }
      arguments.add(quoted(order));
      return op + "(" + String.join(", ", arguments) + ")";
    }
  }

  static Litmus read(Path specs) throws IOException {
    return new ObjectMapper().readValue(specs.resolve("litmus.json").toFile(), Litmus.class);
  }

  /** Whether this model reports the outcomes that it reaches. */
  static boolean reports(Model model) {
    return model.module().equals("Litmus") && !model.isNegative();
  }

  /** The mode of a model that reports its outcomes; its id says it. */
  static String mode(Model model) {
    return MODES.stream()
        .filter(mode -> model.id().equals("litmus-" + mode.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new NotSetUpException(model.id() + " names no memory model"));
  }

  /** How the outcomes that TLC printed differ from those that a mode allows. */
  List<String> complaints(String mode, TlcOutput output) {
    Map<String, Set<String>> reached = new TreeMap<>();
    Matcher printed = PRINTED.matcher(output.text());
    while (printed.find()) {
      String name = mode.equals(printed.group(1)) ? printed.group(2) : printed.group(1) + "?";
      String outcome = printed.group(3).replaceAll("\\s+", " ").strip();
      reached.computeIfAbsent(name, test -> new TreeSet<>()).add(outcome);
    }
    List<String> complaints = new ArrayList<>();
    for (Program test : tests) {
      Set<String> found = reached.getOrDefault(test.name(), Set.of());
      Set<String> allowed = new LinkedHashSet<>(test.tuples(mode));
      describe(complaints, test, "allowed and not reached", minus(allowed, found));
      describe(complaints, test, "reached and not allowed", minus(found, allowed));
      reached.remove(test.name());
    }
    reached.keySet().forEach(name -> complaints.add(name + " is no test of " + mode));
    return complaints;
  }

  private static void describe(
      List<String> complaints, Program test, String what, Set<String> outcomes) {
    if (!outcomes.isEmpty()) {
      complaints.add(test.name() + ": " + what + ": " + String.join("; ", outcomes));
    }
  }

  private static Set<String> minus(Set<String> all, Set<String> without) {
    Set<String> rest = new LinkedHashSet<>(all);
    rest.removeAll(without);
    return rest;
  }

  /** The module LitmusTests, which gives TLC the programs and what they may do. */
  String module() {
    return "----------------------------- MODULE LitmusTests -----------------------------\n"
        + """
        (***************************************************************************)
        (* Written from litmus.json by WriteLitmusTests in model-tests.            *)
        (***************************************************************************)
        W(loc, val, order) == [op |-> "W", loc |-> loc, val |-> val, order |-> order]
        R(loc, order)      == [op |-> "R", loc |-> loc, order |-> order]
        F(order)           == [op |-> "F", order |-> order]
        A(loc, val, order) == [op |-> "A", loc |-> loc, val |-> val, order |-> order]
        X(loc, val, order) == [op |-> "X", loc |-> loc, val |-> val, order |-> order]
        C(loc, expected, val, order) ==
            [op |-> "C", loc |-> loc, expected |-> expected, val |-> val, order |-> order]

        Tests == <<
        """
        + tests.stream().map(Litmus::tla).collect(Collectors.joining(",\n"))
        + "\n>>\n"
        + LINE;
  }

  private static String tla(Program test) {
    return String.format(
        Locale.ROOT,
        """
          [name |-> %s,
           threads |-> <<
        %s>>,
           memory |-> <<%s>>,
           allowed |-> [
        %s]]""",
        quoted(test.name()),
        joined(test.threads(), ",\n", thread -> "     <<" + tla(thread) + ">>"),
        joined(test.memory(), ", ", Litmus::quoted),
        joined(
            MODES,
            ",\n",
            mode ->
                String.format(
                    Locale.ROOT,
                    "     %s |-> {%s}",
                    mode,
                    joined(test.tuples(mode), ", ", tuple -> "<<" + tuple + ">>"))));
  }

  private static String tla(List<Instruction> thread) {
    return joined(thread, ", ", Instruction::tla);
  }

  private static <T> String joined(List<T> parts, String between, Function<T, String> text) {
    return parts.stream().map(text).collect(Collectors.joining(between));
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
