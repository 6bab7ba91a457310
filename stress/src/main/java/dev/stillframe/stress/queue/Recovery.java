package dev.stillframe.stress.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.QueueReader;
import dev.stillframe.queue.QueueStore;
import dev.stillframe.queue.StampedPayload;
import dev.stillframe.stress.Check;
import dev.stillframe.stress.Subject;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A client is killed in a commit, and the next one takes up the memory and goes on, all while a
 * host reads: what the host has seen published is found again, nothing unpublished is, and the
 * place of the commit that was killed is used again without a trace of it.
 */
public final class Recovery {
  private static final QueueLayout LAYOUT = QueueLayout.of(2, 32);

  /** More than the stores of one commit, so that some commits end in time. */
  private static final int MAX_STORES = 10;

  /** Differs from state to state; that two threads may count alike does no harm. */
  private static int kills;

  private static final int NOTHING = 0;
  private static final int FIRST = 1;
  private static final int SECOND = 2;
  private static final int THIRD = 3;
  private static final int OUTDATED = 8;
  private static final int TORN = 9;

  private static final long FIRST_AT = 2 * Long.BYTES;
  private static final long SECOND_AT = 4 * Long.BYTES;

  private Recovery() {}

  /** The newest entry: as the host reads it at any time, and as the next client finds it. */
  @Outcome(
      id = {"1, 1", "1, 2"},
      expect = ACCEPTABLE,
      desc = "the host sees the commit before")
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "the host sees it, and so does the next client")
  @Outcome(id = "3, [12]", expect = ACCEPTABLE, desc = "the host sees the next client's commit")
  abstract static class Scenario {
    private final WordMemory memory;
    private final KillingMemory killing;
    private final Client client;
    private final QueueReader reader;
    private final int stores = Math.floorMod(kills++, MAX_STORES + 1);

    Scenario(UnaryOperator<WordMemory> clientView) {
      Slice slice = Slice.configured(LAYOUT);
      memory = slice.client();
      killing = new KillingMemory(memory);
      client = new Client(clientView.apply(killing));
      reader = Client.reader(slice.host());
      client.commit(2);
      client.commit(2);
    }

    /** The second commit has other words and another length than the third, at the same place. */
    int commitAndTakeUp() {
      killing.arm(stores);
      try {
        client.commit(2);
      } catch (Killed e) {
        // As intended; the next client finds what was stored so far.
      }
      int found = newest(Client.reader(memory));
      new Client(memory).commit(1);
      return found;
    }

    int look() {
      return newest(reader);
    }

    private static int newest(QueueReader reader) {
      Optional<byte[]> bytes = reader.latest();
      if (bytes.isEmpty()) {
        return NOTHING;
      }
      OptionalLong offset = StampedPayload.offsetOf(bytes.get());
      if (offset.isEmpty()) {
        return TORN;
      }
      if (bytes.get().length == Long.BYTES) {
        return THIRD;
      }
      if (offset.getAsLong() == SECOND_AT) {
        return SECOND;
      }
      return offset.getAsLong() == FIRST_AT ? FIRST : OUTDATED;
    }
  }

  /** The classes as shipped. */
  @Check(id = "stress-recovery", claim = "Q4")
  @Outcome(expect = FORBIDDEN, desc = "lost (2, 1), outdated (8), torn (9) or nothing (0)")
  @JCStressTest
  @State
  public static class Shipped extends Scenario {
    public Shipped() {
      super(UnaryOperator.identity());
    }

    @Actor
    public void client(II_Result result) {
      result.r2 = commitAndTakeUp();
    }

    @Actor
    public void host(II_Result result) {
      result.r1 = look();
    }
  }

  /** Twin: the bytes are stored behind the publication, so that a kill can come between. */
  @Check(id = "stress-recovery-data-late", claim = "Q4", subject = Subject.REORDERED)
  @Outcome(
      id = {"[89], [1289]", "[123], [89]"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "torn, or another commit's bytes")
  @JCStressTest
  @State
  public static class DataLate extends Scenario {
    public DataLate() {
      super(memory -> Views.late(memory, LAYOUT, EnumSet.of(QueueStore.DATA), QueueStore.PUBLISH));
    }

    @Actor
    public void client(II_Result result) {
      result.r2 = commitAndTakeUp();
    }

    @Actor
    public void host(II_Result result) {
      result.r1 = look();
    }
  }
}
