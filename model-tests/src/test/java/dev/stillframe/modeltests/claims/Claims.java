package dev.stillframe.modeltests.claims;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.evidence.Kind;
import dev.stillframe.modeltests.crash.Subject;
import dev.stillframe.modeltests.weak.Ordering;
import dev.stillframe.modeltests.weak.TripleOrdering;
import dev.stillframe.store.StoreRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the tree has for each claim: the checks of every engine, with those that must fail, the
 * configurations of TLC, and the mutants. It is read from the sources that make the rows, so that
 * no run is needed to know it.
 */
final class Claims {
  /**
   * A check that an engine makes.
   *
   * @param engine as in the README's table
   * @param kind negative if it shows that the engine can fail for this claim
   */
  record Evidence(String claim, String engine, String id, Kind kind) {}

  /** A mutant, and the engine that kills it. */
  record Killed(String id, List<String> claims, String engine) {}

  /** The checks of one package of tests, which are those of one engine. */
  private record Tests(String engine, String directory) {}

  private static final List<Tests> TESTS =
      List.of(
          new Tests("explore", "explore"),
          new Tests("simulate", "weak"),
          new Tests("replay", "replay"),
          new Tests("lincheck", "lincheck"),
          new Tests("crash", "crash"),
          new Tests("chaos", "chaos"));

  private static final String MODEL_TESTS = "model-tests/src/test/java/dev/stillframe/modeltests/";

  private static final Pattern CHECK =
      Pattern.compile(
          "\\.(holds|tells|fails|breaks)\\(\\s*\"([a-z0-9-]+)\",\\s*(\"[^\"]+\"|[A-Z_]+(?=,))");

  private static final Pattern TRACED =
      Pattern.compile("add\\(checks, Protocol\\.(\\w+), \"([^\"]+)\", (\\w+)\\)");

  private static final Pattern WEAKENED = Pattern.compile("\"([a-z-]+)\", Views\\.");

  private static final Pattern STRESS =
      Pattern.compile(
          "@Check\\(\\s*id = \"([^\"]+)\",\\s*claim = \"([^\"]+)\"(?:,\\s*subject = Subject\\.(\\w+))?");

  private static final Pattern README_ROW =
      Pattern.compile("(?m)^\\| ([QSTR]\\d) \\| .* \\| (.*) \\| (.*) \\|$");

  /** Engines that have a name in the README's table of claims. */
  private static final List<String> ENGINES =
      List.of("explore", "simulate", "traces", "lincheck", "stress", "crash", "chaos");

  private final Path root;
  private final List<Evidence> evidence = new ArrayList<>();
  private final List<Killed> mutants = new ArrayList<>();

  private Claims(Path root) {
    this.root = root;
  }

  static Claims read(Path root) throws IOException {
    Claims claims = new Claims(root);
    claims.readModels();
    claims.readChecks();
    claims.readOrderings();
    claims.readTraces();
    claims.readCrashes();
    claims.readStress();
    claims.readMutants();
    return claims;
  }

  private void add(String claims, String engine, String id, boolean isNegative) {
    for (String claim : claims.split(" ")) {
      evidence.add(new Evidence(claim, engine, id, isNegative ? Kind.NEGATIVE : Kind.POSITIVE));
    }
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(root.resolve(file).toFile());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private void readModels() throws IOException {
    for (JsonNode model : json("spec-tla/manifest.json").get("models")) {
      boolean isNegative = model.get("kind").asText().equals("negative");
      String claims = String.join(" ", texts(model.path("claims")));
      String id = model.get("id").asText();
      // A probe shows that a state is reached, and breaks no rule.
      if (!id.contains("-debug-")) {
        add(claims, "TLC", id, isNegative);
      }
    }
  }

  private void readChecks() throws IOException {
    for (Tests tests : TESTS) {
      Path directory = root.resolve(MODEL_TESTS + tests.directory());
      if (Files.isDirectory(directory)) {
        for (String source : sources(directory)) {
          for (MatchResult check : matches(CHECK, source)) {
            String claims = check.group(3);
            boolean isText = claims.startsWith("\"");
            add(
                isText ? claims.substring(1, claims.length() - 1) : constant(source, claims),
                tests.engine(),
                check.group(2),
                Set.of("fails", "breaks").contains(check.group(1)));
          }
        }
      }
    }
  }

  private static String constant(String source, String name) {
    Matcher matcher = Pattern.compile("String " + name + " = \"([^\"]+)\"").matcher(source);
    if (!matcher.find()) {
      throw new IllegalStateException("no constant " + name);
    }
    return matcher.group(1);
  }

  private void readOrderings() {
    for (Ordering ordering : Ordering.values()) {
      if (ordering != Ordering.NONE) {
        add(ordering.claim(), "simulate", ordering.row(), true);
      }
    }
    for (TripleOrdering ordering : TripleOrdering.values()) {
      if (ordering != TripleOrdering.NONE) {
        add(ordering.claim(), "simulate", ordering.row(), true);
      }
    }
  }

  /** Groups of runs that must be explained, and runs of weakened classes. */
  private void readTraces() throws IOException {
    String source = Files.readString(root.resolve(MODEL_TESTS + "traces/TracesTest.java"));
    for (MatchResult protocol : matches(TRACED, source)) {
      String prefix = "trace-" + protocol.group(1).toLowerCase(Locale.ROOT) + "-";
      add(protocol.group(2), "traces", prefix + "turns", false);
      Matcher weakened =
          Pattern.compile(protocol.group(3) + " =(.*?);", Pattern.DOTALL).matcher(source);
      if (!weakened.find()) {
        throw new IllegalStateException("no weakened classes in " + protocol.group(3));
      }
      for (MatchResult name : matches(WEAKENED, weakened.group(1))) {
        add(protocol.group(2), "traces", prefix + name.group(1), true);
      }
    }
    for (StoreRuns store : StoreRuns.values()) {
      String prefix = "trace-" + store.name().toLowerCase(Locale.ROOT) + "-";
      store.shipped().keySet().forEach(g -> add(store.claims(), "traces", prefix + g, false));
      store.weakened().keySet().forEach(g -> add(store.claims(), "traces", prefix + g, true));
    }
  }

  private void readCrashes() {
    for (Subject subject : Subject.values()) {
      String id = "crash-" + subject.name().toLowerCase(Locale.ROOT);
      add(subject.claims(), "crash", id + "-kills", false);
      add(subject.claims(), "crash", id + "-errors", false);
    }
  }

  private void readStress() throws IOException {
    for (String source : sources(root.resolve("stress/src/main/java"))) {
      for (MatchResult check : matches(STRESS, source)) {
        String subject = check.group(3);
        // What only weakens an ordering may not be seen on this hardware.
        if (!"WEAKENED".equals(subject)) {
          add(check.group(2), "stress", check.group(1), "REORDERED".equals(subject));
        }
      }
    }
  }

  private void readMutants() throws IOException {
    for (JsonNode mutant : json("mutants/manifest.json").get("mutants")) {
      mutants.add(
          new Killed(
              mutant.get("id").asText(),
              texts(mutant.get("claims")),
              mutant.get("engine").asText()));
    }
  }

  private static List<MatchResult> matches(Pattern pattern, String source) {
    return pattern.matcher(source).results().toList();
  }

  private static List<String> sources(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .sorted()
          .map(Claims::readString)
          .toList();
    }
  }

  private static String readString(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the claims, in the order of the README's table. */
  List<String> all() throws IOException {
    return readme().stream().map(row -> row.group(1)).toList();
  }

  private List<MatchResult> readme() throws IOException {
    return matches(README_ROW, Files.readString(root.resolve("README.md")));
  }

  List<String> checks(String claim, String engine, Kind kind) {
    return evidence.stream()
        .filter(one -> one.claim().equals(claim) && one.engine().equals(engine))
        .filter(one -> one.kind() == kind)
        .map(Evidence::id)
        .distinct()
        .toList();
  }

  List<Killed> mutants(String claim) {
    return mutants.stream().filter(mutant -> mutant.claims().contains(claim)).toList();
  }

  /**
   * Returns every engine that was seen to fail for a claim: by a negative check, or by a mutant.
   */
  Set<String> enginesThatCanFail(String claim) {
    Set<String> engines =
        evidence.stream()
            .filter(one -> one.claim().equals(claim) && one.kind() == Kind.NEGATIVE)
            .map(Evidence::engine)
            .filter(engine -> !engine.equals("traces"))
            .collect(Collectors.toCollection(TreeSet::new));
    mutants(claim).forEach(mutant -> engines.add(mutant.engine()));
    return engines;
  }

  /** Returns where the README names an engine for a claim that has no check of that. */
  List<String> emptyPromises() throws IOException {
    List<String> empty = new ArrayList<>();
    for (MatchResult row : readme()) {
      String claim = row.group(1);
      for (String engine : ENGINES) {
        boolean isNamed = Pattern.compile("\\b" + engine + "\\b").matcher(row.group(3)).find();
        if (isNamed && checks(claim, engine, Kind.POSITIVE).isEmpty()) {
          empty.add("the README names " + engine + " for " + claim + ", which has no such check");
        }
      }
    }
    return empty;
  }
}
