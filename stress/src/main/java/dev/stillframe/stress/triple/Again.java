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
 * The control word does not come back to what a commit has read while the host takes, returns, and
 * takes again: an offer that succeeds follows what it has read (no ABA).
 */
public final class Again {
  private Again() {}

  /** One record is offered; the client commits two while the host takes and returns twice. */
  @Outcome(id = "1, 3", expect = ACCEPTABLE, desc = "taken before the others came")
  @Outcome(id = "2, 3", expect = ACCEPTABLE, desc = "taken between the two")
  @Outcome(id = "3, 3", expect = ACCEPTABLE, desc = "taken when all were there")
  abstract static class Scenario {
    private final Pair pair;

    Scenario(UnaryOperator<WordMemory> clientView) {
      pair = new Pair(clientView);
      pair.increment();
    }

    void commit() {
      pair.increment();
      pair.base(); // Where there is no room for an increment, it replaces what is offered.
    }

    void look(II_Result result) {
      result.r1 = pair.take() ? pair.read() : 0;
      pair.giveBack();
      if (pair.take()) {
        pair.read();
        pair.giveBack();
      }
    }

    void drain(II_Result result) {
      result.r2 = pair.drain();
    }
  }

  /** The classes as shipped. */
  @Check(id = "stress-triple-again", claim = "T1")
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

  /** Twin: an offer succeeds whatever the host has done since the control word was read. */
  @Check(id = "stress-triple-offer-unseen", claim = "T1", subject = Subject.REORDERED)
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "a record is lost or broken")
  @JCStressTest
  @State
  public static class Unseen extends Scenario {
    public Unseen() {
      super(Views::offerUnseen);
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
