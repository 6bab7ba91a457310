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

/** Nobody writes to a buffer that the host holds, and it is used again once it was returned. */
public final class Reuse {
  private Reuse() {}

  /** The host reads and returns what it has taken; the client goes on through all buffers. */
  abstract static class Scenario {
    private final Pair pair;

    Scenario(UnaryOperator<WordMemory> clientView) {
      pair = new Pair(clientView);
      pair.increment();
      pair.take();
    }

    void commit() {
      pair.increment();
      pair.base();
      pair.base();
      pair.base();
    }

    void look(II_Result result) {
      result.r1 = pair.read();
      pair.giveBack();
    }

    void drain(II_Result result) {
      result.r2 = pair.drain();
    }
  }

  /** The classes as shipped. */
  @Check(id = "stress-triple-reuse", claim = "T1 T2")
  @Outcome(id = "1, 5", expect = ACCEPTABLE, desc = "whole, and the newest is found")
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

  /** Twin: the buffer that the host holds is taken for a free one. */
  @Check(id = "stress-triple-reuse-of-the-host", claim = "T1", subject = Subject.REORDERED)
  @Outcome(id = "1, 5", expect = ACCEPTABLE, desc = "whole, and the newest is found")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "a record is lost or broken")
  @JCStressTest
  @State
  public static class OfTheHost extends Scenario {
    public OfTheHost() {
      super(Views::bufferOfTheHost);
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
