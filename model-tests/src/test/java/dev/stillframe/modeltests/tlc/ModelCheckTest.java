package dev.stillframe.modeltests.tlc;

import static java.util.Comparator.nullsLast;
import static java.util.Comparator.reverseOrder;
import static org.junit.jupiter.api.parallel.ResourceAccessMode.READ;
import static org.junit.jupiter.api.parallel.ResourceAccessMode.READ_WRITE;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Summary;
import dev.stillframe.evidence.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Runs TLC over the manifest: {@code make check}. The properties {@code tier} (quick, standard,
 * deep) and {@code spec} (an id or a module) say how much of it.
 *
 * <p>A large one has all cores for itself; the others, of one worker each, share them. What a JVM
 * found that many configurations share is compared with what one of its own finds, for the first
 * small one of each kind that ends.
 */
@Tag("check")
@Execution(ExecutionMode.CONCURRENT)
class ModelCheckTest {
  private static final Path ROOT = Checkout.root();
  private static final Path SPECS = ROOT.resolve("spec-tla");
  private static final String CORES = "cores";

  private static List<Model> models;
  private static Summary summary;
  private static final AtomicInteger ended = new AtomicInteger();
  private static final Set<List<Boolean>> comparedKinds = ConcurrentHashMap.newKeySet();

  @BeforeAll
  static void promise() throws IOException {
    models =
        Manifest.read(SPECS)
            .select(System.getProperty("tier", "quick"), System.getProperty("spec", ""));
    summary = Summary.begin(ROOT, "check", models.stream().map(Model::id).toList());
  }

  @TestFactory
  @ResourceLock(value = CORES, mode = READ_WRITE)
  Stream<DynamicTest> large() {
    return tests(Model::isLarge);
  }

  @TestFactory
  @ResourceLock(value = CORES, mode = READ)
  Stream<DynamicTest> small() {
    return tests(Predicate.not(Model::isLarge));
  }

  private static Stream<DynamicTest> tests(Predicate<Model> wanted) {
    // The longest first, so that no core is without work at the end.
    return models.stream()
        .filter(wanted)
        .sorted(Comparator.comparing(Model::distinct, nullsLast(reverseOrder())))
        .map(model -> DynamicTest.dynamicTest(model.id(), () -> check(model)));
  }

  private static void check(Model model) throws IOException, InterruptedException {
    Tlc.Run run = run(model);
    sayWhatRan(run);
    Row row = compareWithAlone(model, run, row(model, run));
    summary.add(row);
    report(
        model,
        String.format(Locale.ROOT, "%,d states", orZero(row.distinct())),
        run,
        row.verdict());
    leaveTrace(model, run, row.verdict());
    if (row.verdict() != Verdict.AS_EXPECTED) {
      throw withoutStack(model.id() + ": " + row.verdict() + ": " + row.detail());
    }
  }

  /** Where in this class is of no interest to whoever reads what a check found. */
  private static AssertionError withoutStack(String message) {
    AssertionError error = new AssertionError(message);
    error.setStackTrace(new StackTraceElement[0]);
    return error;
  }

  /** With the first run that ends: which TLC it was is what it has printed. */
  private static synchronized void sayWhatRan(Tlc.Run run) throws IOException {
    if (summary.about().isEmpty()) {
      Map<String, String> about = SpecDigests.of(SPECS);
      about.put("TLC", run.output().version());
      summary.about(about);
    }
  }

  /** Negative ones end within seconds, and the lengths of their counterexamples are pinned. */
  private static Tlc.Run run(Model model) throws IOException, InterruptedException {
    Optional<Distributed> distributed = Distributed.asked();
    return distributed.isEmpty() || model.isNegative()
        ? Tlc.run(SPECS, model)
        : distributed.get().run(SPECS, model);
  }

  /** Each counterexample can be stepped through ({@code make explorer}), the unexpected first. */
  private static void leaveTrace(Model model, Tlc.Run run, Verdict verdict) throws IOException {
    Trace trace = Trace.of(run.output());
    if (!trace.states().isEmpty()) {
      String violated = String.join(", ", run.output().violated());
      TraceFile.of(model, violated, trace)
          .writeTo(
              verdict == Verdict.AS_EXPECTED
                  ? TraceFile.directory(ROOT, "check")
                  : TraceFile.unexpected(ROOT));
    }
  }

  private static Row row(Model model, Tlc.Run run) throws IOException {
    try {
      Row row = Judge.judge(SPECS, model, run);
      return row.verdict() == Verdict.AS_EXPECTED && Litmus.reports(model)
          ? compareOutcomes(model, run, row)
          : row;
    } catch (NotSetUpException e) {
      report(model, "TLC failed", run, "not set up");
      throw e;
    }
  }

  /** The shared JVM must find what one of its own finds. */
  private static Row compareWithAlone(Model model, Tlc.Run run, Row row)
      throws IOException, InterruptedException {
    Configuration asked = Configuration.read(SPECS.resolve(model.config()));
    List<Boolean> kind =
        List.of(model.isNegative(), asked.properties().isEmpty(), Litmus.reports(model));
    if (!run.isShared() || !model.isSmall() || !comparedKinds.add(kind)) {
      return row;
    }
    Tlc.Run alone = Tlc.runAlone(SPECS, model);
    if (alone.timedOut()) {
      return row.withVerdict(Verdict.INCONCLUSIVE, "given up in a JVM of its own");
    }
    return alone.findsWhat(run)
        ? row
        : row.withVerdict(
            Verdict.FELL_SHORT,
            "a JVM of its own finds something else: "
                + told(alone, run)
                + ", and a shared one "
                + told(run, alone));
  }

  private static String told(Tlc.Run run, Tlc.Run other) {
    return String.format(
        Locale.ROOT,
        "exit code %d and %s",
        run.exitCode(),
        run.output().findings().without(other.output().findings()));
  }

  private static Row compareOutcomes(Model model, Tlc.Run run, Row row) throws IOException {
    List<String> complaints = Litmus.read(SPECS).complaints(Litmus.mode(model), run.output());
    return complaints.isEmpty()
        ? row
        : row.withVerdict(Verdict.FELL_SHORT, String.join("\n", complaints));
  }

  private static void report(Model model, String explored, Tlc.Run run, Object verdict) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "%9s %-40s %20s %8.1f s  %s",
            String.format(Locale.ROOT, "[%d/%d]", ended.incrementAndGet(), models.size()),
            model.id(),
            explored,
            run.seconds(),
            verdict));
  }

  private static long orZero(Long number) {
    return number == null ? 0 : number;
  }
}
