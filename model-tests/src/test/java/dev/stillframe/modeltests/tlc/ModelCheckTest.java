package dev.stillframe.modeltests.tlc;

import static org.junit.jupiter.api.Assertions.fail;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Summary;
import dev.stillframe.evidence.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs TLC over the manifest: {@code make check}. The properties {@code tier} (quick, standard,
 * deep) and {@code spec} (an id or a module) say how much of it.
 */
@Tag("check")
class ModelCheckTest {

  @TestFactory
  Stream<DynamicTest> configurations() throws IOException {
    Path root = Checkout.root();
    List<Model> models =
        Manifest.read(root.resolve("spec-tla"))
            .select(System.getProperty("tier", "quick"), System.getProperty("spec", ""));
    Summary summary = Summary.begin(root, "check", models.stream().map(Model::id).toList());
    return IntStream.range(0, models.size())
        .mapToObj(
            i -> {
              String place = "[%d/%d]".formatted(i + 1, models.size());
              Model model = models.get(i);
              return DynamicTest.dynamicTest(model.id(), () -> check(place, root, model, summary));
            });
  }

  private static void check(String place, Path root, Model model, Summary summary)
      throws IOException, InterruptedException {
    Tlc.Run run = Tlc.run(root.resolve("spec-tla"), model);
    Row row = row(place, root, model, run);
    summary.add(row);
    report(place, model, "%,d states".formatted(orZero(row.distinct())), run, row.verdict());
    if (row.verdict() != Verdict.AS_EXPECTED) {
      fail(model.id() + ": " + row.verdict() + ": " + row.detail());
    }
  }

  private static Row row(String place, Path root, Model model, Tlc.Run run) throws IOException {
    try {
      Row row = Judge.judge(root.resolve("spec-tla"), model, run);
      return pageIsStale(root, model, run, row)
          ? row.withVerdict(
              Verdict.FELL_SHORT, "its page is out of date; run: make counterexamples")
          : row;
    } catch (NotSetUpException e) {
      report(place, model, "TLC failed", run, "not set up");
      throw e;
    }
  }

  /** Another TLC than the pinned one may print the same violation in other words. */
  private static boolean pageIsStale(Path root, Model model, Tlc.Run run, Row row)
      throws IOException {
    if (!model.isNegative() || row.verdict() != Verdict.AS_EXPECTED || Tlc.isReplaced()) {
      return false;
    }
    Path file = CounterexamplePage.file(root, model);
    return !Files.exists(file)
        || !Files.readString(file).equals(CounterexamplePage.of(model, Trace.of(run.output())));
  }

  private static void report(
      String place, Model model, String explored, Tlc.Run run, Object verdict) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "%9s %-40s %20s %8.1f s  %s",
            place,
            model.id(),
            explored,
            run.seconds(),
            verdict));
  }

  private static long orZero(Long number) {
    return number == null ? 0 : number;
  }
}
