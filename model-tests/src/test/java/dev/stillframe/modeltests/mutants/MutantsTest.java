package dev.stillframe.modeltests.mutants;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Kind;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Summary;
import dev.stillframe.evidence.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tries the mutants: {@code make mutants}. The properties {@code tier} (quick, standard, deep) and
 * {@code mutant} (how its id begins) say how many. Deep runs all engines against each and updates
 * {@code mutants/matrix.json} and docs/mutants.md.
 */
@Tag("mutants")
@Execution(ExecutionMode.CONCURRENT)
class MutantsTest {
  private static final Path ROOT = Checkout.root();
  private static final Path TARGET = ROOT.resolve("target/mutants");
  private static final boolean IS_DEEP = System.getProperty("tier", "standard").equals("deep");
  private static final AtomicInteger ended = new AtomicInteger();
  private static final Map<String, Map<String, String>> matrix =
      Collections.synchronizedMap(new TreeMap<>());

  private static List<Mutant> mutants;
  private static Trial trial;
  private static Summary summary;

  @BeforeAll
  static void promise() throws IOException {
    Catalogue catalogue = Catalogue.read(ROOT);
    mutants =
        catalogue.select(System.getProperty("tier", "standard"), System.getProperty("mutant", ""));
    trial =
        new Trial(
            ROOT, ROOT.resolve("mutants"), TARGET, new Catalogue(catalogue.engines(), mutants));
    summary = Summary.begin(ROOT, "mutants", mutants.stream().map(MutantsTest::row).toList());
  }

  private static String row(Mutant mutant) {
    return "mutant-" + mutant.id();
  }

  @TestFactory
  Stream<DynamicTest> mutants() {
    return mutants.stream()
        .map(mutant -> DynamicTest.dynamicTest(mutant.id(), () -> judge(mutant)));
  }

  private static void judge(Mutant mutant) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Trial.Result result = trial.judge(mutant);
    if (IS_DEEP && result.verdict() == Verdict.AS_EXPECTED) {
      matrix.put(mutant.id(), trial.matrixRow(mutant));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    summary.add(
        Row.of(
                row(mutant),
                String.join(" ", mutant.claims()),
                "mutants",
                Kind.NEGATIVE,
                "killed",
                result.verdict(),
                result.why())
            .withSeconds(seconds)
            .withAbout(mutant.rule(), null));
    System.out.printf(
        Locale.ROOT,
        "%9s %-36s %6.1f s  %s%n",
        String.format(Locale.ROOT, "[%d/%d]", ended.incrementAndGet(), mutants.size()),
        mutant.id(),
        seconds,
        result.why());
    if (result.verdict() == Verdict.SKIPPED) {
      abort(result.why());
    }
    if (result.verdict() != Verdict.AS_EXPECTED) {
      fail(mutant.id() + ": " + result.why());
    }
  }

  @AfterAll
  static void leaveMatrix() throws IOException {
    if (IS_DEEP) {
      Matrix.read(ROOT).update(ROOT, matrix);
    }
  }
}
