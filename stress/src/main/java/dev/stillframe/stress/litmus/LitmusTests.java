package dev.stillframe.stress.litmus;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.stillframe.stress.Check;
import dev.stillframe.stress.Subject;
import dev.stillframe.stress.Tier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Written from {@code litmus.json} by LitmusClasses in model-tests. */
public final class LitmusTests {
  private LitmusTests() {}

  /** MP+rlx+rlx. */
  @Check(
      id = "litmus-mp+rlx+rlx",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.QUICK)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (PSO)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class MPRlxRlx {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.Y);
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** MP+rlx+acq. */
  @Check(
      id = "litmus-mp+rlx+acq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (PSO)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class MPRlxAcq {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.readAcquire(Words.Y);
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** MP+rlx+facq. */
  @Check(
      id = "litmus-mp+rlx+facq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (PSO)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class MPRlxFacq {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.Y);
      seen.fenceAcquire();
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** MP+rel+rlx. */
  @Check(
      id = "litmus-mp+rel+rlx",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (weak)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class MPRelRlx {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.writeRelease(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.Y);
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** MP+rel+acq. */
  @Check(
      id = "litmus-mp+rel+acq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.QUICK)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class MPRelAcq {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.writeRelease(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.readAcquire(Words.Y);
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** MP+rel+facq. */
  @Check(
      id = "litmus-mp+rel+facq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.QUICK)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class MPRelFacq {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.writeRelease(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.Y);
      seen.fenceAcquire();
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** MP+frel+rlx. */
  @Check(
      id = "litmus-mp+frel+rlx",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (weak)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class MPFrelRlx {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.fenceRelease();
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.Y);
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** MP+frel+acq. */
  @Check(
      id = "litmus-mp+frel+acq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.QUICK)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class MPFrelAcq {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.fenceRelease();
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.readAcquire(Words.Y);
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** MP+frel+facq. */
  @Check(
      id = "litmus-mp+frel+facq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.QUICK)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class MPFrelFacq {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.fenceRelease();
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.Y);
      seen.fenceAcquire();
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** MP+fsc+fsc. */
  @Check(
      id = "litmus-mp+fsc+fsc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class MPFscFsc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.fenceSeqCst();
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.Y);
      seen.fenceSeqCst();
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** MP+far+far. */
  @Check(
      id = "litmus-mp+far+far",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class MPFarFar {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.fenceAcquireRelease();
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.Y);
      seen.fenceAcquireRelease();
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** MP+facq+frel. */
  @Check(
      id = "litmus-mp+facq+frel",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (PSO)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class MPFacqFrel {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.fenceAcquire();
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.Y);
      seen.fenceRelease();
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** MP+sc+sc. */
  @Check(
      id = "litmus-mp+sc+sc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class MPScSc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeSeqCst(Words.X, 1);
      seen.writeSeqCst(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.readSeqCst(Words.Y);
      r1 = seen.readSeqCst(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** MP+rel-first+acq-second. */
  @Check(
      id = "litmus-mp+rel-first+acq-second",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (PSO)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class MPRelFirstAcqSecond {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeRelease(Words.X, 1);
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.Y);
      r1 = seen.readAcquire(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** SB+rlx+rlx. */
  @Check(
      id = "litmus-sb+rlx+rlx",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.QUICK)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (TSO)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class SBRlxRlx {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      r0 = seen.read(Words.Y);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.write(Words.Y, 1);
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** SB+rel-acq+rel-acq. */
  @Check(
      id = "litmus-sb+rel-acq+rel-acq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (TSO)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class SBRelAcqRelAcq {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeRelease(Words.X, 1);
      r0 = seen.readAcquire(Words.Y);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.writeRelease(Words.Y, 1);
      r1 = seen.readAcquire(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** SB+far+far. */
  @Check(
      id = "litmus-sb+far+far",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (TSO)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class SBFarFar {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.fenceAcquireRelease();
      r0 = seen.read(Words.Y);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.write(Words.Y, 1);
      seen.fenceAcquireRelease();
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** SB+fsc+fsc. */
  @Check(
      id = "litmus-sb+fsc+fsc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.QUICK)
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class SBFscFsc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.fenceSeqCst();
      r0 = seen.read(Words.Y);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.write(Words.Y, 1);
      seen.fenceSeqCst();
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** SB+fsc+rlx. */
  @Check(
      id = "litmus-sb+fsc+rlx",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (TSO)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class SBFscRlx {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.fenceSeqCst();
      r0 = seen.read(Words.Y);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.write(Words.Y, 1);
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** SB+sc+sc. */
  @Check(
      id = "litmus-sb+sc+sc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class SBScSc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeSeqCst(Words.X, 1);
      r0 = seen.readSeqCst(Words.Y);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.writeSeqCst(Words.Y, 1);
      r1 = seen.readSeqCst(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** SB+fsc+sc. */
  @Check(
      id = "litmus-sb+fsc+sc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class SBFscSc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.fenceSeqCst();
      r0 = seen.read(Words.Y);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.writeSeqCst(Words.Y, 1);
      r1 = seen.readSeqCst(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** SB+sc-rlx+sc-rlx. */
  @Check(
      id = "litmus-sb+sc-rlx+sc-rlx",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (weak)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class SBScRlxScRlx {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeSeqCst(Words.X, 1);
      r0 = seen.read(Words.Y);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.writeSeqCst(Words.Y, 1);
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** SB+rlx-sc+rlx-sc. */
  @Check(
      id = "litmus-sb+rlx-sc+rlx-sc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (TSO)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class SBRlxScRlxSc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      r0 = seen.readSeqCst(Words.Y);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.write(Words.Y, 1);
      r1 = seen.readSeqCst(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** SB+exchange+exchange. */
  @Check(
      id = "litmus-sb+exchange+exchange",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=0 (weak)")
  @Outcome(id = "r0=0 r1=0 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class SBExchangeExchange {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;
    private long r3;

    @Actor
    public void thread0() {
      Words seen = words[0];
      r0 = seen.exchange(Words.X, 1);
      r1 = seen.read(Words.Y);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r2 = seen.exchange(Words.Y, 1);
      r3 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2 + " r3=" + r3;
    }
  }

  /** SB+exchange-sc+exchange-sc. */
  @Check(
      id = "litmus-sb+exchange-sc+exchange-sc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class SBExchangeScExchangeSc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;
    private long r3;

    @Actor
    public void thread0() {
      Words seen = words[0];
      r0 = seen.exchangeSeqCst(Words.X, 1);
      r1 = seen.readSeqCst(Words.Y);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r2 = seen.exchangeSeqCst(Words.Y, 1);
      r3 = seen.readSeqCst(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2 + " r3=" + r3;
    }
  }

  /** LB+rlx. */
  @Check(id = "litmus-lb+rlx", claim = "memory model", subject = Subject.LITMUS, tier = Tier.QUICK)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (SC)")
  @Outcome(
      id = "r0=1 r1=1",
      expect = ACCEPTABLE_INTERESTING,
      desc = "r0=1 r1=1 (no model: load buffering)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class LBRlx {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      r0 = seen.read(Words.X);
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r1 = seen.read(Words.Y);
      seen.write(Words.X, 1);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** LB+acq-rel. */
  @Check(
      id = "litmus-lb+acq-rel",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class LBAcqRel {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      r0 = seen.readAcquire(Words.X);
      seen.writeRelease(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r1 = seen.readAcquire(Words.Y);
      seen.writeRelease(Words.X, 1);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** LB+fsc. */
  @Check(
      id = "litmus-lb+fsc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class LBFsc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      r0 = seen.read(Words.X);
      seen.fenceSeqCst();
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r1 = seen.read(Words.Y);
      seen.fenceSeqCst();
      seen.write(Words.X, 1);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** LB+sc. */
  @Check(
      id = "litmus-lb+sc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class LBSc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      r0 = seen.readSeqCst(Words.X);
      seen.writeSeqCst(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r1 = seen.readSeqCst(Words.Y);
      seen.writeSeqCst(Words.X, 1);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** S+rlx. */
  @Check(id = "litmus-s+rlx", claim = "memory model", subject = Subject.LITMUS, tier = Tier.QUICK)
  @Outcome(id = "r0=0 x=1", expect = ACCEPTABLE, desc = "r0=0 x=1 (SC)")
  @Outcome(id = "r0=0 x=2", expect = ACCEPTABLE, desc = "r0=0 x=2 (SC)")
  @Outcome(id = "r0=1 x=1", expect = ACCEPTABLE, desc = "r0=1 x=1 (SC)")
  @Outcome(id = "r0=1 x=2", expect = ACCEPTABLE, desc = "r0=1 x=2 (PSO)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class SRlx {
    private final Words[] words = Words.take();
    private long r0;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 2);
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.Y);
      seen.write(Words.X, 1);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " x=" + seen.read(Words.X);
    }
  }

  /** S+rel+acq. */
  @Check(
      id = "litmus-s+rel+acq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 x=1", expect = ACCEPTABLE, desc = "r0=0 x=1 (SC)")
  @Outcome(id = "r0=0 x=2", expect = ACCEPTABLE, desc = "r0=0 x=2 (SC)")
  @Outcome(id = "r0=1 x=1", expect = ACCEPTABLE, desc = "r0=1 x=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class SRelAcq {
    private final Words[] words = Words.take();
    private long r0;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 2);
      seen.writeRelease(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.readAcquire(Words.Y);
      seen.write(Words.X, 1);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " x=" + seen.read(Words.X);
    }
  }

  /** S+frel+facq. */
  @Check(
      id = "litmus-s+frel+facq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 x=1", expect = ACCEPTABLE, desc = "r0=0 x=1 (SC)")
  @Outcome(id = "r0=0 x=2", expect = ACCEPTABLE, desc = "r0=0 x=2 (SC)")
  @Outcome(id = "r0=1 x=1", expect = ACCEPTABLE, desc = "r0=1 x=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class SFrelFacq {
    private final Words[] words = Words.take();
    private long r0;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 2);
      seen.fenceRelease();
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.Y);
      seen.fenceAcquire();
      seen.write(Words.X, 1);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " x=" + seen.read(Words.X);
    }
  }

  /** S+fsc+fsc. */
  @Check(
      id = "litmus-s+fsc+fsc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 x=1", expect = ACCEPTABLE, desc = "r0=0 x=1 (SC)")
  @Outcome(id = "r0=0 x=2", expect = ACCEPTABLE, desc = "r0=0 x=2 (SC)")
  @Outcome(id = "r0=1 x=1", expect = ACCEPTABLE, desc = "r0=1 x=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class SFscFsc {
    private final Words[] words = Words.take();
    private long r0;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 2);
      seen.fenceSeqCst();
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.Y);
      seen.fenceSeqCst();
      seen.write(Words.X, 1);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " x=" + seen.read(Words.X);
    }
  }

  /** S+sc+sc. */
  @Check(
      id = "litmus-s+sc+sc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 x=1", expect = ACCEPTABLE, desc = "r0=0 x=1 (SC)")
  @Outcome(id = "r0=0 x=2", expect = ACCEPTABLE, desc = "r0=0 x=2 (SC)")
  @Outcome(id = "r0=1 x=1", expect = ACCEPTABLE, desc = "r0=1 x=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class SScSc {
    private final Words[] words = Words.take();
    private long r0;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeSeqCst(Words.X, 2);
      seen.writeSeqCst(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.readSeqCst(Words.Y);
      seen.writeSeqCst(Words.X, 1);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " x=" + seen.read(Words.X);
    }
  }

  /** R+rlx. */
  @Check(id = "litmus-r+rlx", claim = "memory model", subject = Subject.LITMUS, tier = Tier.QUICK)
  @Outcome(id = "r0=0 y=1", expect = ACCEPTABLE, desc = "r0=0 y=1 (SC)")
  @Outcome(id = "r0=0 y=2", expect = ACCEPTABLE, desc = "r0=0 y=2 (TSO)")
  @Outcome(id = "r0=1 y=1", expect = ACCEPTABLE, desc = "r0=1 y=1 (SC)")
  @Outcome(id = "r0=1 y=2", expect = ACCEPTABLE, desc = "r0=1 y=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class RRlx {
    private final Words[] words = Words.take();
    private long r0;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.write(Words.Y, 2);
      r0 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " y=" + seen.read(Words.Y);
    }
  }

  /** R+rel+rel-acq. */
  @Check(
      id = "litmus-r+rel+rel-acq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 y=1", expect = ACCEPTABLE, desc = "r0=0 y=1 (SC)")
  @Outcome(id = "r0=0 y=2", expect = ACCEPTABLE, desc = "r0=0 y=2 (TSO)")
  @Outcome(id = "r0=1 y=1", expect = ACCEPTABLE, desc = "r0=1 y=1 (SC)")
  @Outcome(id = "r0=1 y=2", expect = ACCEPTABLE, desc = "r0=1 y=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class RRelRelAcq {
    private final Words[] words = Words.take();
    private long r0;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.writeRelease(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.writeRelease(Words.Y, 2);
      r0 = seen.readAcquire(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " y=" + seen.read(Words.Y);
    }
  }

  /** R+fsc+fsc. */
  @Check(
      id = "litmus-r+fsc+fsc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 y=1", expect = ACCEPTABLE, desc = "r0=0 y=1 (SC)")
  @Outcome(id = "r0=1 y=1", expect = ACCEPTABLE, desc = "r0=1 y=1 (SC)")
  @Outcome(id = "r0=1 y=2", expect = ACCEPTABLE, desc = "r0=1 y=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class RFscFsc {
    private final Words[] words = Words.take();
    private long r0;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.fenceSeqCst();
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.write(Words.Y, 2);
      seen.fenceSeqCst();
      r0 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " y=" + seen.read(Words.Y);
    }
  }

  /** R+frel+fsc. */
  @Check(
      id = "litmus-r+frel+fsc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 y=1", expect = ACCEPTABLE, desc = "r0=0 y=1 (SC)")
  @Outcome(id = "r0=0 y=2", expect = ACCEPTABLE, desc = "r0=0 y=2 (weak)")
  @Outcome(id = "r0=1 y=1", expect = ACCEPTABLE, desc = "r0=1 y=1 (SC)")
  @Outcome(id = "r0=1 y=2", expect = ACCEPTABLE, desc = "r0=1 y=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class RFrelFsc {
    private final Words[] words = Words.take();
    private long r0;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.fenceRelease();
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.write(Words.Y, 2);
      seen.fenceSeqCst();
      r0 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " y=" + seen.read(Words.Y);
    }
  }

  /** R+sc+sc. */
  @Check(
      id = "litmus-r+sc+sc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 y=1", expect = ACCEPTABLE, desc = "r0=0 y=1 (SC)")
  @Outcome(id = "r0=1 y=1", expect = ACCEPTABLE, desc = "r0=1 y=1 (SC)")
  @Outcome(id = "r0=1 y=2", expect = ACCEPTABLE, desc = "r0=1 y=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class RScSc {
    private final Words[] words = Words.take();
    private long r0;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeSeqCst(Words.X, 1);
      seen.writeSeqCst(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.writeSeqCst(Words.Y, 2);
      r0 = seen.readSeqCst(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " y=" + seen.read(Words.Y);
    }
  }

  /** 2+2W+rlx. */
  @Check(
      id = "litmus-2+2w+rlx",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.QUICK)
  @Outcome(id = "x=1 y=1", expect = ACCEPTABLE, desc = "x=1 y=1 (PSO)")
  @Outcome(id = "x=1 y=2", expect = ACCEPTABLE, desc = "x=1 y=2 (SC)")
  @Outcome(id = "x=2 y=1", expect = ACCEPTABLE, desc = "x=2 y=1 (SC)")
  @Outcome(id = "x=2 y=2", expect = ACCEPTABLE, desc = "x=2 y=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class TwoPlusTwoWRlx {
    private final Words[] words = Words.take();

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.write(Words.Y, 2);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.write(Words.Y, 1);
      seen.write(Words.X, 2);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "x=" + seen.read(Words.X) + " y=" + seen.read(Words.Y);
    }
  }

  /** 2+2W+rel. */
  @Check(
      id = "litmus-2+2w+rel",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "x=1 y=1", expect = ACCEPTABLE, desc = "x=1 y=1 (weak)")
  @Outcome(id = "x=1 y=2", expect = ACCEPTABLE, desc = "x=1 y=2 (SC)")
  @Outcome(id = "x=2 y=1", expect = ACCEPTABLE, desc = "x=2 y=1 (SC)")
  @Outcome(id = "x=2 y=2", expect = ACCEPTABLE, desc = "x=2 y=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class TwoPlusTwoWRel {
    private final Words[] words = Words.take();

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeRelease(Words.X, 1);
      seen.writeRelease(Words.Y, 2);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.writeRelease(Words.Y, 1);
      seen.writeRelease(Words.X, 2);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "x=" + seen.read(Words.X) + " y=" + seen.read(Words.Y);
    }
  }

  /** 2+2W+frel. */
  @Check(
      id = "litmus-2+2w+frel",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "x=1 y=1", expect = ACCEPTABLE, desc = "x=1 y=1 (weak)")
  @Outcome(id = "x=1 y=2", expect = ACCEPTABLE, desc = "x=1 y=2 (SC)")
  @Outcome(id = "x=2 y=1", expect = ACCEPTABLE, desc = "x=2 y=1 (SC)")
  @Outcome(id = "x=2 y=2", expect = ACCEPTABLE, desc = "x=2 y=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class TwoPlusTwoWFrel {
    private final Words[] words = Words.take();

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.fenceRelease();
      seen.write(Words.Y, 2);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.write(Words.Y, 1);
      seen.fenceRelease();
      seen.write(Words.X, 2);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "x=" + seen.read(Words.X) + " y=" + seen.read(Words.Y);
    }
  }

  /** 2+2W+fsc. */
  @Check(
      id = "litmus-2+2w+fsc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "x=1 y=2", expect = ACCEPTABLE, desc = "x=1 y=2 (SC)")
  @Outcome(id = "x=2 y=1", expect = ACCEPTABLE, desc = "x=2 y=1 (SC)")
  @Outcome(id = "x=2 y=2", expect = ACCEPTABLE, desc = "x=2 y=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class TwoPlusTwoWFsc {
    private final Words[] words = Words.take();

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.fenceSeqCst();
      seen.write(Words.Y, 2);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.write(Words.Y, 1);
      seen.fenceSeqCst();
      seen.write(Words.X, 2);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "x=" + seen.read(Words.X) + " y=" + seen.read(Words.Y);
    }
  }

  /** 2+2W+sc. */
  @Check(
      id = "litmus-2+2w+sc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "x=1 y=2", expect = ACCEPTABLE, desc = "x=1 y=2 (SC)")
  @Outcome(id = "x=2 y=1", expect = ACCEPTABLE, desc = "x=2 y=1 (SC)")
  @Outcome(id = "x=2 y=2", expect = ACCEPTABLE, desc = "x=2 y=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class TwoPlusTwoWSc {
    private final Words[] words = Words.take();

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeSeqCst(Words.X, 1);
      seen.writeSeqCst(Words.Y, 2);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.writeSeqCst(Words.Y, 1);
      seen.writeSeqCst(Words.X, 2);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "x=" + seen.read(Words.X) + " y=" + seen.read(Words.Y);
    }
  }

  /** CoRR+rlx. */
  @Check(
      id = "litmus-corr+rlx",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.QUICK)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=0 r1=2", expect = ACCEPTABLE, desc = "r0=0 r1=2 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=2", expect = ACCEPTABLE, desc = "r0=1 r1=2 (SC)")
  @Outcome(id = "r0=2 r1=2", expect = ACCEPTABLE, desc = "r0=2 r1=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class CoRRRlx {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.write(Words.X, 2);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.X);
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** CoRR2+rlx. */
  @Check(
      id = "litmus-corr2+rlx",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=0 r3=2", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=2 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1 r3=2", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 r3=2 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=2 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=2 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=2 r3=2", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=2 r3=2 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=2", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=2 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1 r3=2", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 r3=2 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=2 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=2 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=2 r3=2", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=2 r3=2 (SC)")
  @Outcome(id = "r0=0 r1=2 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=2 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=2 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=2 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=2 r2=0 r3=2", expect = ACCEPTABLE, desc = "r0=0 r1=2 r2=0 r3=2 (SC)")
  @Outcome(id = "r0=0 r1=2 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=2 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=2 r2=1 r3=2", expect = ACCEPTABLE, desc = "r0=0 r1=2 r2=1 r3=2 (SC)")
  @Outcome(id = "r0=0 r1=2 r2=2 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=2 r2=2 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=2 r2=2 r3=2", expect = ACCEPTABLE, desc = "r0=0 r1=2 r2=2 r3=2 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0 r3=2", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 r3=2 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1 r3=2", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 r3=2 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=2 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=2 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=2 r3=2", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=2 r3=2 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=0 r3=2", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=0 r3=2 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=1 r3=2", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=1 r3=2 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=2 r3=2", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=2 r3=2 (SC)")
  @Outcome(id = "r0=2 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=2 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=2 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=2 r1=1 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=2 r1=1 r2=0 r3=2", expect = ACCEPTABLE, desc = "r0=2 r1=1 r2=0 r3=2 (SC)")
  @Outcome(id = "r0=2 r1=1 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=2 r1=1 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=2 r1=1 r2=2 r3=1", expect = ACCEPTABLE, desc = "r0=2 r1=1 r2=2 r3=1 (SC)")
  @Outcome(id = "r0=2 r1=1 r2=2 r3=2", expect = ACCEPTABLE, desc = "r0=2 r1=1 r2=2 r3=2 (SC)")
  @Outcome(id = "r0=2 r1=2 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=2 r1=2 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=2 r1=2 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=2 r1=2 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=2 r1=2 r2=0 r3=2", expect = ACCEPTABLE, desc = "r0=2 r1=2 r2=0 r3=2 (SC)")
  @Outcome(id = "r0=2 r1=2 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=2 r1=2 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=2 r1=2 r2=1 r3=2", expect = ACCEPTABLE, desc = "r0=2 r1=2 r2=1 r3=2 (SC)")
  @Outcome(id = "r0=2 r1=2 r2=2 r3=1", expect = ACCEPTABLE, desc = "r0=2 r1=2 r2=2 r3=1 (SC)")
  @Outcome(id = "r0=2 r1=2 r2=2 r3=2", expect = ACCEPTABLE, desc = "r0=2 r1=2 r2=2 r3=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class CoRR2Rlx {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;
    private long r3;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.write(Words.X, 2);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r0 = seen.read(Words.X);
      r1 = seen.read(Words.X);
    }

    @Actor
    public void thread3() {
      Words seen = words[1];
      r2 = seen.read(Words.X);
      r3 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2 + " r3=" + r3;
    }
  }

  /** CoWR+rlx. */
  @Check(
      id = "litmus-cowr+rlx",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=1 x=1", expect = ACCEPTABLE, desc = "r0=1 x=1 (SC)")
  @Outcome(id = "r0=1 x=2", expect = ACCEPTABLE, desc = "r0=1 x=2 (SC)")
  @Outcome(id = "r0=2 x=2", expect = ACCEPTABLE, desc = "r0=2 x=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class CoWRRlx {
    private final Words[] words = Words.take();
    private long r0;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      r0 = seen.read(Words.X);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.write(Words.X, 2);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " x=" + seen.read(Words.X);
    }
  }

  /** CoRW+rlx. */
  @Check(
      id = "litmus-corw+rlx",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 x=1", expect = ACCEPTABLE, desc = "r0=0 x=1 (SC)")
  @Outcome(id = "r0=0 x=2", expect = ACCEPTABLE, desc = "r0=0 x=2 (SC)")
  @Outcome(id = "r0=2 x=1", expect = ACCEPTABLE, desc = "r0=2 x=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class CoRWRlx {
    private final Words[] words = Words.take();
    private long r0;

    @Actor
    public void thread0() {
      Words seen = words[0];
      r0 = seen.read(Words.X);
      seen.write(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.write(Words.X, 2);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " x=" + seen.read(Words.X);
    }
  }

  /** CoRR+rel-acq. */
  @Check(
      id = "litmus-corr+rel-acq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=0 r1=2", expect = ACCEPTABLE, desc = "r0=0 r1=2 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=2", expect = ACCEPTABLE, desc = "r0=1 r1=2 (SC)")
  @Outcome(id = "r0=2 r1=2", expect = ACCEPTABLE, desc = "r0=2 r1=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class CoRRRelAcq {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeRelease(Words.X, 1);
      seen.writeRelease(Words.X, 2);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.readAcquire(Words.X);
      r1 = seen.readAcquire(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** CoWR+rel-acq. */
  @Check(
      id = "litmus-cowr+rel-acq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=1 x=1", expect = ACCEPTABLE, desc = "r0=1 x=1 (SC)")
  @Outcome(id = "r0=1 x=2", expect = ACCEPTABLE, desc = "r0=1 x=2 (SC)")
  @Outcome(id = "r0=2 x=2", expect = ACCEPTABLE, desc = "r0=2 x=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class CoWRRelAcq {
    private final Words[] words = Words.take();
    private long r0;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeRelease(Words.X, 1);
      r0 = seen.readAcquire(Words.X);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.writeRelease(Words.X, 2);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " x=" + seen.read(Words.X);
    }
  }

  /** CoRW+rel-acq. */
  @Check(
      id = "litmus-corw+rel-acq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 x=1", expect = ACCEPTABLE, desc = "r0=0 x=1 (SC)")
  @Outcome(id = "r0=0 x=2", expect = ACCEPTABLE, desc = "r0=0 x=2 (SC)")
  @Outcome(id = "r0=2 x=1", expect = ACCEPTABLE, desc = "r0=2 x=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class CoRWRelAcq {
    private final Words[] words = Words.take();
    private long r0;

    @Actor
    public void thread0() {
      Words seen = words[0];
      r0 = seen.readAcquire(Words.X);
      seen.writeRelease(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.writeRelease(Words.X, 2);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " x=" + seen.read(Words.X);
    }
  }

  /** CoRR+sc. */
  @Check(
      id = "litmus-corr+sc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=0 r1=2", expect = ACCEPTABLE, desc = "r0=0 r1=2 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=2", expect = ACCEPTABLE, desc = "r0=1 r1=2 (SC)")
  @Outcome(id = "r0=2 r1=2", expect = ACCEPTABLE, desc = "r0=2 r1=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class CoRRSc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeSeqCst(Words.X, 1);
      seen.writeSeqCst(Words.X, 2);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.readSeqCst(Words.X);
      r1 = seen.readSeqCst(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** CoRR2+sc. */
  @Check(
      id = "litmus-corr2+sc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=0 r3=2", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=2 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1 r3=2", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 r3=2 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=2 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=2 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=2 r3=2", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=2 r3=2 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=2", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=2 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1 r3=2", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 r3=2 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=2 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=2 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=2 r3=2", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=2 r3=2 (SC)")
  @Outcome(id = "r0=0 r1=2 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=2 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=2 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=2 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=2 r2=0 r3=2", expect = ACCEPTABLE, desc = "r0=0 r1=2 r2=0 r3=2 (SC)")
  @Outcome(id = "r0=0 r1=2 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=2 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=2 r2=1 r3=2", expect = ACCEPTABLE, desc = "r0=0 r1=2 r2=1 r3=2 (SC)")
  @Outcome(id = "r0=0 r1=2 r2=2 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=2 r2=2 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=2 r2=2 r3=2", expect = ACCEPTABLE, desc = "r0=0 r1=2 r2=2 r3=2 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0 r3=2", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 r3=2 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1 r3=2", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 r3=2 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=2 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=2 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=2 r3=2", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=2 r3=2 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=0 r3=2", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=0 r3=2 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=1 r3=2", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=1 r3=2 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=2 r3=2", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=2 r3=2 (SC)")
  @Outcome(id = "r0=2 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=2 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=2 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=2 r1=1 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=2 r1=1 r2=0 r3=2", expect = ACCEPTABLE, desc = "r0=2 r1=1 r2=0 r3=2 (SC)")
  @Outcome(id = "r0=2 r1=1 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=2 r1=1 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=2 r1=1 r2=2 r3=1", expect = ACCEPTABLE, desc = "r0=2 r1=1 r2=2 r3=1 (SC)")
  @Outcome(id = "r0=2 r1=1 r2=2 r3=2", expect = ACCEPTABLE, desc = "r0=2 r1=1 r2=2 r3=2 (SC)")
  @Outcome(id = "r0=2 r1=2 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=2 r1=2 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=2 r1=2 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=2 r1=2 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=2 r1=2 r2=0 r3=2", expect = ACCEPTABLE, desc = "r0=2 r1=2 r2=0 r3=2 (SC)")
  @Outcome(id = "r0=2 r1=2 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=2 r1=2 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=2 r1=2 r2=1 r3=2", expect = ACCEPTABLE, desc = "r0=2 r1=2 r2=1 r3=2 (SC)")
  @Outcome(id = "r0=2 r1=2 r2=2 r3=1", expect = ACCEPTABLE, desc = "r0=2 r1=2 r2=2 r3=1 (SC)")
  @Outcome(id = "r0=2 r1=2 r2=2 r3=2", expect = ACCEPTABLE, desc = "r0=2 r1=2 r2=2 r3=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class CoRR2Sc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;
    private long r3;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeSeqCst(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.writeSeqCst(Words.X, 2);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r0 = seen.readSeqCst(Words.X);
      r1 = seen.readSeqCst(Words.X);
    }

    @Actor
    public void thread3() {
      Words seen = words[1];
      r2 = seen.readSeqCst(Words.X);
      r3 = seen.readSeqCst(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2 + " r3=" + r3;
    }
  }

  /** CoWR+sc. */
  @Check(
      id = "litmus-cowr+sc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=1 x=1", expect = ACCEPTABLE, desc = "r0=1 x=1 (SC)")
  @Outcome(id = "r0=1 x=2", expect = ACCEPTABLE, desc = "r0=1 x=2 (SC)")
  @Outcome(id = "r0=2 x=2", expect = ACCEPTABLE, desc = "r0=2 x=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class CoWRSc {
    private final Words[] words = Words.take();
    private long r0;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeSeqCst(Words.X, 1);
      r0 = seen.readSeqCst(Words.X);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.writeSeqCst(Words.X, 2);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " x=" + seen.read(Words.X);
    }
  }

  /** CoRW+sc. */
  @Check(
      id = "litmus-corw+sc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 x=1", expect = ACCEPTABLE, desc = "r0=0 x=1 (SC)")
  @Outcome(id = "r0=0 x=2", expect = ACCEPTABLE, desc = "r0=0 x=2 (SC)")
  @Outcome(id = "r0=2 x=1", expect = ACCEPTABLE, desc = "r0=2 x=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class CoRWSc {
    private final Words[] words = Words.take();
    private long r0;

    @Actor
    public void thread0() {
      Words seen = words[0];
      r0 = seen.readSeqCst(Words.X);
      seen.writeSeqCst(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.writeSeqCst(Words.X, 2);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " x=" + seen.read(Words.X);
    }
  }

  /** WRC+rlx. */
  @Check(
      id = "litmus-wrc+rlx",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 (weak)")
  @Outcome(id = "r0=1 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class WRCRlx {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.X);
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r1 = seen.read(Words.Y);
      r2 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2;
    }
  }

  /** ISA2+rlx. */
  @Check(
      id = "litmus-isa2+rlx",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 (PSO)")
  @Outcome(id = "r0=1 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class ISA2Rlx {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.Y);
      seen.write(Words.Z, 1);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r1 = seen.read(Words.Z);
      r2 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2;
    }
  }

  /** WRC+rel-acq. */
  @Check(
      id = "litmus-wrc+rel-acq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class WRCRelAcq {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeRelease(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.readAcquire(Words.X);
      seen.writeRelease(Words.Y, 1);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r1 = seen.readAcquire(Words.Y);
      r2 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2;
    }
  }

  /** ISA2+rel-acq. */
  @Check(
      id = "litmus-isa2+rel-acq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class ISA2RelAcq {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.writeRelease(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.readAcquire(Words.Y);
      seen.writeRelease(Words.Z, 1);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r1 = seen.readAcquire(Words.Z);
      r2 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2;
    }
  }

  /** WRC+frel+facq. */
  @Check(
      id = "litmus-wrc+frel+facq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class WRCFrelFacq {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.X);
      seen.fenceAcquireRelease();
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r1 = seen.read(Words.Y);
      seen.fenceAcquire();
      r2 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2;
    }
  }

  /** ISA2+frel+facq. */
  @Check(
      id = "litmus-isa2+frel+facq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class ISA2FrelFacq {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.fenceRelease();
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.Y);
      seen.fenceAcquireRelease();
      seen.write(Words.Z, 1);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r1 = seen.read(Words.Z);
      seen.fenceAcquire();
      r2 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2;
    }
  }

  /** WRC+fsc. */
  @Check(
      id = "litmus-wrc+fsc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class WRCFsc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.X);
      seen.fenceSeqCst();
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r1 = seen.read(Words.Y);
      seen.fenceSeqCst();
      r2 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2;
    }
  }

  /** ISA2+fsc. */
  @Check(
      id = "litmus-isa2+fsc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class ISA2Fsc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.fenceSeqCst();
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.Y);
      seen.fenceSeqCst();
      seen.write(Words.Z, 1);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r1 = seen.read(Words.Z);
      seen.fenceSeqCst();
      r2 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2;
    }
  }

  /** WRC+sc. */
  @Check(
      id = "litmus-wrc+sc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class WRCSc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeSeqCst(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.readSeqCst(Words.X);
      seen.writeSeqCst(Words.Y, 1);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r1 = seen.readSeqCst(Words.Y);
      r2 = seen.readSeqCst(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2;
    }
  }

  /** ISA2+sc. */
  @Check(
      id = "litmus-isa2+sc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class ISA2Sc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeSeqCst(Words.X, 1);
      seen.writeSeqCst(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.readSeqCst(Words.Y);
      seen.writeSeqCst(Words.Z, 1);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r1 = seen.readSeqCst(Words.Z);
      r2 = seen.readSeqCst(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2;
    }
  }

  /** IRIW+rlx. */
  @Check(
      id = "litmus-iriw+rlx",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 r3=0 (weak)")
  @Outcome(id = "r0=1 r1=0 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 r3=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class IRIWRlx {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;
    private long r3;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r0 = seen.read(Words.X);
      r1 = seen.read(Words.Y);
    }

    @Actor
    public void thread3() {
      Words seen = words[1];
      r2 = seen.read(Words.Y);
      r3 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2 + " r3=" + r3;
    }
  }

  /** IRIW+rel-acq. */
  @Check(
      id = "litmus-iriw+rel-acq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 r3=0 (weak)")
  @Outcome(id = "r0=1 r1=0 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 r3=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class IRIWRelAcq {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;
    private long r3;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeRelease(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.writeRelease(Words.Y, 1);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r0 = seen.readAcquire(Words.X);
      r1 = seen.readAcquire(Words.Y);
    }

    @Actor
    public void thread3() {
      Words seen = words[1];
      r2 = seen.readAcquire(Words.Y);
      r3 = seen.readAcquire(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2 + " r3=" + r3;
    }
  }

  /** IRIW+facq. */
  @Check(
      id = "litmus-iriw+facq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 r3=0 (weak)")
  @Outcome(id = "r0=1 r1=0 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 r3=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class IRIWFacq {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;
    private long r3;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeRelease(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.writeRelease(Words.Y, 1);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r0 = seen.read(Words.X);
      seen.fenceAcquire();
      r1 = seen.read(Words.Y);
    }

    @Actor
    public void thread3() {
      Words seen = words[1];
      r2 = seen.read(Words.Y);
      seen.fenceAcquire();
      r3 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2 + " r3=" + r3;
    }
  }

  /** IRIW+fsc. */
  @Check(
      id = "litmus-iriw+fsc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 r3=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class IRIWFsc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;
    private long r3;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.write(Words.Y, 1);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r0 = seen.read(Words.X);
      seen.fenceSeqCst();
      r1 = seen.read(Words.Y);
    }

    @Actor
    public void thread3() {
      Words seen = words[1];
      r2 = seen.read(Words.Y);
      seen.fenceSeqCst();
      r3 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2 + " r3=" + r3;
    }
  }

  /** IRIW+sc. */
  @Check(
      id = "litmus-iriw+sc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 r3=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class IRIWSc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;
    private long r3;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeSeqCst(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.writeSeqCst(Words.Y, 1);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r0 = seen.readSeqCst(Words.X);
      r1 = seen.readSeqCst(Words.Y);
    }

    @Actor
    public void thread3() {
      Words seen = words[1];
      r2 = seen.readSeqCst(Words.Y);
      r3 = seen.readSeqCst(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2 + " r3=" + r3;
    }
  }

  /** IRIW+rel-sc. */
  @Check(
      id = "litmus-iriw+rel-sc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 r3=0 (weak)")
  @Outcome(id = "r0=1 r1=0 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 r3=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class IRIWRelSc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;
    private long r3;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeRelease(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.writeRelease(Words.Y, 1);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r0 = seen.readSeqCst(Words.X);
      r1 = seen.readSeqCst(Words.Y);
    }

    @Actor
    public void thread3() {
      Words seen = words[1];
      r2 = seen.readSeqCst(Words.Y);
      r3 = seen.readSeqCst(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2 + " r3=" + r3;
    }
  }

  /** RWC+rlx. */
  @Check(
      id = "litmus-rwc+rlx",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 (TSO)")
  @Outcome(id = "r0=1 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class RWCRlx {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.X);
      r1 = seen.read(Words.Y);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      seen.write(Words.Y, 1);
      r2 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2;
    }
  }

  /** RWC+rel-acq. */
  @Check(
      id = "litmus-rwc+rel-acq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 (TSO)")
  @Outcome(id = "r0=1 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class RWCRelAcq {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeRelease(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.readAcquire(Words.X);
      r1 = seen.readAcquire(Words.Y);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      seen.writeRelease(Words.Y, 1);
      r2 = seen.readAcquire(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2;
    }
  }

  /** RWC+fsc. */
  @Check(
      id = "litmus-rwc+fsc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class RWCFsc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.X);
      seen.fenceSeqCst();
      r1 = seen.read(Words.Y);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      seen.write(Words.Y, 1);
      seen.fenceSeqCst();
      r2 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2;
    }
  }

  /** RWC+sc. */
  @Check(
      id = "litmus-rwc+sc",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=0 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class RWCSc {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.writeSeqCst(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.readSeqCst(Words.X);
      r1 = seen.readSeqCst(Words.Y);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      seen.writeSeqCst(Words.Y, 1);
      r2 = seen.readSeqCst(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2;
    }
  }

  /** CAS2. */
  @Check(id = "litmus-cas2", claim = "memory model", subject = Subject.LITMUS, tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=1 x=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 x=1 (SC)")
  @Outcome(id = "r0=2 r1=0 x=2", expect = ACCEPTABLE, desc = "r0=2 r1=0 x=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class CAS2 {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      r0 = seen.replace(Words.X, 0, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r1 = seen.replace(Words.X, 0, 2);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " r1=" + r1 + " x=" + seen.read(Words.X);
    }
  }

  /** CAS3. */
  @Check(id = "litmus-cas3", claim = "memory model", subject = Subject.LITMUS, tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0 x=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 x=1 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1 x=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 x=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 x=2", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 x=2 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1 x=2", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 x=2 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=2 x=3", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=2 x=3 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class CAS3 {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      r0 = seen.replace(Words.X, 0, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r1 = seen.replace(Words.X, 1, 2);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r2 = seen.replace(Words.X, 2, 3);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2 + " x=" + seen.read(Words.X);
    }
  }

  /** ADD2. */
  @Check(id = "litmus-add2", claim = "memory model", subject = Subject.LITMUS, tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=1 x=2", expect = ACCEPTABLE, desc = "r0=0 r1=1 x=2 (SC)")
  @Outcome(id = "r0=1 r1=0 x=2", expect = ACCEPTABLE, desc = "r0=1 r1=0 x=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class ADD2 {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      r0 = seen.add(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r1 = seen.add(Words.X, 1);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " r1=" + r1 + " x=" + seen.read(Words.X);
    }
  }

  /** ADD3. */
  @Check(id = "litmus-add3", claim = "memory model", subject = Subject.LITMUS, tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=1 r2=2 x=3", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=2 x=3 (SC)")
  @Outcome(id = "r0=0 r1=2 r2=1 x=3", expect = ACCEPTABLE, desc = "r0=0 r1=2 r2=1 x=3 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=0 x=3", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=0 x=3 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class ADD3 {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      r0 = seen.add(Words.X, 1);
      r1 = seen.add(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r2 = seen.add(Words.X, 1);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2 + " x=" + seen.read(Words.X);
    }
  }

  /** EXCHANGE2. */
  @Check(
      id = "litmus-exchange2",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=1 x=2", expect = ACCEPTABLE, desc = "r0=0 r1=1 x=2 (SC)")
  @Outcome(id = "r0=2 r1=0 x=1", expect = ACCEPTABLE, desc = "r0=2 r1=0 x=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class EXCHANGE2 {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      r0 = seen.exchange(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r1 = seen.exchange(Words.X, 2);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " r1=" + r1 + " x=" + seen.read(Words.X);
    }
  }

  /** CAS+write. */
  @Check(
      id = "litmus-cas+write",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 x=2", expect = ACCEPTABLE, desc = "r0=0 x=2 (SC)")
  @Outcome(id = "r0=2 x=2", expect = ACCEPTABLE, desc = "r0=2 x=2 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class CASWrite {
    private final Words[] words = Words.take();
    private long r0;

    @Actor
    public void thread0() {
      Words seen = words[0];
      r0 = seen.replace(Words.X, 0, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.write(Words.X, 2);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " x=" + seen.read(Words.X);
    }
  }

  /** ADD+write. */
  @Check(
      id = "litmus-add+write",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 x=4", expect = ACCEPTABLE, desc = "r0=0 x=4 (SC)")
  @Outcome(id = "r0=4 x=5", expect = ACCEPTABLE, desc = "r0=4 x=5 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class ADDWrite {
    private final Words[] words = Words.take();
    private long r0;

    @Actor
    public void thread0() {
      Words seen = words[0];
      r0 = seen.add(Words.X, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      seen.write(Words.X, 4);
    }

    @Arbiter
    public void outcome(L_Result result) {
      Words seen = words[0];
      result.r1 = "r0=" + r0 + " x=" + seen.read(Words.X);
    }
  }

  /** MP+cas-rel+cas-acq. */
  @Check(
      id = "litmus-mp+cas-rel+cas-acq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class MPCasRelCasAcq {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      r0 = seen.replaceRelease(Words.Y, 0, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r1 = seen.replaceAcquire(Words.Y, 1, 2);
      r2 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2;
    }
  }

  /** MP+cas-rlx+cas-rlx. */
  @Check(
      id = "litmus-mp+cas-rlx+cas-rlx",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 (PSO)")
  @Outcome(id = "r0=0 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class MPCasRlxCasRlx {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      r0 = seen.replace(Words.Y, 0, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r1 = seen.replace(Words.Y, 1, 2);
      r2 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2;
    }
  }

  /** MP+cas-ar+cas-ar. */
  @Check(
      id = "litmus-mp+cas-ar+cas-ar",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class MPCasArCasAr {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      r0 = seen.replaceAcquireRelease(Words.Y, 0, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r1 = seen.replaceAcquireRelease(Words.Y, 1, 2);
      r2 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2;
    }
  }

  /** MP+rel+failing-cas-acq. */
  @Check(
      id = "litmus-mp+rel+failing-cas-acq",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class MPRelFailingCasAcq {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.writeRelease(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.replaceAcquire(Words.Y, 2, 3);
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** RSEQ+update. */
  @Check(
      id = "litmus-rseq+update",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class RSEQUpdate {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.writeRelease(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.replace(Words.Y, 1, 2);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r1 = seen.readAcquire(Words.Y);
      r2 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2;
    }
  }

  /** RSEQ+two-updates. */
  @Check(
      id = "litmus-rseq+two-updates",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=1 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=2 r3=0", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=2 r3=0 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=2 r3=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=2 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=0 r3=0", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=0 r3=0 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=0 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=0 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=1 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=1 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=2 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=2 r3=1 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=3 r3=1", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=3 r3=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class RSEQTwoUpdates {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;
    private long r3;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.writeRelease(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.add(Words.Y, 1);
      r1 = seen.add(Words.Y, 1);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r2 = seen.readAcquire(Words.Y);
      r3 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2 + " r3=" + r3;
    }
  }

  /** RSEQ+write. */
  @Check(
      id = "litmus-rseq+write",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 r2=1 (SC)")
  @Outcome(id = "r0=0 r1=2 r2=0", expect = ACCEPTABLE, desc = "r0=0 r1=2 r2=0 (SC)")
  @Outcome(id = "r0=0 r1=2 r2=1", expect = ACCEPTABLE, desc = "r0=0 r1=2 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=0 (SC)")
  @Outcome(id = "r0=1 r1=0 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=0 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=1 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 r2=1 (SC)")
  @Outcome(id = "r0=1 r1=2 r2=0", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=0 (weak)")
  @Outcome(id = "r0=1 r1=2 r2=1", expect = ACCEPTABLE, desc = "r0=1 r1=2 r2=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class RSEQWrite {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;
    private long r2;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.writeRelease(Words.Y, 1);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.read(Words.Y);
      seen.write(Words.Y, 2);
    }

    @Actor
    public void thread2() {
      Words seen = words[0];
      r1 = seen.readAcquire(Words.Y);
      r2 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1 + " r2=" + r2;
    }
  }

  /** RSEQ+own-write. */
  @Check(
      id = "litmus-rseq+own-write",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(id = "r0=2 r1=0", expect = ACCEPTABLE, desc = "r0=2 r1=0 (weak)")
  @Outcome(id = "r0=2 r1=1", expect = ACCEPTABLE, desc = "r0=2 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class RSEQOwnWrite {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.writeRelease(Words.Y, 1);
      seen.write(Words.Y, 2);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.readAcquire(Words.Y);
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }

  /** RSEQ+fence. */
  @Check(
      id = "litmus-rseq+fence",
      claim = "memory model",
      subject = Subject.LITMUS,
      tier = Tier.STANDARD)
  @Outcome(id = "r0=0 r1=0", expect = ACCEPTABLE, desc = "r0=0 r1=0 (SC)")
  @Outcome(id = "r0=0 r1=1", expect = ACCEPTABLE, desc = "r0=0 r1=1 (SC)")
  @Outcome(id = "r0=1 r1=1", expect = ACCEPTABLE, desc = "r0=1 r1=1 (SC)")
  @Outcome(id = "r0=2 r1=1", expect = ACCEPTABLE, desc = "r0=2 r1=1 (SC)")
  @Outcome(expect = FORBIDDEN, desc = "no model allows it")
  @JCStressTest
  @State
  public static class RSEQFence {
    private final Words[] words = Words.take();
    private long r0;
    private long r1;

    @Actor
    public void thread0() {
      Words seen = words[0];
      seen.write(Words.X, 1);
      seen.fenceRelease();
      seen.write(Words.Y, 1);
      seen.write(Words.Y, 2);
    }

    @Actor
    public void thread1() {
      Words seen = words[1];
      r0 = seen.readAcquire(Words.Y);
      r1 = seen.read(Words.X);
    }

    @Arbiter
    public void outcome(L_Result result) {
      result.r1 = "r0=" + r0 + " r1=" + r1;
    }
  }
}
