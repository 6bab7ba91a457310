package dev.stillframe.bench;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.stillframe.evidence.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Measures everything and writes docs/performance.md, or measures only a part and prints it. The
 * figures are in {@code target/bench/results.json} as well.
 */
@Command(name = "bench", mixinStandardHelpOptions = true)
final class Main implements Callable<Integer> {
  private static final List<String> PARTS =
      List.of("commit", "offer", "allocation", "host", "load", "age", "remap", "restart", "models");

  static final int STEP_FORKS = 5;

  /** Of the two that are told apart by a tenth: of five forks, four were seen to be off. */
  static final int JUDGED_FORKS = 15;

  private static final String JUDGED = String.format(Locale.ROOT, "(raw|%s)$", Measured.OURS);
  private static final String STEPS =
      String.format(Locale.ROOT, "(raw\\w*|%s|%s)$", Measured.OURS, Measured.CAPTURED);

  @Parameters(arity = "0..1", description = "which parts, as a regular expression: ${PARTS}")
  private String which = ".*";

  @Option(names = "--tier", description = "quick (default) or standard")
  private String tier = "quick";

  @Option(names = "--page", description = "write the page of the last run again, without measuring")
  private boolean isPageOnly;

  @Option(
      names = "--add",
      description = "measure these parts again, and keep the others of the last run for the page")
  private boolean isAddition;

  private final Path root = Checkout.root();
  private final Path target = root.resolve("target/bench");
  private Results results = new Results();

  private Main() {}

  /** Exits with 0 when all was measured, with 2 if there is nothing of that name. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  private boolean isQuick() {
    return tier.equals("quick");
  }

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(target);
    List<String> parts = PARTS.stream().filter(part -> part.matches(which)).toList();
    if (parts.isEmpty()) {
      System.err.println("no part is named " + which + "; there are " + PARTS);
      return 2;
    }
    ObjectMapper mapper =
        new ObjectMapper()
            .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
            .enable(SerializationFeature.INDENT_OUTPUT);
    Path last = target.resolve("results.json");
    if (isPageOnly || isAddition) {
      results = mapper.readValue(last.toFile(), Results.class);
    }
    if (!isPageOnly) {
      Others others = new Others();
      for (String part : parts) {
        System.out.println("== " + part);
        results.forget(part);
        run(part);
        results.tiers.put(part, tier);
        results.others = Math.max(results.others, others.processors());
        // After each, so that what fails later costs nothing that is measured.
        mapper.writeValue(last.toFile(), results);
      }
    }
    String page = Page.of(results, root);
    System.out.println(page);
    if (results.tiers.keySet().containsAll(PARTS)) {
      Files.writeString(root.resolve("docs/performance.md"), page);
    }
    return 0;
  }

  private void run(String part) throws IOException, InterruptedException, RunnerException {
    switch (part) {
      case "commit" -> {
        int forks = isQuick() ? 1 : 3;
        List<Integer> small = Payload.LENGTHS.stream().filter(l -> l < Payload.LARGEST).toList();
        commits("(?!" + STEPS + ").*", forks, Payload.LENGTHS);
        commits(STEPS, forks, small);
        // What lies so close together is told apart only over several forks: the memory of each
        // lies elsewhere in the caches, and one fork alone may be off by a tenth and more.
        List<Integer> largest = List.of(Payload.LARGEST);
        commits(JUDGED, JUDGED_FORKS, largest);
        commits("(?!" + JUDGED + ")" + STEPS, STEP_FORKS, largest);
        Optional<Crate> crate = Crate.build(target);
        if (crate.isPresent()) {
          for (int length : Payload.LENGTHS) {
            results.measured.add(crate.get().commits(length));
          }
        }
      }
      case "offer" ->
          results.measured.addAll(jmh(options(OfferBenchmark.class, ".*", isQuick() ? 1 : 3)));
      case "allocation" -> results.allocated.addAll(Allocation.all());
      case "host" -> host();
      case "load" -> {
        for (int payload : LoadBenchmark.PAYLOADS) {
          results.loads.add(LoadBenchmark.run(payload, TimeUnit.SECONDS.toNanos(2)));
        }
        results.refusal = LoadBenchmark.refusal();
      }
      case "age" -> {
        long nanos = TimeUnit.SECONDS.toNanos(isQuick() ? 2 : 10);
        results.ages.addAll(AgeBenchmark.run(target, nanos));
      }
      case "remap" ->
          results.remap = RemapBenchmark.run(target, isQuick() ? 200 : 1_000).orElse(null);
      case "restart" -> {
        RestartBenchmark benchmark =
            new RestartBenchmark(
                target, isQuick() ? 7 : 15, CProgram.port(target), results.restarts::add);
        for (int size : isQuick() ? List.of(1, 100) : List.of(1, 16, 100, 1024)) {
          benchmark.run(size);
        }
      }
      default -> models();
    }
  }

  private void commits(String methods, int forks, List<Integer> lengths) throws RunnerException {
    String[] values = lengths.stream().map(String::valueOf).toArray(String[]::new);
    results.measured.addAll(
        jmh(options(CommitBenchmark.class, methods, forks).param("length", values)));
  }

  private void models() throws IOException, InterruptedException {
    models(isQuick() ? 60 : 600, ModelBenchmark::run);
    if (!isQuick()) { // They take longer than the quick one has.
      for (String measured : List.of("quick", "standard")) {
        models(1_800, benchmark -> benchmark.runTier(measured));
      }
    }
  }

  /** Runs models in a directory of their own. */
  private void models(int limitSeconds, Models models) throws IOException, InterruptedException {
    try (Scratch scratch = new Scratch(target)) {
      models.run(new ModelBenchmark(scratch.directory(), limitSeconds, results.models::add));
    }
  }

  @FunctionalInterface
  private interface Models {
    void run(ModelBenchmark benchmark) throws IOException, InterruptedException;
  }

  private void host() throws IOException, InterruptedException {
    HostBenchmark benchmark =
        new HostBenchmark(
            target,
            isQuick() ? 15 : 30,
            Crate.build(target),
            cost -> {
              System.out.println(cost);
              results.costs.add(cost);
            });
    for (int size : isQuick() ? List.of(1, 100) : List.of(1, 16, 100, 1024)) {
      benchmark.run(size);
    }
  }

  private static List<Measured> jmh(ChainedOptionsBuilder options) throws RunnerException {
    return Measured.of(new Runner(options.build()).run());
  }

  private ChainedOptionsBuilder options(Class<?> benchmark, String methods, int forks) {
    return new OptionsBuilder()
        .include(benchmark.getName().replace(".", "\\.") + "\\." + methods)
        .forks(forks)
        .warmupIterations(isQuick() ? 3 : 5)
        .warmupTime(TimeValue.milliseconds(isQuick() ? 250 : 500))
        .measurementIterations(isQuick() ? 4 : 8)
        .measurementTime(TimeValue.milliseconds(isQuick() ? 250 : 500))
        .addProfiler(GCProfiler.class)
        .jvmArgs(
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            // Chronicle Queue; it would report its use to its makers, too.
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=jdk.compiler/com.sun.tools.javac=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED",
            "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
            "-Dchronicle.analytics.disable=true",
            "-Dchronicle.announcer.disable=true");
  }
}
