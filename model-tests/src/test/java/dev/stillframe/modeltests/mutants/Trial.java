package dev.stillframe.modeltests.mutants;

import dev.stillframe.evidence.Need;
import dev.stillframe.evidence.NewerJdk;
import dev.stillframe.evidence.Verdict;
import dev.stillframe.modeltests.mutants.EngineRun.Outcome;
import dev.stillframe.modeltests.mutants.Mutant.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes mutants and runs engines against them. What a mutant turns red must be green without it:
 * the same tests run once against the library as it was built.
 */
final class Trial {
  /** How what an engine says of a mutant begins that it kills. */
  static final String KILLED = "killed: ";

  /**
   * What came of a mutant.
   *
   * @param why for people
   */
  record Result(Verdict verdict, String why) {
    private static Result asExpected(String why) {
      return new Result(Verdict.AS_EXPECTED, why);
    }

    private static Result fellShort(String why) {
      return new Result(Verdict.FELL_SHORT, why);
    }

    private static Result inconclusive(String why) {
      return new Result(Verdict.INCONCLUSIVE, why);
    }

    private static Result skipped(String why) {
      return new Result(Verdict.SKIPPED, why);
    }
  }

  private final Path root;
  private final Path patches;
  private final Path target;
  private final Catalogue catalogue;

  /** By engine and tests. */
  private final Map<List<Object>, Outcome> baselines = new ConcurrentHashMap<>();

  /**
   * Prepares trials.
   *
   * @param root of the checkout
   * @param patches where the patches are
   * @param target for the mutants
   * @param catalogue those that will be tried
   */
  Trial(Path root, Path patches, Path target, Catalogue catalogue) {
    this.root = root;
    this.patches = patches;
    this.target = target;
    this.catalogue = catalogue;
  }

  /** Tries a mutant with the tests that should kill it, and if they do not, with all others. */
  Result judge(Mutant mutant) throws IOException, InterruptedException {
    Engine expected = catalogue.engine(mutant.engine());
    if (expected.module() != null && NewerJdk.find(root).isEmpty()) {
      return Result.skipped(Need.JDK_22.missing());
    }
    Path scratch = target.resolve(mutant.id());
    Path classes;
    try {
      classes = compile(mutant, scratch);
    } catch (Patch.PatchException e) {
      return Result.fellShort(mutant.id() + ".patch " + e.getMessage());
    }
    Outcome baseline = baseline(expected, allTestsOf(expected));
    if (baseline.verdict() == EngineRun.Verdict.SKIPPED) {
      return Result.skipped(baseline.said());
    }
    if (baseline.verdict() != EngineRun.Verdict.GREEN) {
      return Result.inconclusive(
          expected.id() + " is not green without a mutant: " + baseline.said());
    }
    Outcome outcome = new EngineRun(root, scratch).run(expected, mutant.tests(), classes);
    if (isKilled(mutant, outcome)) {
      Scratch.delete(scratch);
      return Result.asExpected(
          String.format(Locale.ROOT, "killed by %s: %s", expected.id(), outcome.said()));
    }
    return outcome.verdict() == EngineRun.Verdict.GREEN
        ? judgeSurvivor(mutant, classes)
        : Result.inconclusive(
            String.format(
                Locale.ROOT, "%s: %s: %s", expected.id(), outcome.verdict(), outcome.said()));
  }

  private Path compile(Mutant mutant, Path scratch) throws IOException {
    return Scratch.compile(root, patches.resolve(mutant.id() + ".patch"), scratch);
  }

  private static boolean isKilled(Mutant mutant, Outcome outcome) {
    return outcome.verdict() == EngineRun.Verdict.RED
        || outcome.verdict() == EngineRun.Verdict.HANGS && mutant.hangs() != null;
  }

  private Result judgeSurvivor(Mutant mutant, Path classes)
      throws IOException, InterruptedException {
    for (Map.Entry<String, String> other : matrixRow(mutant, classes, true).entrySet()) {
      if (other.getValue().startsWith(KILLED)) {
        return Result.fellShort(
            String.format(
                Locale.ROOT,
                "%s does not kill it as the manifest says, but %s does: %s",
                mutant.engine(),
                other.getKey(),
                other.getValue()));
      }
    }
    return Result.fellShort("survives all engines");
  }

  /** Returns what each engine says of a mutant. */
  Map<String, String> matrixRow(Mutant mutant) throws IOException, InterruptedException {
    Path scratch = target.resolve(mutant.id());
    Map<String, String> row = matrixRow(mutant, compile(mutant, scratch), false);
    Scratch.delete(scratch);
    return row;
  }

  private Map<String, String> matrixRow(Mutant mutant, Path classes, boolean untilKilled)
      throws IOException, InterruptedException {
    Map<String, String> row = new TreeMap<>();
    for (Engine engine : catalogue.engines()) {
      List<String> tests = engine.select().getOrDefault(mutant.subject(), List.of());
      if (tests.isEmpty()) {
        continue;
      }
      if (baseline(engine, tests).verdict() != EngineRun.Verdict.GREEN) {
        row.put(engine.id(), "inconclusive: not green without a mutant");
        continue;
      }
      Outcome outcome =
          new EngineRun(root, target.resolve(mutant.id())).run(engine, tests, classes);
      boolean isKilled = isKilled(mutant, outcome);
      String verdict = isKilled ? KILLED : outcome.verdict().name().toLowerCase(Locale.ROOT) + ": ";
      row.put(engine.id(), verdict + outcome.said());
      if (isKilled && untilKilled) {
        break;
      }
    }
    return row;
  }

  private List<String> allTestsOf(Engine engine) {
    Set<String> tests = new LinkedHashSet<>();
    catalogue.mutants().stream()
        .filter(mutant -> mutant.engine().equals(engine.id()))
        .forEach(mutant -> tests.addAll(mutant.tests()));
    return List.copyOf(tests);
  }

  private synchronized Outcome baseline(Engine engine, List<String> tests)
      throws IOException, InterruptedException {
    List<Object> key = List.of(engine.id(), tests);
    Outcome known = baselines.get(key);
    if (known == null) {
      Path scratch = target.resolve("unmutated-" + engine.id() + "-" + baselines.size());
      Scratch.delete(scratch);
      Files.createDirectories(scratch);
      Path classes = null;
      if (engine.module() != null) {
        classes = scratch.resolve("classes");
        Scratch.compileNewer(root, root.resolve(engine.module()), classes);
      }
      known = new EngineRun(root, scratch).run(engine, tests, classes);
      baselines.put(key, known);
    }
    return known;
  }
}
