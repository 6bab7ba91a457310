package dev.stillframe.stress.triple;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.stillframe.memory.WordMemory;
import dev.stillframe.stress.Check;
import dev.stillframe.stress.Subject;
import dev.stillframe.triple.RecordAfterOffer;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Who takes a buffer sees its first number and its record: the release of Offer. */
public final class Offer {
  /** So many that the host often takes right after the offer, so few that it often sees none. */
  private static final int LOOKS = 1000;

  private Offer() {}

  /** The client makes its first commit while the host looks for one. */
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "not there yet")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "whole")
  abstract static class Scenario {
    private final Pair pair;

    Scenario(UnaryOperator<WordMemory> clientView) {
      pair = new Pair(clientView);
    }

    void commit() {
      pair.increment();
    }

    void look(I_Result result) {
      for (int look = 0; look < LOOKS; look++) {
        if (pair.take()) {
          result.r1 = pair.read();
          return;
        }
      }
    }
  }

  /** The classes as shipped. */
  @Check(id = "stress-triple-offer", claim = "T1")
  @Outcome(expect = FORBIDDEN, desc = "a buffer without its record")
  @JCStressTest
  @State
  public static class Shipped extends Scenario {
    public Shipped() {
      super(UnaryOperator.identity());
    }

    @Actor
    public void client() {
      commit();
    }

    @Actor
    public void host(I_Result result) {
      look(result);
    }
  }

  /** Twin: first number and record are written after the offer. */
  @Check(id = "stress-triple-offer-late", claim = "T1", subject = Subject.REORDERED)
  @Outcome(id = "-1", expect = ACCEPTABLE_INTERESTING, desc = "a buffer without its record")
  @JCStressTest
  @State
  public static class Late extends Scenario {
    public Late() {
      super(memory -> new RecordAfterOffer(memory, Views::pause));
    }

    @Actor
    public void client() {
      commit();
    }

    @Actor
    public void host(I_Result result) {
      look(result);
    }
  }
}
