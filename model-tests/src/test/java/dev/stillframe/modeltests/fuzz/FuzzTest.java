package dev.stillframe.modeltests.fuzz;

import static org.junit.jupiter.api.Assertions.fail;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Kind;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Summary;
import dev.stillframe.evidence.Verdict;
import dev.stillframe.examples.KeySetTarget;
import dev.stillframe.modeltests.mutants.Scratch;
import dev.stillframe.store.JournalTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Fuzzes every parser, guided by coverage: {@code make fuzz}. The property {@code seconds} is for
 * all targets together. The canaries are parsers that lack a check, and must be found out.
 */
@Tag("fuzz")
class FuzzTest {
  /**
   * Something to fuzz.
   *
   * @param corpus the directory of its inputs; null to begin with nothing
   * @param mutant what is broken in the library meanwhile; null for nothing
   */
  record Subject(String id, Class<?> target, String corpus, String mutant, Kind kind) {}

  private static final String CLAIM = "hostile input";

  private static final List<Subject> SUBJECTS =
      List.of(
          new Subject("fuzz-queue", QueueTarget.class, "queue", null, Kind.POSITIVE),
          new Subject("fuzz-triple", TripleTarget.class, "triple", null, Kind.POSITIVE),
          new Subject("fuzz-journal", JournalTarget.class, "journal", null, Kind.POSITIVE),
          new Subject("fuzz-snapshots", SnapshotTarget.class, "snapshots", null, Kind.POSITIVE),
          new Subject("fuzz-key-set", KeySetTarget.class, "key-set", null, Kind.POSITIVE),
          new Subject("fuzz-records", RecordTarget.class, "records", null, Kind.POSITIVE),
          new Subject(
              "fuzz-any-length", QueueTarget.class, null, "queue-any-length", Kind.NEGATIVE),
          new Subject(
              "fuzz-any-record", TripleTarget.class, null, "triple-any-record", Kind.NEGATIVE));

  private static final Path ROOT = Checkout.root();
  private static final Path TARGET = ROOT.resolve("target/fuzz");

  /** Fewer would say nothing. */
  private static final long LEAST_EXECUTIONS = 500;

  private static final long SECONDS = Long.getLong("seconds", 300);

  private static Summary summary;

  @TestFactory
  Stream<DynamicTest> targets() throws IOException {
    summary = Summary.begin(ROOT, "fuzz", SUBJECTS.stream().map(Subject::id).toList());
    return SUBJECTS.stream()
        .map(subject -> DynamicTest.dynamicTest(subject.id(), () -> fuzz(subject)));
  }

  private static void fuzz(Subject subject) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Path directory = Files.createDirectories(TARGET.resolve(subject.id()));
    Path classes =
        subject.mutant() == null
            ? null
            : Scratch.compile(
                ROOT,
                ROOT.resolve("mutants/" + subject.mutant() + ".patch"),
                directory.resolve("mutant"));
    FuzzRun.Outcome outcome =
        new FuzzRun(directory)
            .run(
                subject.target(),
                corpus(subject, directory),
                classes,
                Math.max(1, SECONDS / SUBJECTS.size()));
    Row row = row(subject, outcome).withSeconds((System.nanoTime() - start) / 1e9);
    summary.add(row);
    System.out.printf(
        Locale.ROOT,
        "%-24s %,12d inputs %6.1f s  %s%n",
        row.id(),
        row.samples(),
        row.seconds(),
        row.detail());
    if (row.verdict() != Verdict.AS_EXPECTED) {
      fail(subject.id() + ": " + row.verdict() + ": " + row.detail() + "; see " + directory);
    }
  }

  /** A canary must be found by the fuzzer, and not by an input that somebody has thought of. */
  private static Path corpus(Subject subject, Path directory) throws IOException {
    return subject.corpus() == null
        ? Files.createDirectories(directory.resolve("nothing"))
        : ROOT.resolve("fuzz").resolve(subject.corpus());
  }

  private static Row row(Subject subject, FuzzRun.Outcome outcome) {
    boolean isNegative = subject.kind() == Kind.NEGATIVE;
    boolean hasFound = outcome.finding() != null;
    Verdict verdict = hasFound == isNegative ? Verdict.AS_EXPECTED : Verdict.FELL_SHORT;
    String detail = hasFound ? outcome.finding() : "nothing was found";
    if (!outcome.hasEnded() || !hasFound && outcome.executions() < LEAST_EXECUTIONS) {
      verdict = Verdict.INCONCLUSIVE;
      detail = "the fuzzer did not run as it should, see target/fuzz/" + subject.id();
    }
    return Row.of(
            subject.id(),
            CLAIM,
            "fuzzing",
            subject.kind(),
            isNegative ? "found" : "nothing found",
            verdict,
            detail)
        .withSamples(outcome.executions(), null);
  }
}
