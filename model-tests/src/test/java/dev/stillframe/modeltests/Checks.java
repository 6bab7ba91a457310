package dev.stillframe.modeltests;

import static org.junit.jupiter.api.Assertions.fail;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Kind;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Summary;
import dev.stillframe.evidence.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;

/**
 * A list of checks that an engine makes within this process: each becomes a test and a row of the
 * part's summary. A check that is violated throws {@link AssertionFailedError}, which a negative
 * one must; any other exception is an error of the run and leaves no row.
 */
public final class Checks {
  /** Does what is to be checked. */
  @FunctionalInterface
  public interface Exploration {
    /** Returns how many runs there were; throws {@link AssertionFailedError} on a violation. */
    long run() throws IOException;
  }

  private record Check(String id, String claim, Kind kind, Long seed, Exploration exploration) {}

  private final List<Check> checks = new ArrayList<>();
  private final String engine;

  public Checks(String engine) {
    this.engine = engine;
  }

  /** Adds a check that must hold. */
  public Checks holds(String id, String claim, Exploration exploration) {
    checks.add(new Check(id, claim, Kind.POSITIVE, null, exploration));
    return this;
  }

  /** Adds a check that must be violated. */
  public Checks fails(String id, String claim, Exploration exploration) {
    checks.add(new Check(id, claim, Kind.NEGATIVE, null, exploration));
    return this;
  }

  /** Adds a check that must hold and depends on a seed. */
  public Checks holds(String id, String claim, long seed, Exploration exploration) {
    checks.add(new Check(id, claim, Kind.POSITIVE, seed, exploration));
    return this;
  }

  /** Adds a check that must be violated and depends on a seed. */
  public Checks fails(String id, String claim, long seed, Exploration exploration) {
    checks.add(new Check(id, claim, Kind.NEGATIVE, seed, exploration));
    return this;
  }

  /** Returns one test for each check; together they write the summary of a part. */
  public Stream<DynamicTest> asPart(String part) throws IOException {
    Summary summary = Summary.begin(Checkout.root(), part, checks.stream().map(Check::id).toList());
    return checks.stream()
        .map(check -> DynamicTest.dynamicTest(check.id(), () -> run(check, summary)));
  }

  private void run(Check check, Summary summary) throws IOException {
    boolean violated = false;
    Long runs = null;
    String detail;
    long start = System.nanoTime();
    try {
      runs = check.exploration().run();
      detail = String.format(Locale.ROOT, "%,d runs, none violates", runs);
    } catch (AssertionFailedError violation) {
      violated = true;
      detail = violation.getMessage().lines().findFirst().orElseThrow();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    boolean negative = check.kind() == Kind.NEGATIVE;
    boolean asExpected = violated == negative;
    summary.add(
        Row.of(
                check.id(),
                check.claim(),
                engine,
                check.kind(),
                negative ? "violated" : "holds",
                asExpected ? Verdict.AS_EXPECTED : Verdict.FELL_SHORT,
                detail)
            .withSamples(runs, check.seed())
            .withSeconds(seconds));
    System.out.printf(Locale.ROOT, "%-44s %6.1f s  %s%n", check.id(), seconds, detail);
    if (!asExpected) {
      fail(check.id() + ": " + detail);
    }
  }
}
