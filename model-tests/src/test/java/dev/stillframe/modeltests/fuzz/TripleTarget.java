package dev.stillframe.modeltests.fuzz;

import static dev.stillframe.modeltests.fuzz.Target.require;

import dev.stillframe.FormatException;
import dev.stillframe.memory.BufferMemory;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.record.StateRecord;
import dev.stillframe.triple.TripleContents;
import dev.stillframe.triple.TripleHost;
import dev.stillframe.triple.TripleLayout;
import dev.stillframe.triple.TripleWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Client and host of the triple buffer over a memory that is hostile all the while. */
public final class TripleTarget {
  private static final TripleLayout LAYOUT = TripleLayout.of(32);

  /** The buffers begin behind two pages. */
  private static final long BUFFERS_AT = 8192;

  private static final ByteBuffer TEMPLATE = template();
  private static final long[] WORDS = words();

  /** The store of the host. */
  private static final long DURABLE = 1;

  private static final int MOST_LOOKS = 8;

  private TripleTarget() {}

  /** One record is taken, and two are offered. */
  private static ByteBuffer template() {
    ByteBuffer bytes = ByteBuffer.allocateDirect((int) LAYOUT.size());
    WordMemory memory = new BufferMemory(bytes);
    LAYOUT.configure(memory, 0);
    try {
      TripleWriter client = new TripleWriter(memory);
      client.increment(new byte[8], 0, 8);
      new TripleHost(memory, 0).take();
      client.increment(new byte[8], 0, 8);
      client.increment(new byte[3], 0, 3);
    } catch (FormatException e) {
      throw new IllegalStateException("the template is a good memory", e);
    }
    return bytes;
  }

  private static long[] words() {
    int inBuffers = (int) (LAYOUT.size() - BUFFERS_AT) / Long.BYTES;
    long[] words = new long[4 + inBuffers];
    words[0] = TripleLayout.VERSION_AT;
    words[1] = TripleLayout.CAPACITY_AT;
    words[2] = TripleLayout.CONTROL_AT;
    words[3] = TripleLayout.DURABLE_AT;
    for (int i = 0; i < inBuffers; i++) {
      words[4 + i] = BUFFERS_AT + i * (long) Long.BYTES;
    }
    return words;
  }

  /** The entry point, as fuzzers want it. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Target.check(() -> commit(new HostileMemory(TEMPLATE, WORDS, input)));
    Target.check(() -> rebuild(new HostileMemory(TEMPLATE, WORDS, input)));
    Target.check(() -> TripleContents.of(new HostileMemory(TEMPLATE, WORDS, input)));
    Target.check(() -> TripleContents.fromBase(new HostileMemory(TEMPLATE, WORDS, input)));
    Target.check(() -> persist(new HostileMemory(TEMPLATE, WORDS, input)));
  }

  private static void commit(WordMemory memory) throws IOException {
    TripleWriter client = new TripleWriter(memory);
    long newest = client.newest();
    boolean isCommitted = client.increment(new byte[0], 0, 0);
    client.base(new byte[0], 0, 0);
    long expected = newest + (isCommitted ? 2 : 1);
    require(client.newest() == expected, "a commit has the next number");
    client.durable();
  }

  private static void rebuild(WordMemory memory) throws IOException {
    TripleWriter client = new TripleWriter(memory);
    long[] last = {0};
    client.rebuild(
        List.<StateRecord>of()::iterator,
        record -> {
          require(record.isBase() || record.number() == last[0] + 1, "no record is missing");
          require(record.number() > last[0], "records are in order");
          last[0] = record.number();
        });
    require(last[0] == client.newest(), "the newest record is the last");
  }

  private static void persist(WordMemory memory) throws IOException {
    TripleHost host = new TripleHost(memory, DURABLE);
    RecordBatch batch = new RecordBatch();
    for (int look = 0; look < MOST_LOOKS && host.take(); look++) {
      long last = host.durable();
      host.copyTo(batch);
      for (StateRecord record : batch.records()) {
        require(record.isBase() || record.number() == last + 1, "no record is missing");
        require(record.number() > last, "records are in order");
        last = record.number();
      }
      host.durable(last);
      host.giveBack();
    }
  }
}
