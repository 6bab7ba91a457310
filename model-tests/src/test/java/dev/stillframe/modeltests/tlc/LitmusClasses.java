package dev.stillframe.modeltests.tlc;

import dev.stillframe.modeltests.tlc.Litmus.Instruction;
import dev.stillframe.modeltests.tlc.Litmus.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes the litmus tests as jcstress tests, with the outcomes that the models allow. */
final class LitmusClasses {
  static final Path FILE =
      Path.of("stress/src/main/java/dev/stillframe/stress/litmus/LitmusTests.java");

  /** The outcome that the models do not have, and hardware may show where all is relaxed. */
  private static final String BUFFERED = "r0=1 r1=1";

  private static final int LINE = 100;

  private static final Map<String, String> VERBS =
      Map.of("R", "read", "W", "write", "F", "fence", "X", "exchange", "A", "add", "C", "replace");

  private static final Map<String, String> ORDERS =
      Map.of("rlx", "", "acq", "Acquire", "rel", "Release", "ar", "AcquireRelease", "sc", "SeqCst");

  private final StringBuilder text = new StringBuilder();

  private LitmusClasses() {}

  /** Returns the source of all tests of more than one thread. */
  static String source(Litmus litmus) {
    LitmusClasses classes = new LitmusClasses();
    classes.line("package dev.stillframe.stress.litmus;");
    classes.line("");
    for (String name : List.of("ACCEPTABLE", "ACCEPTABLE_INTERESTING", "FORBIDDEN")) {
      classes.line("import static org.openjdk.jcstress.annotations.Expect." + name + ";");
    }
    classes.line("");
    for (String name :
        List.of(
            "dev.stillframe.stress.Check",
            "dev.stillframe.stress.Subject",
            "dev.stillframe.stress.Tier",
            "org.openjdk.jcstress.annotations.Actor",
            "org.openjdk.jcstress.annotations.Arbiter",
            "org.openjdk.jcstress.annotations.JCStressTest",
            "org.openjdk.jcstress.annotations.Outcome",
            "org.openjdk.jcstress.annotations.State",
            "org.openjdk.jcstress.infra.results.L_Result")) {
      classes.line("import " + name + ";");
    }
    classes.line("");
    classes.line("/** Written from {@code litmus.json} by LitmusClasses in model-tests. */");
    classes.line("public final class LitmusTests {");
    classes.line("  private LitmusTests() {}");
    for (Program test : litmus.tests()) {
      if (test.threads().size() > 1) {
        classes.line("");
        classes.add(test);
      }
    }
    classes.line("}");
    return classes.text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void add(Program test) {
    line(String.format(Locale.ROOT, "  /** %s. */", test.name()));
    annotation(
        "Check",
        String.format(Locale.ROOT, "id = \"litmus-%s\"", test.name().toLowerCase(Locale.ROOT)),
        "claim = \"memory model\"",
        "subject = Subject.LITMUS",
        String.format(Locale.ROOT, "tier = Tier.%s", isQuick(test) ? "QUICK" : "STANDARD"));
    for (String outcome : test.outcomes().get("weak")) {
      outcome(outcome, "ACCEPTABLE", outcome + " (" + mode(test, outcome) + ")");
    }
    if (isRelaxedLoadBuffering(test)) {
      outcome(BUFFERED, "ACCEPTABLE_INTERESTING", BUFFERED + " (no model: load buffering)");
    }
    line("  @Outcome(expect = FORBIDDEN, desc = \"no model allows it\")");
    line("  @JCStressTest");
    line("  @State");
    line(String.format(Locale.ROOT, "  public static class %s {", className(test.name())));
    line("    private final Words[] words = Words.take();");
    int registers = 0;
    for (List<Instruction> thread : test.threads()) {
      for (Instruction instruction : thread) {
        if (reads(instruction)) {
          line(String.format(Locale.ROOT, "    private long r%d;", registers++));
        }
      }
    }
    actors(test);
    arbiter(test, registers);
    line("  }");
  }

  private void outcome(String outcome, String expect, String description) {
    annotation(
        "Outcome",
        String.format(Locale.ROOT, "id = \"%s\"", outcome),
        "expect = " + expect,
        String.format(Locale.ROOT, "desc = \"%s\"", description));
  }

  /** In one line if it fits, as the formatter has it. */
  private void annotation(String name, String... arguments) {
    String all = "  @" + name + "(" + String.join(", ", arguments) + ")";
    if (all.length() > LINE) {
      all = "  @" + name + "(\n      " + String.join(",\n      ", arguments) + ")";
    }
    line(all);
  }

  /** The relaxed ones of two threads, and those with the orderings that the code has. */
  private static boolean isQuick(Program test) {
    Set<String> chosen =
        Set.of(
            "MP+rlx+rlx",
            "MP+rel+acq",
            "MP+rel+facq",
            "MP+frel+acq",
            "MP+frel+facq",
            "SB+rlx+rlx",
            "SB+fsc+fsc",
            "LB+rlx",
            "S+rlx",
            "R+rlx",
            "2+2W+rlx",
            "CoRR+rlx");
    return chosen.contains(test.name());
  }

  private static boolean isRelaxedLoadBuffering(Program test) {
    return test.name().equals("LB+rlx") && !test.outcomes().get("weak").contains(BUFFERED);
  }

  /** The strongest mode that allows an outcome; all that are weaker do so too. */
  private static String mode(Program test, String outcome) {
    return Litmus.MODES.stream()
        .filter(mode -> test.outcomes().get(mode).contains(outcome))
        .findFirst()
        .orElseThrow();
  }

  static String className(String name) {
    return Arrays.stream(name.replace("2+2W", "TwoPlusTwoW").split("[+-]"))
        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
        .collect(Collectors.joining());
  }

  private static boolean reads(Instruction instruction) {
    return !Set.of("W", "F").contains(instruction.op());
  }

  private void actors(Program test) {
    int register = 0;
    for (int t = 0; t < test.threads().size(); t++) {
      line("");
      line("    @Actor");
      line(String.format(Locale.ROOT, "    public void thread%d() {", t));
      line(String.format(Locale.ROOT, "      Words seen = words[%d];", t % 2));
      for (Instruction instruction : test.threads().get(t)) {
        String target = reads(instruction) ? String.format(Locale.ROOT, "r%d = ", register++) : "";
        line(String.format(Locale.ROOT, "      %sseen.%s;", target, call(instruction)));
      }
      line("    }");
    }
  }

  private static String call(Instruction instruction) {
    List<String> arguments = new ArrayList<>();
    if (instruction.loc() != null) {
      arguments.add("Words." + instruction.loc().toUpperCase(Locale.ROOT));
    }
    for (Integer number : Arrays.asList(instruction.expected(), instruction.val())) {
      if (number != null) {
        arguments.add(number.toString());
      }
    }
    return VERBS.get(instruction.op())
        + ORDERS.get(instruction.order())
        + "("
        + String.join(", ", arguments)
        + ")";
  }

  private void arbiter(Program test, int registers) {
    List<String> parts = new ArrayList<>();
    for (int r = 0; r < registers; r++) {
      parts.add(String.format(Locale.ROOT, "r%d=\" + r%d", r, r));
    }
    for (String word : new TreeSet<>(test.memory())) {
      parts.add(
          String.format(
              Locale.ROOT, "%s=\" + seen.read(Words.%s)", word, word.toUpperCase(Locale.ROOT)));
    }
    line("");
    line("    @Arbiter");
    line("    public void outcome(L_Result result) {");
    if (!test.memory().isEmpty()) {
      line("      Words seen = words[0];");
    }
    line("      result.r1 = \"" + String.join(" + \" ", parts) + ";");
    line("    }");
  }
}
