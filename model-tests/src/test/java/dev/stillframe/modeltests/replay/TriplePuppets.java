package dev.stillframe.modeltests.replay;

import dev.stillframe.FormatException;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.modeltests.replay.Puppet.Questions;
import dev.stillframe.modeltests.triple.Views;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.record.StateRecord;
import dev.stillframe.triple.TripleHost;
import dev.stillframe.triple.TripleWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The client and the host of the triple buffer, on the shipped classes; they ask what the spec
 * leaves open. A record has one word, the number of the attempt that wrote it.
 */
final class TriplePuppets {
  /** What to commit: an attempt, negative for a base; comes with the writer. */
  static final String COMMIT = "commit";

  /** When to go on after a commit; comes with whether the host waited. */
  static final String WAKE = "wake";

  /** Which of the journals is the one that a client which starts finds. */
  static final String JOURNAL = "journal";

  /** Whether to take, or to wait for an offer. */
  static final String LOOK = "look";

  /** When to go on after all records were read; comes with those that the host was given. */
  static final String PERSIST = "persist";

  static final long TAKE = 0;
  static final long AWAIT = 1;

  private final long size;
  private final Views views;
  private final List<List<StateRecord>> journals = new ArrayList<>();

  TriplePuppets(long size, Views views) {
    this.size = size;
    this.views = views;
  }

  static StateRecord record(long number, boolean isBase, long attempt) {
    return new StateRecord(number, isBase, payload(attempt));
  }

  private static byte[] payload(long attempt) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(attempt).array();
  }

  /** Returns what the client is told that it finds this journal. */
  long answer(List<StateRecord> journal) {
    journals.add(journal);
    return journals.size() - 1;
  }

  Puppet client() {
    return Puppet.start(size, this::runClient);
  }

  /** A host whose store ends with a number. */
  Puppet host(long durable) {
    return Puppet.start(size, (memory, questions) -> runHost(memory, questions, durable));
  }

  private void runClient(WordMemory memory, Questions questions) throws FormatException {
    TripleWriter writer = new TripleWriter(views.ofClient().apply(memory));
    writer.rebuild(() -> journals.get((int) questions.ask(JOURNAL, null)).iterator(), record -> {});
    while (true) {
      long attempt = questions.ask(COMMIT, writer);
      byte[] payload = payload(Math.abs(attempt));
      boolean isDone = true;
      if (attempt < 0) {
        writer.base(payload, 0, payload.length);
      } else {
        isDone = writer.increment(payload, 0, payload.length);
      }
      if (isDone) {
        questions.ask(WAKE, writer.hostWaited());
      }
    }
  }

  private void runHost(WordMemory memory, Questions questions, long durable)
      throws FormatException, InterruptedException {
    TripleHost host = new TripleHost(views.ofHost().apply(memory), durable);
    while (true) {
      if (questions.ask(LOOK, null) == AWAIT) {
        host.await(0);
      } else if (host.take()) {
        RecordBatch given = new RecordBatch();
        host.copyTo(given);
        questions.ask(PERSIST, given.records());
        host.durable(given.isEmpty() ? host.durable() : given.last());
        host.giveBack();
      }
    }
  }
}
