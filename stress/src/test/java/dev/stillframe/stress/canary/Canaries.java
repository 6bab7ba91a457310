package dev.stillframe.stress.canary;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.stillframe.stress.Check;
import dev.stillframe.stress.Subject;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Tests whose outcome is known, one for each verdict: both actors always return 1. */
public final class Canaries {
  private Canaries() {}

  /** Nothing is wrong. */
  @Check(id = "canary-sound", claim = "none")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "always")
  @JCStressTest
  @State
  public static class Sound {
    @Actor
    public void one(II_Result result) {
      result.r1 = 1;
    }

    @Actor
    public void other(II_Result result) {
      result.r2 = 1;
    }
  }

  /** What always happens is forbidden. */
  @Check(id = "canary-forbidden", claim = "none")
  @Outcome(id = "1, 1", expect = FORBIDDEN, desc = "always")
  @JCStressTest
  @State
  public static class Forbidden {
    @Actor
    public void one(II_Result result) {
      result.r1 = 1;
    }

    @Actor
    public void other(II_Result result) {
      result.r2 = 1;
    }
  }

  /** A model forbids what always happens. */
  @Check(id = "canary-model-too-strong", claim = "none", subject = Subject.LITMUS)
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "0, 0 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class ModelTooStrong {
    @Actor
    public void one(II_Result result) {
      result.r1 = 1;
    }

    @Actor
    public void other(II_Result result) {
      result.r2 = 1;
    }
  }

  /** A model allows what never happens. */
  @Check(id = "canary-model-weaker", claim = "none", subject = Subject.LITMUS)
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "1, 1 (SC)")
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "0, 0 (weak)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class ModelWeaker {
    @Actor
    public void one(II_Result result) {
      result.r1 = 1;
    }

    @Actor
    public void other(II_Result result) {
      result.r2 = 1;
    }
  }

  /** Something that should happen never does. */
  @Check(id = "canary-never-met", claim = "none")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "always")
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "never")
  @JCStressTest
  @State
  public static class NeverMet {
    @Actor
    public void one(II_Result result) {
      result.r1 = 1;
    }

    @Actor
    public void other(II_Result result) {
      result.r2 = 1;
    }
  }

  /** An actor throws. */
  @Check(id = "canary-throws", claim = "none")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "never")
  @JCStressTest
  @State
  public static class Throws {
    @Actor
    public void one(II_Result result) {
      result.r1 = 1;
    }

    @Actor
    public void other(II_Result result) {
      throw new IllegalStateException("always");
    }
  }

  /** A twin that must fail and does. */
  @Check(id = "canary-caught", claim = "none", subject = Subject.REORDERED)
  @Outcome(id = "1, 1", expect = ACCEPTABLE_INTERESTING, desc = "always")
  @JCStressTest
  @State
  public static class Caught {
    @Actor
    public void one(II_Result result) {
      result.r1 = 1;
    }

    @Actor
    public void other(II_Result result) {
      result.r2 = 1;
    }
  }

  /** A twin that must fail and does not. */
  @Check(id = "canary-not-caught", claim = "none", subject = Subject.REORDERED)
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "always")
  @Outcome(id = "2, 2", expect = ACCEPTABLE_INTERESTING, desc = "never")
  @JCStressTest
  @State
  public static class NotCaught {
    @Actor
    public void one(II_Result result) {
      result.r1 = 1;
    }

    @Actor
    public void other(II_Result result) {
      result.r2 = 1;
    }
  }

  /** A twin that may fail and does not. */
  @Check(id = "canary-not-observable", claim = "none", subject = Subject.WEAKENED)
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "always")
  @Outcome(id = "2, 2", expect = ACCEPTABLE_INTERESTING, desc = "never")
  @JCStressTest
  @State
  public static class NotObservable {
    @Actor
    public void one(II_Result result) {
      result.r1 = 1;
    }

    @Actor
    public void other(II_Result result) {
      result.r2 = 1;
    }
  }
}
