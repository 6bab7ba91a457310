package dev.stillframe.stress.triple;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.stillframe.memory.WordMemory;
import dev.stillframe.stress.Check;
import dev.stillframe.stress.Subject;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A record is behind those that are taken, or in a later buffer: the one word of Offer and Take.
 */
public final class Append {
  private Append() {}

  /**
   * One record is offered; the client appends another while the host takes. Then the rest is taken.
   */
  @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "taken without the second, which came later")
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "taken with both")
  abstract static class Scenario {
    private final Pair pair;

    Scenario(UnaryOperator<WordMemory> clientView) {
      pair = new Pair(clientView);
      pair.increment();
    }

    void commit() {
      pair.increment();
    }

    void look(II_Result result) {
      result.r1 = pair.take() ? pair.read() : 0;
      pair.giveBack();
    }

    void drain(II_Result result) {
      result.r2 = pair.drain();
    }
  }

  /** The classes as shipped. */
  @Check(id = "stress-triple-append", claim = "T1")
  @Outcome(expect = FORBIDDEN, desc = "a record is lost or broken")
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
    public void host(II_Result result) {
      look(result);
    }

    @Arbiter
    public void afterwards(II_Result result) {
      drain(result);
    }
  }

  /** Twin: a record is appended to a buffer that was taken meanwhile. */
  @Check(id = "stress-triple-append-after-take", claim = "T1", subject = Subject.REORDERED)
  @Outcome(
      id = {"1, 1", "1, -1"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "a record is lost or broken")
  @JCStressTest
  @State
  public static class AfterTake extends Scenario {
    public AfterTake() {
      super(Views::appendAfterTake);
    }

    @Actor
    public void client() {
      commit();
    }

    @Actor
    public void host(II_Result result) {
      look(result);
    }

    @Arbiter
    public void afterwards(II_Result result) {
      drain(result);
    }
  }
}
