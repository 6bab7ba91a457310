package dev.stillframe.modeltests.proof;

import static org.junit.jupiter.api.Assertions.fail;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Kind;
import dev.stillframe.evidence.Need;
import dev.stillframe.evidence.Row;
import dev.stillframe.evidence.Summary;
import dev.stillframe.evidence.Verdict;
import dev.stillframe.modeltests.Checks.Declared;
import dev.stillframe.modeltests.proof.Ablations.Ablation;
import dev.stillframe.modeltests.proof.Goals.Goal;
import dev.stillframe.modeltests.proof.Proofs.Came;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The proof of the queue for all sizes: {@code make prove}. */
@Tag("prove")
public final class ProofTest {
  private static final Path ROOT = Checkout.root();

  private static final String ANY_SIZE =
      "none: any number of entries, capacity, lengths, commits, kills and captures";

  /** Which claims of the README the claims of the text are, and what is proved for them. */
  private static final Map<String, String> CLAIMS = claims();

  private final Proofs proofs = new Proofs(ROOT);
  private Summary summary;

  ProofTest() throws IOException {}

  private static Map<String, String> claims() {
    Map<String, String> claims = new LinkedHashMap<>();
    claims.put("Consistent", "Q1");
    claims.put("Intact", "Q1");
    claims.put("Consecutive", "Q2");
    claims.put("Monotone", "Q3");
    claims.put("Kept", "Q4");
    claims.put("Recovers", "Q4");
    claims.put("HeaderIsAhead", "Q4");
    claims.put("Restorable", "Q4");
    claims.put("WaitFree", "Q5");
    claims.put("NeverBlocked", "Q5");
    claims.put("ReadOnly", "Q6");
    return claims;
  }

  /** Returns all checks; rows are made of just these. */
  public static List<Declared> declared() throws IOException {
    List<Declared> all = new ArrayList<>();
    String every = "Q1 Q2 Q3 Q4 Q5 Q6";
    all.add(new Declared("proof-text", every, Kind.POSITIVE));
    all.add(new Declared("proof-arithmetic", every, Kind.POSITIVE));
    all.add(new Declared("proof-invariant", every, Kind.POSITIVE));
    for (String claim : CLAIMS.values().stream().distinct().toList()) {
      all.add(new Declared("proof-" + claim.toLowerCase(Locale.ROOT), claim, Kind.POSITIVE));
    }
    all.add(new Declared("proof-no-contradiction", every, Kind.POSITIVE));
    all.add(new Declared("proof-contradiction", every, Kind.NEGATIVE));
    for (Ablation ablation : Ablations.read(ROOT).ablations()) {
      all.add(new Declared(ablation.id(), String.join(" ", ablation.claims()), Kind.NEGATIVE));
    }
    return all;
  }

  /** Does a check; what it needs is there. */
  @FunctionalInterface
  private interface Work {
    Came run() throws Exception;
  }

  @TestFactory
  Stream<DynamicTest> proofs() throws IOException {
    List<Declared> declared = declared();
    summary = Summary.begin(ROOT, "prove", declared.stream().map(Declared::id).toList());
    Map<String, Work> work = new LinkedHashMap<>();
    work.put("proof-text", proofs::textIsInOrder);
    work.put("proof-arithmetic", proofs::arithmetic);
    work.put("proof-invariant", () -> proofs.proved(goal -> !isOfClaim(goal)));
    for (String claim : CLAIMS.values().stream().distinct().toList()) {
      work.put(
          "proof-" + claim.toLowerCase(Locale.ROOT),
          () -> proofs.proved(goal -> claim.equals(CLAIMS.get(goal.conclusion()))));
    }
    work.put("proof-no-contradiction", () -> proofs.noContradiction(Map.of()));
    work.put("proof-contradiction", () -> proofs.noContradiction(Map.of("ClientAlive", "Nowhere")));
    for (Ablation ablation : Ablations.read(ROOT).ablations()) {
      work.put(ablation.id(), () -> proofs.unproved(ablation));
    }
    return declared.stream()
        .map(
            check -> {
              String missing =
                  switch (check.id()) {
                    case "proof-text" -> null;
                    case "proof-arithmetic" -> missing(Need.COQC);
                    default -> missing(Need.Z3);
                  };
              return DynamicTest.dynamicTest(
                  check.id(), () -> run(check, missing, work.get(check.id())));
            });
  }

  private static boolean isOfClaim(Goal goal) {
    return CLAIMS.containsKey(goal.conclusion());
  }

  private static String missing(Need tool) {
    return tool.find().isPresent() ? null : tool.missing();
  }

  private void run(Declared check, String missing, Work work) throws Exception {
    boolean isNegative = check.kind() == Kind.NEGATIVE;
    long start = System.nanoTime();
    Came came = missing == null ? work.run() : new Came(Verdict.SKIPPED, missing);
    Verdict verdict = isContradiction(check) ? opposite(came.verdict()) : came.verdict();
    double seconds = (System.nanoTime() - start) / 1e9;
    summary.add(
        Row.of(
                check.id(),
                check.claims(),
                "proof",
                check.kind(),
                isNegative ? "stays unproved" : "proved",
                verdict,
                came.detail())
            .withAbout(null, ANY_SIZE)
            .withSeconds(seconds));
    System.out.printf(Locale.ROOT, "%-32s %6.1f s  %s%n", check.id(), seconds, came.detail());
    if (verdict == Verdict.FELL_SHORT || verdict == Verdict.INCONCLUSIVE) {
      fail(check.id() + ": " + verdict + ": " + came.detail());
    }
  }

  private static boolean isContradiction(Declared check) {
    return check.id().equals("proof-contradiction");
  }

  private static Verdict opposite(Verdict verdict) {
    return switch (verdict) {
      case FELL_SHORT -> Verdict.AS_EXPECTED;
      case AS_EXPECTED -> Verdict.FELL_SHORT;
      default -> verdict;
    };
  }
}
