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
import java.util.List;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The header's write offset is never behind an entry that is seen: WriteHeader before Publish. */
public final class Header {
  private static final QueueLayout LAYOUT = QueueLayout.of(2, 32);

  private Header() {}

  /** The client makes its first commit; the host looks for the entry, then at the header. */
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "no entry yet")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "the header is not behind the entry")
  abstract static class Scenario {
    private final WordMemory host;
    private final Client client;
    private final QueueReader reader;

    Scenario(UnaryOperator<WordMemory> clientView) {
      Slice slice = Slice.configured(LAYOUT);
      host = slice.host();
      client = new Client(clientView.apply(slice.client()));
      reader = Client.reader(host);
    }

    void commit() {
      client.commit(1);
    }

    int look() {
      List<Entry> entries = reader.entries();
      if (entries.isEmpty()) {
        return 0;
      }
      return host.getOpaque(QueueLayout.WRITE_OFFSET_AT) >= entries.get(0).end() ? 1 : 2;
    }
  }

  /** The classes as shipped. */
  @Check(id = "stress-header", claim = "Q4")
  @Outcome(expect = FORBIDDEN, desc = "the header is behind the entry")
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
      result.r1 = look();
    }
  }

  /** Twin: the header is stored behind the publication. */
  @Check(id = "stress-header-late", claim = "Q4", subject = Subject.REORDERED)
  @Outcome(id = "2", expect = ACCEPTABLE_INTERESTING, desc = "the header is behind the entry")
  @JCStressTest
  @State
  public static class Late extends Scenario {
    public Late() {
      super(
          memory -> Views.late(memory, LAYOUT, EnumSet.of(QueueStore.HEADER), QueueStore.PUBLISH));
    }

    @Actor
    public void client() {
      commit();
    }

    @Actor
    public void host(I_Result result) {
      result.r1 = look();
    }
  }
}
