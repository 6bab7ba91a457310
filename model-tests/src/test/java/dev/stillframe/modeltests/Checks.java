package dev.stillframe.modeltests;

import static org.junit.jupiter.api.Assertions.fail;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Kind;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Summary;
import dev.stillframe.evidence.Verdict;
import dev.stillframe.modeltests.tlc.TraceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * A list of checks that an engine makes within this process: each becomes a test and a row of the
 * part's summary. A check that is violated throws {@link AssertionFailedError}, which a negative
 * one must; any other exception is an error of the run and leaves no row.
 */
public final class Checks {
  /** Does what is to be checked. */
  @FunctionalInterface
  public interface Exploration {
    /**
     * Returns how many runs there were; throws {@link AssertionFailedError} on a violation, and
     * {@link TestAbortedException} where what it needs is missing.
     */
    long run() throws IOException;
  }

  /** What came of a check that found nothing wrong: how many runs, and what to tell of them. */
  public record Outcome(long runs, String detail) {
    private static Outcome of(long runs) {
      return new Outcome(runs, String.format(Locale.ROOT, "%,d runs, none violates", runs));
    }
  }

  /** Does what is to be checked, as {@link Exploration}, and has something to tell. */
  @FunctionalInterface
  public interface Told {
    Outcome run() throws IOException;
  }

  /**
   * A check as it is promised, before anything has run.
   *
   * @param claims ids, with blanks between
   */
  public record Declared(String id, String claims, Kind kind) {}

  private record Check(String id, String claim, Kind kind, String property, Long seed, Told told) {}

  private final List<Check> checks = new ArrayList<>();
  private final String engine;

  public Checks(String engine) {
    this.engine = engine;
  }

  /** Adds a check that must hold. */
  public Checks holds(String id, String claim, Exploration exploration) {
    return add(id, claim, Kind.POSITIVE, null, null, exploration);
  }

  /** Adds a check that must be violated. */
  public Checks fails(String id, String claim, Exploration exploration) {
    return add(id, claim, Kind.NEGATIVE, null, null, exploration);
  }

  /**
   * Adds a check that must be violated in just one way.
   *
   * @param property what an assertion says when it falls, as {@link #property} gives it
   */
  public Checks fails(String id, String claim, String property, Exploration exploration) {
    return add(id, claim, Kind.NEGATIVE, property, null, exploration);
  }

  /** Adds a check that must hold and depends on a seed. */
  public Checks holds(String id, String claim, long seed, Exploration exploration) {
    return add(id, claim, Kind.POSITIVE, null, seed, exploration);
  }

  /** Adds a check that must be violated and depends on a seed. */
  public Checks fails(String id, String claim, long seed, Exploration exploration) {
    return add(id, claim, Kind.NEGATIVE, null, seed, exploration);
  }

  /** Adds a check that must be violated in just one way and depends on a seed. */
  public Checks fails(
      String id, String claim, String property, long seed, Exploration exploration) {
    return add(id, claim, Kind.NEGATIVE, property, seed, exploration);
  }

  /** Adds a check that must hold, and that has something to tell. */
  public Checks tells(String id, String claim, Told told) {
    checks.add(new Check(id, claim, Kind.POSITIVE, null, null, told));
    return this;
  }

  private Checks add(
      String id, String claim, Kind kind, String property, Long seed, Exploration exploration) {
    checks.add(new Check(id, claim, kind, property, seed, () -> Outcome.of(exploration.run())));
    return this;
  }

  /**
   * Returns which property a violation is one of: what its assertion says, without the values that
   * it compares and with {@code #} for each number.
   *
   * @param said the message of the assertion
   */
  static String property(String said) {
    String first = said.lines().findFirst().orElse("").replaceFirst("^seed -?\\d+: ", "");
    return first.replaceFirst(" ==> .*", "").replaceAll("-?\\b\\d+\\b", "#");
  }

  /** Returns all checks; rows are made of just these. */
  public List<Declared> declared() {
    return checks.stream()
        .map(check -> new Declared(check.id(), check.claim(), check.kind()))
        .toList();
  }

  /**
   * Returns one test for each check; together they write the summary of a part. If the property
   * {@code checks} has ids of some of them, only these are made, and they write nothing.
   */
  public Stream<DynamicTest> asPart(String part) throws IOException {
    List<String> only = List.of(System.getProperty("checks", "").split(","));
    if (!only.equals(List.of(""))) {
      return checks.stream()
          .filter(check -> only.contains(check.id()))
          .map(check -> DynamicTest.dynamicTest(check.id(), check.told()::run));
    }
    return in(part, Summary.begin(Checkout.root(), part, List.of()));
  }

  /** The same for a part that other classes write too; whoever starts it has removed old rows. */
  public Stream<DynamicTest> asMoreOf(String part) throws IOException {
    return in(part, Summary.of(Checkout.root(), part));
  }

  /**
   * What must hold comes first: it tries everything, and what takes longest must not start last.
   */
  Stream<DynamicTest> in(String part, Summary summary) throws IOException {
    summary.expect(checks.stream().map(Check::id).toList());
    return checks.stream()
        .sorted(Comparator.comparing(Check::kind))
        .map(check -> DynamicTest.dynamicTest(check.id(), () -> run(check, part, summary)));
  }

  private void run(Check check, String part, Summary summary) throws IOException {
    boolean violated = false;
    Long runs = null;
    String detail;
    long start = System.nanoTime();
    try {
      Outcome outcome = check.told().run();
      runs = outcome.runs();
      detail = outcome.detail();
    } catch (AssertionFailedError violation) {
      detail = violation.getMessage().lines().findFirst().orElseThrow();
      violated = check.property() == null || check.property().equals(property(detail));
      if (!violated) {
        detail = "this was to fall: " + check.property() + "; but this did: " + detail;
      }
      if (violation instanceof TracedViolation traced) {
        List<String> claims = List.of(check.claim().split(" "));
        traced
            .asFile(check.id(), claims, "make " + part)
            .writeTo(TraceFile.directory(Checkout.root(), part));
      }
    } catch (TestAbortedException missing) {
      summary.add(row(check, Verdict.SKIPPED, missing.getMessage()));
      throw missing;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    boolean negative = check.kind() == Kind.NEGATIVE;
    boolean asExpected = negative ? violated : runs != null;
    summary.add(
        row(check, asExpected ? Verdict.AS_EXPECTED : Verdict.FELL_SHORT, detail)
            .withSamples(runs, check.seed())
            .withSeconds(seconds));
    System.out.printf(Locale.ROOT, "%-44s %6.1f s  %s%n", check.id(), seconds, detail);
    if (!asExpected) {
      fail(check.id() + ": " + detail);
    }
  }

  private Row row(Check check, Verdict verdict, String detail) {
    String expected = check.kind() == Kind.NEGATIVE ? "violated" : "holds";
    if (check.property() != null) {
      expected += ": " + check.property();
    }
    return Row.of(check.id(), check.claim(), engine, check.kind(), expected, verdict, detail);
  }
}
