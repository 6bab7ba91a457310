package dev.stillframe.bench;

import dev.stillframe.evidence.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the benchmarks and prints, for each work, what a peer takes as a multiple of ours. */
@Command(name = "bench", mixinStandardHelpOptions = true)
final class Main implements Callable<Integer> {
  @Parameters(arity = "0..1", description = "which benchmarks, as a regular expression")
  private String which = ".*";

  @Option(names = "--tier", description = "quick (default) or standard")
  private String tier = "quick";

  private Main() {}

  /** Exits with 0 when all was measured. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path results = Checkout.root().resolve("target/bench");
    Files.createDirectories(results);
    boolean isQuick = tier.equals("quick");
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("dev\\.stillframe\\.bench\\." + which)
            .forks(isQuick ? 1 : 3)
            .warmupIterations(isQuick ? 3 : 5)
            .warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(isQuick ? 4 : 10)
            .measurementTime(TimeValue.milliseconds(500))
            .addProfiler(GCProfiler.class)
            .jvmArgs(
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")
            .resultFormat(ResultFormatType.JSON)
            .result(results.resolve("jmh.json").toString());
    List<Measured> all = Measured.of(new Runner(options.build()).run());
    String table = table(all);
    System.out.print(table);
    Files.writeString(results.resolve("ratios.txt"), table);
    return all.isEmpty() ? 2 : 0;
  }

  private static String table(List<Measured> all) {
    List<Measured> sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.comparing(Measured::work)
            .thenComparing(Measured::bytes)
            .thenComparing(Measured::isOurs, Comparator.reverseOrder())
            .thenComparing(Measured::nanos));
    StringBuilder table = new StringBuilder("\nours / theirs: below 1, we are faster\n");
    for (Measured m : sorted) {
      double ratio = m.ours(all).map(ours -> ours.nanos() / m.nanos()).orElse(Double.NaN);
      table.append(
          String.format(
              Locale.ROOT,
              "%-8s %6d B  %6.2f  %-30s %10.1f ns ± %-8.1f %6.1f B allocated%n",
              m.work(),
              m.bytes(),
              ratio,
              m.who(),
              m.nanos(),
              m.error(),
              m.allocated()));
    }
    return table.toString();
  }
}
