package dev.stillframe.modeltests.claims;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillframe.evidence.Kind;
import dev.stillframe.modeltests.Checks.Declared;
import dev.stillframe.modeltests.chaos.ChaosTest;
import dev.stillframe.modeltests.crash.FaultsTest;
import dev.stillframe.modeltests.explore.ExploreTest;
import dev.stillframe.modeltests.lincheck.LincheckTest;
import dev.stillframe.modeltests.proof.ProofTest;
import dev.stillframe.modeltests.replay.ReplayTest;
import dev.stillframe.modeltests.traces.TracesTest;
import dev.stillframe.modeltests.weak.SimulatedQueueTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the tree has for each claim: the checks of every engine, with those that must fail, the
 * configurations of TLC, and the mutants. No run is needed to know it: the checks are those that
 * the parts promise before they run, and make rows of.
 */
final class Claims {
  /** All engines that have checks of claims, as docs/claims.md calls them. */
  static final List<String> ENGINES =
      List.of(
          "TLC",
          "proof",
          "explore",
          "simulate",
          "traces",
          "replay",
          "lincheck",
          "stress",
          "crash-points",
          "system-calls",
          "chaos");

  /**
   * A check that an engine makes.
   *
   * @param kind negative if it must fail
   * @param isAblation whether that is because a rule was switched off: then it shows that the
   *     engine can fail for this claim. A probe that shows that a state is reached, a corrupted
   *     trace, and an ordering that not every hardware needs do not
   */
  record Evidence(String claim, String engine, String id, Kind kind, boolean isAblation) {}

  /** A mutant, and the engine that kills it. */
  record Killed(String id, String subject, List<String> claims, String engine) {}

  private static final Pattern CORRUPTED = Pattern.compile(".*-(corrupt-[a-z_-]+|cut|empty)");

  private static final Pattern STRESS =
      Pattern.compile(
          "@Check\\(\\s*id = \"([^\"]+)\",\\s*claim = \"([^\"]+)\"(?:,\\s*subject ="
              + " Subject\\.(\\w+))?");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([QSTRL]\\d) \\| ");

  private final Path root;
  private final List<Evidence> evidence = new ArrayList<>();
  private final List<Killed> mutants = new ArrayList<>();

  private Claims(Path root) {
    this.root = root;
  }

  static Claims read(Path root) throws IOException {
    Claims claims = new Claims(root);
    claims.readModels();
    claims.add("proof", ProofTest.declared());
    claims.add("explore", ExploreTest.declared());
    claims.add("simulate", SimulatedQueueTest.declared());
    claims.add("traces", TracesTest.declared());
    claims.add("replay", ReplayTest.declared());
    claims.add("lincheck", LincheckTest.declared());
    claims.add("crash-points", FaultsTest.declaredOfCrashPoints());
    claims.add("system-calls", FaultsTest.declaredOfSystemCalls());
    claims.add("chaos", ChaosTest.declared());
    claims.readStress();
    claims.readMutants();
    return claims;
  }

  private void add(String engine, List<Declared> checks) {
    for (Declared check : checks) {
      boolean isAblation =
          check.kind() == Kind.NEGATIVE && !CORRUPTED.matcher(check.id()).matches();
      add(check.claims(), engine, check.id(), check.kind(), isAblation);
    }
  }

  private void add(String claims, String engine, String id, Kind kind, boolean isAblation) {
    for (String claim : claims.split(" ")) {
      evidence.add(new Evidence(claim, engine, id, kind, isAblation));
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
      Kind kind = isNegative ? Kind.NEGATIVE : Kind.POSITIVE;
      add(claims, "TLC", id, kind, isNegative && !id.contains("-debug-"));
    }
  }

  private void readStress() throws IOException {
    for (String source : sources(root.resolve("stress/src/main/java"))) {
      List<MatchResult> checks = matches(STRESS, source);
      if (checks.size() != source.split("@Check\\(", -1).length - 1) {
        throw new IllegalStateException("a @Check is written in another way:\n" + source);
      }
      for (MatchResult check : checks) {
        String subject = check.group(3);
        if (!"LITMUS".equals(subject)) {
          boolean isShipped = subject == null || subject.equals("SHIPPED");
          Kind kind = isShipped ? Kind.POSITIVE : Kind.NEGATIVE;
          add(check.group(2), "stress", check.group(1), kind, "REORDERED".equals(subject));
        }
      }
    }
  }

  private void readMutants() throws IOException {
    for (JsonNode mutant : json("mutants/manifest.json").get("mutants")) {
      mutants.add(
          new Killed(
              mutant.get("id").asText(),
              mutant.get("subject").asText(),
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

  /** Returns the claims, in the order of their table. */
  List<String> all() throws IOException {
    return matches(ROW, Files.readString(root.resolve(ClaimsTable.FILE))).stream()
        .map(row -> row.group(1))
        .toList();
  }

  /** Returns how far the strongest check of a claim goes. */
  String howFar(String claim) {
    return count(claim, "proof", Kind.POSITIVE) > 0
        ? "proved for all sizes"
        : count(claim, "TLC", Kind.POSITIVE) > 0 ? "checked within bounds" : "sampled";
  }

  /** Returns how many checks of a kind a run of all tiers makes. */
  int count(String claim, String engine, Kind kind) {
    return (int) evidence(claim, engine).filter(one -> one.kind() == kind).count();
  }

  /** Returns the checks that must fail because a rule was switched off. */
  List<String> ablations(String claim, String engine) {
    return evidence(claim, engine).filter(Evidence::isAblation).map(Evidence::id).toList();
  }

  private Stream<Evidence> evidence(String claim, String engine) {
    return evidence.stream()
        .filter(one -> one.claim().equals(claim) && one.engine().equals(engine));
  }

  /** Returns the ids of all checks of an engine. */
  Set<String> ids(String engine) {
    return evidence.stream()
        .filter(one -> one.engine().equals(engine))
        .map(Evidence::id)
        .collect(Collectors.toSet());
  }

  /** Returns how many mutants there are of a protocol or store. */
  long mutantsOf(String subject) {
    return mutants.stream().filter(mutant -> mutant.subject().equals(subject)).count();
  }

  List<Killed> mutants(String claim) {
    return mutants.stream().filter(mutant -> mutant.claims().contains(claim)).toList();
  }

  /**
   * Returns every engine that was seen to fail for a claim: by an ablation, or by a mutant. What is
   * switched off for traces belongs to a protocol, and is not enough.
   */
  Set<String> enginesThatCanFail(String claim) {
    Set<String> engines =
        evidence.stream()
            .filter(one -> one.claim().equals(claim) && one.isAblation())
            .map(Evidence::engine)
            .filter(engine -> !engine.equals("traces"))
            .collect(Collectors.toCollection(TreeSet::new));
    mutants(claim).forEach(mutant -> engines.add(mutant.engine()));
    return engines;
  }
}
