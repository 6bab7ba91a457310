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
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Who sees an entry sees its bytes and its tail words: the release of Publish. */
public final class Publication {
  private static final QueueLayout LAYOUT = QueueLayout.of(2, 32);

  private Publication() {}

  /** The client makes its first commit while the host looks for one; bytes, then tail words. */
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "not there yet")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "whole, with its tail words")
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
      client.commit(2);
    }

    void look(II_Result result) {
      List<Entry> entries = reader.entries();
      if (!entries.isEmpty()) {
        Entry entry = entries.get(0);
        Optional<byte[]> bytes = reader.read(entry);
        result.r1 = bytes.isPresent() && Client.isWhole(bytes.get(), entry) ? 1 : 2;
        result.r2 = Client.hasTail(host, reader, entry) ? 1 : 2;
      }
    }
  }

  /** The classes as shipped. */
  @Check(id = "stress-publication", claim = "Q1")
  @Outcome(expect = FORBIDDEN, desc = "an entry without its bytes or tail words")
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
  }

  /** Twin: bytes and tail words are stored behind the publication. */
  @Check(id = "stress-publication-data-late", claim = "Q1", subject = Subject.REORDERED)
  @Outcome(
      id = {"1, 2", "2, 1", "2, 2"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "an entry without its bytes or tail words")
  @JCStressTest
  @State
  public static class DataLate extends Scenario {
    public DataLate() {
      super(
          memory ->
              Views.late(
                  memory,
                  LAYOUT,
                  EnumSet.of(QueueStore.DATA, QueueStore.TAIL),
                  QueueStore.PUBLISH));
    }

    @Actor
    public void client() {
      commit();
    }

    @Actor
    public void host(II_Result result) {
      look(result);
    }
  }

  /** Twin: the publication is opaque. */
  @Check(id = "stress-publication-opaque", claim = "Q1", subject = Subject.WEAKENED)
  @Outcome(
      id = {"1, 2", "2, 1", "2, 2"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "an entry without its bytes or tail words")
  @JCStressTest
  @State
  public static class Opaque extends Scenario {
    public Opaque() {
      super(memory -> Views.opaquePublication(memory, LAYOUT));
    }

    @Actor
    public void client() {
      commit();
    }

    @Actor
    public void host(II_Result result) {
      look(result);
    }
  }
}
