package dev.stillframe.stress.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.stillframe.FormatException;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.Entry;
import dev.stillframe.queue.NoInvalidation;
import dev.stillframe.queue.QueueCapture;
import dev.stillframe.queue.QueueLayout;
import dev.stillframe.queue.QueueReader;
import dev.stillframe.stress.Check;
import dev.stillframe.stress.Subject;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Whatever a capture keeps while the client laps it is whole, consecutive and not outdated. */
public final class Capture {
  private static final QueueLayout LAYOUT = QueueLayout.of(4, 64);

  private static final int OVERTAKEN = 0;
  private static final int WHOLE = 1;
  private static final int TORN = 2;
  private static final int NOT_CONSECUTIVE = 3;
  private static final int OUTDATED = 4;
  private static final int EMPTY = 5;

  private Capture() {}

  /** Two commits are there; the client makes six more, of other lengths, during one capture. */
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "overtaken")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "kept, whole")
  abstract static class Scenario {
    private final Client client;
    private final QueueCapture capture;
    private final long endBefore;

    Scenario(UnaryOperator<WordMemory> clientView, UnaryOperator<WordMemory> hostView) {
      Slice slice = Slice.configured(LAYOUT);
      client = new Client(clientView.apply(slice.client()));
      capture = new QueueCapture(hostView.apply(slice.host()));
      client.commit(2);
      client.commit(3);
      endBefore = client.end();
    }

    void commit() {
      for (int words = 1; words <= 3; words++) {
        client.commit(words);
        client.commit(4 - words);
      }
    }

    int capture() {
      try {
        return switch (capture.capture()) {
          case EMPTY -> EMPTY;
          case LAPPED -> OVERTAKEN;
          case KEPT -> judge(new BufferMemory(capture.image().bytes()));
        };
      } catch (FormatException e) {
        throw new IllegalStateException("the memory was configured", e);
      }
    }

    private int judge(WordMemory image) {
      QueueReader reader = Client.reader(image);
      List<Entry> entries = reader.entries();
      if (entries.size() != reader.descriptors().size()) {
        return NOT_CONSECUTIVE;
      }
      for (Entry entry : entries) {
        Optional<byte[]> bytes = reader.read(entry);
        if (bytes.isEmpty()
            || !Client.isWhole(bytes.get(), entry)
            || !Client.hasTail(image, reader, entry)) {
          return TORN;
        }
      }
      return entries.get(entries.size() - 1).end() < endBefore ? OUTDATED : WHOLE;
    }
  }

  /** The classes as shipped. */
  @Check(id = "stress-capture", claim = "Q1 Q2 Q3 Q6")
  @Outcome(expect = FORBIDDEN, desc = "2 torn, 3 not consecutive, 4 outdated, 5 taken for empty")
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
      result.r1 = capture();
    }
  }

  /** Twin: the second look sees what the first one saw. */
  @Check(id = "stress-capture-second-look-at-first", claim = "Q1", subject = Subject.REORDERED)
  @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "torn")
  @JCStressTest
  @State
  public static class SecondLookAtFirst extends Scenario {
    public SecondLookAtFirst() {
      super(UnaryOperator.identity(), memory -> Views.secondLookAtFirst(memory, LAYOUT));
    }

    @Actor
    public void client() {
      commit();
    }

    @Actor
    public void host(I_Result result) {
      result.r1 = capture();
    }
  }

  /** Twin: the client invalidates nothing. */
  @Check(id = "stress-capture-not-invalidated", claim = "Q1", subject = Subject.REORDERED)
  @Outcome(id = "[23]", expect = ACCEPTABLE_INTERESTING, desc = "torn, or not consecutive")
  @JCStressTest
  @State
  public static class NotInvalidated extends Scenario {
    public NotInvalidated() {
      super(memory -> new NoInvalidation(memory, LAYOUT), UnaryOperator.identity());
    }

    @Actor
    public void client() {
      commit();
    }

    @Actor
    public void host(I_Result result) {
      result.r1 = capture();
    }
  }
}
