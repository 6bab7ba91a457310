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
 * No mixture of two descriptors survives both looks, also where their lengths are equal:
 * WriteOffset before Publish, and a second look that reads the length before the offset.
 */
public final class Descriptor {
  /** Two slots: the next commit uses the slot of the first entry, and the place of its bytes. */
  private static final QueueLayout LAYOUT = QueueLayout.of(2, 32);

  private static final int WORDS = 2;
  private static final Entry FIRST = new Entry(0, 0, WORDS * Long.BYTES);

  private Descriptor() {}

  /** The client reuses the slot for a commit of the same length while the host reads the first. */
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
  @Check(id = "stress-descriptor", claim = "Q1")
  @Outcome(expect = FORBIDDEN, desc = "the old offset with the new length, or torn bytes")
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

  /** Twin: the offset is stored behind the length. */
  @Check(id = "stress-descriptor-offset-late", claim = "Q1", subject = Subject.REORDERED)
  @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "the old offset with the new length")
  @JCStressTest
  @State
  public static class OffsetLate extends Scenario {
    public OffsetLate() {
      super(
          memory -> Views.late(memory, LAYOUT, EnumSet.of(QueueStore.OFFSET), QueueStore.PUBLISH),
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

  /** Twin: the second look reads the offset before the length. */
  @Check(id = "stress-descriptor-offset-first", claim = "Q1", subject = Subject.REORDERED)
  @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "the old offset with the new length")
  @JCStressTest
  @State
  public static class OffsetFirst extends Scenario {
    public OffsetFirst() {
      super(UnaryOperator.identity(), memory -> Views.offsetsBeforeLengths(memory, LAYOUT));
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
