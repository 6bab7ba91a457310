package dev.stillframe.evidence;

import dev.stillframe.evidence.report.Book;
import dev.stillframe.evidence.report.Page;
import dev.stillframe.evidence.report.Report;
import dev.stillframe.evidence.report.Run;
import dev.stillframe.evidence.report.Stories;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Puts the rows of all parts together and says with one exit code what came of it.
 *
 * <p>A part that is missing or incomplete outweighs everything else, since nothing can be said
 * about what it did not run; then what fell short, then what stayed inconclusive.
 */
@Command(
    name = "merge",
    description = "Puts the rows of all parts of the verification together.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything as expected",
      "1:a check fell short",
      "2:a part is missing, incomplete or could not be set up, or less was run than is required",
      "3:a check was inconclusive"
    },
    exitCodeOnInvalidInput = Merge.NOT_SET_UP,
    exitCodeOnExecutionException = Merge.NOT_SET_UP,
    mixinStandardHelpOptions = true)
public final class Merge implements Callable<Integer> {
  static final int AS_EXPECTED = 0;
  static final int FELL_SHORT = 1;
  static final int NOT_SET_UP = 2;
  static final int INCONCLUSIVE = 3;

  @Option(names = "--root", description = "The checkout (default: found from here upwards).")
  private Path root;

  @Option(names = "--tier", defaultValue = "", description = "How much was run, for the report.")
  private String tier;

  @Option(
      names = "--narrowed",
      defaultValue = "",
      description = "By which arguments less was run than the tier has, for the report.")
  private String narrowed;

  @Option(
      names = "--require-tier",
      defaultValue = "",
      description = "A run of less than this tier is not as expected, whatever came of it.")
  private String required;

  @Option(names = "--revision", defaultValue = "", description = "Of what, for the report.")
  private String revision;

  @Parameters(
      arity = "1..*",
      paramLabel = "PART[=STATUS][@SECONDS]",
      description =
          "The parts that must be there, with the exit status of what ran them and how long it"
              + " ran.")
  private List<String> names;

  @Spec private CommandSpec command;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Merge()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    Path checkout = root == null ? Checkout.root() : root;
    Extent extent = new Extent(tier, narrowed, required);
    List<Part> parts = names.stream().map(name -> Part.read(checkout, name)).toList();
    List<Row> rows = parts.stream().flatMap(part -> part.rows().stream()).toList();

    Summary.of(checkout, "verify").write(rows);
    Path directory = checkout.resolve("target").resolve("verify");
    JunitXml.write(directory.resolve("junit.xml"), parts);
    int code = exitCode(parts, rows);
    if (code != FELL_SHORT && extent.isLacking()) {
      code = NOT_SET_UP;
    }
    Map<String, String> about = about(checkout, parts);
    Run run = Run.here(code, extent.text(), revision, about);
    about.putAll(Map.of("tier", tier, "narrowed", narrowed, "revision", revision));
    about.put("machine", run.machine());
    Summary.of(checkout, "verify").about(about);
    Report.write(
        directory.resolve("report.html"),
        Page.of(Book.read(checkout), run, parts, Stories.in(directory)));
    Files.writeString(directory.resolve("exit-code"), code + System.lineSeparator());
    print(parts, rows, extent, code);
    return code;
  }

  /** What the parts were made with and of. */
  private static Map<String, String> about(Path checkout, List<Part> parts) throws IOException {
    Map<String, String> about = new TreeMap<>();
    for (Part part : parts) {
      about.putAll(Summary.of(checkout, part.name()).about());
    }
    return about;
  }

  private void print(List<Part> parts, List<Row> rows, Extent extent, int code) {
    PrintWriter out = command.commandLine().getOut();
    new Table(rows).lines().forEach(line -> out.println(marked(line)));
    out.println();
    out.println(
        "target/verify has report.html (open it in a browser), summary.json, about.json,"
            + " junit.xml and exit-code");
    out.println(total(rows));
    Ending.lines(parts, rows, extent, code).forEach(out::println);
    out.flush();
  }

  /** In colour, on a terminal, what nobody is to overlook. */
  private String marked(String line) {
    Help.Ansi ansi = command.commandLine().getColorScheme().ansi();
    return line.replace(
            Verdict.FELL_SHORT.toString(), ansi.string("@|bold,red " + Verdict.FELL_SHORT + "|@"))
        .replace(
            Verdict.INCONCLUSIVE.toString(),
            ansi.string("@|bold,yellow " + Verdict.INCONCLUSIVE + "|@"));
  }

  private static String total(List<Row> rows) {
    Map<Verdict, Long> counts =
        rows.stream()
            .collect(Collectors.groupingBy(Row::verdict, TreeMap::new, Collectors.counting()));
    String verdicts =
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    long negative = rows.stream().filter(row -> row.kind() == Kind.NEGATIVE).count();
    return String.format(
        Locale.ROOT, "%d checks, %d of them negative: %s", rows.size(), negative, verdicts);
  }

  private static int exitCode(List<Part> parts, List<Row> rows) {
    boolean isNothingExecuted = parts.stream().allMatch(Part::isSkipped);
    if (isNothingExecuted || parts.stream().anyMatch(part -> part.problem() != null)) {
      return NOT_SET_UP;
    }
    if (rows.stream().anyMatch(row -> row.verdict() == Verdict.FELL_SHORT)) {
      return FELL_SHORT;
    }
    if (rows.stream().anyMatch(row -> row.verdict() == Verdict.INCONCLUSIVE)) {
      return INCONCLUSIVE;
    }
    return AS_EXPECTED;
  }
}
