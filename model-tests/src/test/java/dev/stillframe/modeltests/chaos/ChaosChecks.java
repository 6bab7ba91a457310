package dev.stillframe.modeltests.chaos;

import static org.junit.jupiter.api.Assertions.fail;

import dev.stillframe.cli.processes.HostWorld;
import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Kind;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Summary;
import dev.stillframe.evidence.Verdict;
import dev.stillframe.modeltests.Checks.Declared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/**
 * The checks of this part: each becomes a test and a row of the summary, and gets a directory of
 * its own, which is left for people to look at if the check falls short.
 */
public final class ChaosChecks {
  /**
   * What a check that held did.
   *
   * @param samples how many snapshots it judged
   * @param detail for people
   */
  public record Outcome(long samples, String detail) {}

  /**
   * Does what is to be checked; throws {@link BrokenClaim} where a claim does not hold, and {@link
   * TestAbortedException} where what it needs is missing.
   */
  @FunctionalInterface
  public interface Check {
    Outcome run(HostWorld world) throws Exception;
  }

  private record Named(String id, String claim, Kind kind, Check check) {}

  private static final String PREFIX = "chaos-";

  private final List<Named> checks = new ArrayList<>();
  private final long seed;
  private final String wanted;

  /**
   * Begins a list.
   *
   * @param seed of what is random
   * @param wanted how the ids of those that are to run begin
   */
  ChaosChecks(long seed, String wanted) {
    this.seed = seed;
    this.wanted = wanted;
  }

  /** Adds a check that must hold. */
  public ChaosChecks holds(String id, String claims, Check check) {
    return add(new Named(id, claims, Kind.POSITIVE, check));
  }

  /** Adds a check in which this claim must be found broken. */
  public ChaosChecks breaks(String id, String claim, Check check) {
    return add(new Named(id, claim, Kind.NEGATIVE, check));
  }

  private ChaosChecks add(Named named) {
    if (named.id().startsWith(wanted)) {
      checks.add(named);
    }
    return this;
  }

  List<Declared> declared() {
    return checks.stream()
        .map(check -> new Declared(check.id(), check.claim(), check.kind()))
        .toList();
  }

  Stream<DynamicTest> asTests() throws IOException {
    if (checks.isEmpty()) {
      throw new IllegalArgumentException(
          "no check of this part has an id that begins with " + wanted);
    }
    Summary summary =
        Summary.begin(Checkout.root(), "chaos", checks.stream().map(Named::id).toList());
    return checks.stream()
        .map(named -> DynamicTest.dynamicTest(named.id(), () -> run(named, summary)));
  }

  private void run(Named named, Summary summary) throws Exception {
    // In memory where there is one: the disk is not what is checked here. And with a short name:
    // the path of a socket in it has at most some hundred bytes.
    Path shared = Path.of("/dev/shm");
    Path directory =
        Files.isWritable(shared)
            ? Files.createTempDirectory(shared, PREFIX)
            : Files.createTempDirectory(PREFIX);
    long start = System.nanoTime();
    String broken = null;
    Outcome outcome = new Outcome(0, null);
    try {
      outcome = named.check().run(new HostWorld(directory));
    } catch (BrokenClaim e) {
      broken = e.claim();
      outcome = new Outcome(1, e.getMessage());
    } catch (TestAbortedException missing) {
      summary.add(row(named, Verdict.SKIPPED, missing.getMessage()));
      delete(directory);
      throw missing;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    boolean isNegative = named.kind() == Kind.NEGATIVE;
    boolean isAsExpected = isNegative ? named.claim().equals(broken) : broken == null;
    summary.add(
        row(named, isAsExpected ? Verdict.AS_EXPECTED : Verdict.FELL_SHORT, outcome.detail())
            .withSamples(outcome.samples(), seed)
            .withSeconds(seconds));
    System.out.printf(
        Locale.ROOT, "%-24s %6.1f s  seed %d  %s%n", named.id(), seconds, seed, outcome.detail());
    if (!isAsExpected) {
      fail(named.id() + ": " + outcome.detail() + "; what was left is in " + directory);
    }
    delete(directory);
  }

  private static Row row(Named named, Verdict verdict, String detail) {
    String expected = named.kind() == Kind.NEGATIVE ? "broken" : "holds";
    return Row.of(
        named.id(), named.claim(), "real processes", named.kind(), expected, verdict, detail);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
