package dev.stillframe.stress.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.Entry;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.QueueReader;
import dev.stillframe.queue.QueueStore;
import dev.stillframe.stress.Check;
import dev.stillframe.stress.Subject;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * An entry is seen to be invalid before its bytes are overwritten: the fence behind Invalidate, and
 * the host's fence before its second look.
 */
public final class Invalidation {
  /** Four slots: the next commit overwrites the bytes of the first entry, not its slot. */
  private static final QueueLayout LAYOUT = QueueLayout.of(4, 32);

  private static final int WORDS = 2;
  private static final Entry FIRST = new Entry(0, 0, WORDS * Long.BYTES);

  private Invalidation() {}

  /** The ring is full; the client commits over the first entry while the host reads that. */
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "gone")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "whole")
  abstract static class Scenario {
    private final Client client;
    private final QueueReader reader;

    Scenario(UnaryOperator<WordMemory> clientView, UnaryOperator<WordMemory> hostView) {
      Slice slice = Slice.configured(LAYOUT);
      client = new Client(clientView.apply(slice.client()));
      reader = Client.reader(hostView.apply(slice.host()));
      client.commit(WORDS);
      client.commit(WORDS);
    }

    void commit() {
      client.commit(WORDS);
    }

    int read() {
      Optional<byte[]> bytes = reader.read(FIRST);
      if (bytes.isEmpty()) {
        return 0;
      }
      return Client.isWhole(bytes.get(), FIRST) ? 1 : 2;
    }
  }

  /** The classes as shipped. */
  @Check(id = "stress-invalidation", claim = "Q1")
  @Outcome(expect = FORBIDDEN, desc = "torn")
  @JCStressTest
  @State
  public static class Shipped extends Scenario {
    public Shipped() {
      super(UnaryOperator.identity(), UnaryOperator.identity());
    }

    @Actor
    public void client() {
      commit();
    }

    @Actor
    public void host(I_Result result) {
      result.r1 = read();
    }
  }

  /** Twin: the invalidation is stored behind the first of the new bytes. */
  @Check(id = "stress-invalidation-late", claim = "Q1", subject = Subject.REORDERED)
  @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "torn")
  @JCStressTest
  @State
  public static class Late extends Scenario {
    public Late() {
      super(
          memory -> Views.late(memory, LAYOUT, EnumSet.of(QueueStore.INVALIDATE), QueueStore.DATA),
          UnaryOperator.identity());
    }

    @Actor
    public void client() {
      commit();
    }

    @Actor
    public void host(I_Result result) {
      result.r1 = read();
    }
  }

  /** Twin: the client has no fence between invalidation and data. */
  @Check(id = "stress-invalidation-unfenced", claim = "Q1", subject = Subject.WEAKENED)
  @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "torn")
  @JCStressTest
  @State
  public static class Unfenced extends Scenario {
    public Unfenced() {
      super(Views::withoutReleaseFence, UnaryOperator.identity());
    }

    @Actor
    public void client() {
      commit();
    }

    @Actor
    public void host(I_Result result) {
      result.r1 = read();
    }
  }

  /** Twin: the host has no fence between the copy and the second look. */
  @Check(id = "stress-second-look-unfenced", claim = "Q1", subject = Subject.WEAKENED)
  @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "torn")
  @JCStressTest
  @State
  public static class SecondLookUnfenced extends Scenario {
    public SecondLookUnfenced() {
      super(UnaryOperator.identity(), Views::withoutAcquireFence);
    }

    @Actor
    public void client() {
      commit();
    }

    @Actor
    public void host(I_Result result) {
      result.r1 = read();
    }
  }
}
