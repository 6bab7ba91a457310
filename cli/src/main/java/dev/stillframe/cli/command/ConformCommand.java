package dev.stillframe.cli.command;

import dev.stillframe.cli.report.HostException;
import dev.stillframe.cli.supervise.Executable;
import dev.stillframe.cli.supervise.Progress;
import dev.stillframe.conformance.ExpectedResults;
import dev.stillframe.conformance.Judge;
import dev.stillframe.conformance.Judge.Task;
import dev.stillframe.conformance.Report;
import dev.stillframe.conformance.Result;
import dev.stillframe.conformance.TextReport;
import dev.stillframe.conformance.Vectors;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stillframe conform}: judges an implementation in any language. */
@Command(
    name = "conform",
    description = {
      "Judges a port: a program that answers each line on its standard input with one line.",
      "",
      "What the lines are is in docs/porting.md. A part that the port does not have is listed as "
          + "unsupported, not as passed.",
      ""
    },
    customSynopsis = "stillframe conform [OPTIONS] -- PORT [ARGS...]",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all that the port supports passed",
      "1:a check fell short",
      "2:the port could not be started, or a file not be written",
      "3:inconclusive: the port supports nothing that was asked for"
    },
    exitCodeOnInvalidInput = ConformCommand.NOT_SET_UP,
    exitCodeOnExecutionException = ConformCommand.NOT_SET_UP,
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ConformCommand implements Callable<Integer> {
  static final int AS_EXPECTED = 0;
  static final int FELL_SHORT = 1;
  static final int NOT_SET_UP = 2;
  static final int INCONCLUSIVE = 3;

  /** What can be judged. */
  enum Protocol {
    /** Readers, client and host of the queue. */
    QUEUE,
    /** Client and host of the triple buffer. */
    TRIPLE,
    /** Snapshots and the replace store. */
    STORE;

    /** As it is written on a command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--protocol",
      paramLabel = "queue|triple|store",
      split = ",",
      description = "What to judge (default: all).")
  private List<Protocol> protocols = List.of(Protocol.values());

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = Units.Time.class,
      description = "How long an answer may take (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Option(names = "--no-vectors", description = "Leave out the files of conformance/vectors.")
  private boolean withoutVectors;

  @Option(names = "--seed", defaultValue = "1", description = "Of the first random script.")
  private long seed;

  @Option(
      names = "--scripts",
      defaultValue = "20",
      description = "How many random scripts (default: ${DEFAULT-VALUE}).")
  private int scripts;

  @Option(
      names = "--commits",
      defaultValue = "10000",
      description = "Commits of each concurrent run; 0 for none (default: ${DEFAULT-VALUE}).")
  private int commits;

  @Option(
      names = "--expected",
      paramLabel = "FILE",
      description =
          "Faults that the port is known to have: they do not count, and one that does not show is"
              + " told. What is in the file is in docs/porting.md.")
  private Path expectedFile;

  @Option(
      names = "--fail-fast",
      description = "Make no more checks behind the first failure that is not expected.")
  private boolean isFailFast;

  @Option(
      names = "--report",
      paramLabel = "DIRECTORY",
      description = "Write summary.json and junit.xml there.")
  private Path report;

  @Option(names = "--json", description = "Print what summary.json holds, and nothing else.")
  private boolean json;

  @Option(
      names = "--extract",
      paramLabel = "DIRECTORY",
      description = "Write the vectors there as files, and judge nothing.")
  private Path extract;

  @Parameters(
      arity = "0..*",
      paramLabel = "PORT",
      description = "The program to judge, with its arguments.")
  private List<String> command;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (extract != null) {
      out.println(Vectors.write(extract) + " cases are in " + extract);
      return AS_EXPECTED;
    }
    if (command == null || command.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "name the PORT to judge");
    }
    Set<String> names = protocols.stream().map(Protocol::toString).collect(Collectors.toSet());
    Task task = new Task(command, names, withoutVectors ? 0 : 1, timeout, seed, scripts, commits);
    requireExecutable(command.get(0));
    if (report != null) {
      Files.createDirectories(report); // Whether it can be is not to be found out at the end.
    }
    ExpectedResults expected =
        expectedFile == null ? ExpectedResults.NONE : ExpectedResults.read(expectedFile);
    Judge judge = new Judge(task);
    List<Result> results = judged(judge, expected, out);
    boolean isWhole =
        results.size() == judge.size()
            && names.size() == Protocol.values().length
            && !withoutVectors;
    List<String> notShown = expected.notShown(results, isWhole && scripts > 0 && commits > 0);
    if (report != null) {
      Report.write(report, results, seed, expected);
    }
    if (json) {
      out.println(Report.json(results, seed, expected));
    } else {
      TextReport.lines(results, expected, notShown).forEach(out::println);
    }
    out.flush();
    if (!notShown.isEmpty() || results.stream().anyMatch(expected::isNewFault)) {
      return FELL_SHORT;
    }
    return results.stream().noneMatch(ConformCommand::isJudged) ? INCONCLUSIVE : AS_EXPECTED;
  }

  private static void requireExecutable(String port) throws IOException {
    try {
      Executable.require(port, System.getenv("PATH"));
    } catch (HostException e) {
      throw new IOException(e.getMessage()); // Its code is that of a host.
    }
  }

  /** Prints each result as it comes; what is unsupported comes at the end, a line for each part. */
  private List<Result> judged(Judge judge, ExpectedResults expected, PrintWriter out)
      throws IOException {
    Predicate<Result> isLast = result -> isFailFast && expected.isNewFault(result);
    if (json) {
      return judge.run(result -> {}, isLast);
    }
    try (Progress progress = Progress.of("judging", judge.size())) {
      return judge.run(
          result -> {
            if (result.verdict() != Result.Verdict.UNSUPPORTED) {
              progress.above(() -> print(out, result));
            }
            progress.step();
          },
          isLast);
    }
  }

  /** Answering {@code hello} alone is nothing that was asked for. */
  private static boolean isJudged(Result result) {
    return result.verdict() != Result.Verdict.UNSUPPORTED && !result.part().equals(Judge.HELLO);
  }

  /**
   * While it runs: the rule that was broken, or what was done; all of a failure comes at the end.
   */
  private static String summary(Result result) {
    if (result.isFailed()) {
      return result.rule();
    }
    boolean isTold = result.verdict() == Result.Verdict.PASSED && result.detail() != null;
    return isTold ? result.detail() : "";
  }

  private void print(PrintWriter out, Result result) {
    String verdict =
        String.format(
            Locale.ROOT,
            "%-11s",
            result.isFailed() ? "FAILED" : result.verdict().name().toLowerCase(Locale.ROOT));
    out.printf(
        Locale.ROOT,
        "%-48s %-8s %s %6.2f s  %s%n",
        result.id(),
        result.part(),
        result.isFailed()
            ? spec.commandLine().getColorScheme().ansi().string("@|bold,red " + verdict + "|@")
            : verdict,
        result.seconds(),
        summary(result));
    out.flush();
  }
}
