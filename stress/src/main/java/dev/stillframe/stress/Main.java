package dev.stillframe.stress;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Summary;
import dev.stillframe.evidence.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestList;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs the jcstress tests and judges what they saw. jcstress alone passes when no test matches and
 * when tests cannot run on the processors that there are; here that is an error.
 */
@Command(
    name = "stress",
    description = "Stresses the shipped classes, and twins of them that must or may fail.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything as expected",
      "1:a check fell short",
      "2:fewer tests ran than there are, or none",
      "3:a check was inconclusive"
    },
    exitCodeOnInvalidInput = Main.NOT_SET_UP,
    exitCodeOnExecutionException = Main.NOT_SET_UP,
    mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
  static final int AS_EXPECTED = 0;
  static final int FELL_SHORT = 1;
  static final int NOT_SET_UP = 2;
  static final int INCONCLUSIVE = 3;

  /** jcstress exits so when an outcome was forbidden, which its results say too. */
  private static final int JCSTRESS_FAILED = 1;

  @Option(names = "--root", description = "The checkout (default: found from here upwards).")
  private Path root;

  @Option(
      names = "--part",
      defaultValue = "stress",
      description = "What to run: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Part part;

  @Option(
      names = "--tier",
      defaultValue = "${sys:tier:-quick}",
      description = "How much to run: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Tier tier;

  @Option(
      names = "--jcstress",
      paramLabel = "OPTIONS",
      split = " ",
      description = "Options for jcstress, in one word, instead of those of the tier.")
  private List<String> options;

  @Parameters(
      arity = "0..1",
      defaultValue = "",
      paramLabel = "REGEX",
      description = "Only tests whose class name it matches somewhere.")
  private Pattern regex;

  @Spec private CommandSpec command;

  private PrintWriter out;

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    out = command.commandLine().getOut();
    Path checkout = root == null ? Checkout.root() : root;
    SortedMap<String, Check> checks = matchingChecks();
    if (checks.isEmpty()) {
      return notSetUp("no test matches '" + regex + "'");
    }
    Summary summary =
        Summary.begin(checkout, part.directory(), checks.values().stream().map(Check::id).toList());
    for (String test : tooLarge(checks.keySet())) {
      Row row = Judge.skipped(checks.remove(test), TestList.getInfo(test).threads());
      summary.add(row);
      print(row);
    }
    if (checks.isEmpty()) {
      return notSetUp("this machine has too few processors for any test that matches");
    }
    Jcstress jcstress = new Jcstress(checkout.resolve("target").resolve(part.directory()));
    int code = jcstress.run(exactly(checks.keySet()), options(), new Progress(out)::line);

    Map<String, List<TestResult>> results =
        jcstress.results().stream().collect(Collectors.groupingBy(TestResult::getName));
    for (String test : checks.keySet()) {
      if (results.containsKey(test)) {
        Row row = Judge.row(checks.get(test), results.get(test));
        summary.add(row);
        print(row);
      }
    }
    return exitCode(code, checks.keySet(), results, summary.rows());
  }

  private List<String> options() {
    return options == null ? tier.options(part) : options;
  }

  /** Litmus tests with more actors than there are processors: jcstress would leave them out. */
  private List<String> tooLarge(Set<String> tests) {
    int processors = Runtime.getRuntime().availableProcessors();
    return tests.stream()
        .filter(test -> part == Part.LITMUS && TestList.getInfo(test).threads() > processors)
        .toList();
  }

  private static String exactly(Set<String> tests) {
    return tests.stream().map(Pattern::quote).collect(Collectors.joining("|", "^(", ")$"));
  }

  /** Every test that was compiled and matches, by its name. */
  private SortedMap<String, Check> matchingChecks() {
    SortedMap<String, Check> checks = new TreeMap<>();
    for (String test : TestList.tests()) {
      Check check = checkOf(test);
      if (regex.matcher(test).find() && part.includes(check, tier)) {
        checks.put(test, check);
      }
    }
    return checks;
  }

  private static Check checkOf(String test) {
    try {
      Class<?> type = Class.forName(TestList.getInfo(test).binaryName());
      Check check = type.getAnnotation(Check.class);
      if (check == null) {
        throw new IllegalStateException(test + " has no @Check: it would make no row");
      }
      return check;
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("a test is listed that does not exist: " + test, e);
    }
  }

  private int exitCode(
      int code, Set<String> tests, Map<String, List<TestResult>> results, List<Row> rows) {
    if (!results.keySet().equals(tests)) {
      return notSetUp(
          String.format(
              Locale.ROOT, "%d tests ran of %d that match", results.size(), tests.size()));
    }
    // Tests with the same number of actors run in the same virtual machines.
    Map<Integer, Set<Integer>> machines = new TreeMap<>();
    results.forEach(
        (test, list) ->
            machines
                .computeIfAbsent(TestList.getInfo(test).threads(), n -> new TreeSet<>())
                .add(list.size()));
    if (machines.values().stream().anyMatch(sizes -> sizes.size() > 1)) {
      return notSetUp("some virtual machines left no result: " + machines + " per test");
    }
    boolean fellShort = has(rows, Verdict.FELL_SHORT);
    if (code != 0 && !(code == JCSTRESS_FAILED && fellShort)) {
      return notSetUp(
          "jcstress exited with " + code + ", see target/" + part.directory() + "/jcstress.log");
    }
    if (fellShort) {
      return FELL_SHORT;
    }
    return has(rows, Verdict.INCONCLUSIVE) ? INCONCLUSIVE : AS_EXPECTED;
  }

  private static boolean has(List<Row> rows, Verdict verdict) {
    return rows.stream().anyMatch(row -> row.verdict() == verdict);
  }

  private int notSetUp(String why) {
    command.commandLine().getErr().println("NOT SET UP: " + why);
    return NOT_SET_UP;
  }

  private void print(Row row) {
    out.println(
        String.format(
            Locale.ROOT,
            "%-40s %,14d samples  %-20s %s",
            row.id(),
            row.samples() == null ? 0 : row.samples(),
            row.verdict(),
            row.detail()));
    out.flush();
  }
}
