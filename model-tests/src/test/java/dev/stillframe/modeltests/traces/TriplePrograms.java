package dev.stillframe.modeltests.traces;

import dev.stillframe.FormatException;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.modeltests.traces.Event.Actor;
import dev.stillframe.modeltests.traces.Event.Kind;
import dev.stillframe.record.RecordBatch;
import dev.stillframe.record.StateRecord;
import dev.stillframe.triple.TripleHost;
import dev.stillframe.triple.TripleLayout;
import dev.stillframe.triple.TripleWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What the client and the host of a recorded run do, on the shipped classes. Each record has one
 * word, which tells by which call it was committed. The journal is the record of the run itself: a
 * batch of records counts once its last event, that it is persisted, is there.
 */
final class TriplePrograms {
  /** Records in a buffer; each takes a word for its length and one of payload. */
  static final int CAPACITY = 2;

  static final int RECORD_WORDS = 2;

  static final TripleLayout LAYOUT = TripleLayout.of(CAPACITY * RECORD_WORDS * (long) Long.BYTES);

  private TriplePrograms() {}

  /** Opens the memory, finds its state, and commits so many times, if it is not refused. */
  static void client(WordMemory memory, EventLog log, Random random, int calls)
      throws FormatException {
    log.call(Actor.CLIENT, Kind.START, 0);
    TripleWriter writer = new TripleWriter(memory);
    writer.rebuild(() -> openJournal(log).iterator(), record -> {});
    log.call(Actor.CLIENT, Kind.OPENED, writer.newest());
    for (int i = 0; i < calls; i++) {
      commit(writer, log, random);
    }
  }

  /** The journal as of the event that tells that it was read. */
  private static List<StateRecord> openJournal(EventLog log) {
    List<StateRecord> records = new ArrayList<>();
    log.call(
        Actor.CLIENT,
        Kind.JOURNAL,
        () -> {
          records.addAll(journal(log));
          return last(records);
        });
    return records;
  }

  private static List<StateRecord> journal(EventLog log) {
    List<StateRecord> persisted = new ArrayList<>();
    List<StateRecord> batch = new ArrayList<>();
    for (Event event : log.events()) {
      switch (event.kind()) {
        case RECORD ->
            batch.add(new StateRecord(event.at(), event.expected() != 0, payload(event.value())));
        case PERSIST -> {
          persisted.addAll(batch);
          batch.clear();
        }
        case KILL -> {
          if (event.who() == Actor.HOST) {
            batch.clear();
          }
        }
        default -> {
          // It says nothing of the journal.
        }
      }
    }
    return persisted;
  }

  private static long last(List<StateRecord> records) {
    return records.isEmpty() ? 0 : records.get(records.size() - 1).number();
  }

  private static void commit(TripleWriter writer, EventLog log, Random random)
      throws FormatException {
    boolean isBase = random.nextInt(4) == 0;
    long stamp = log.call(Actor.CLIENT, Kind.BEGIN, isBase ? 1 : 0);
    byte[] payload = payload(stamp);
    if (isBase) {
      writer.base(payload, 0, payload.length);
    } else if (!writer.increment(payload, 0, payload.length)) {
      log.call(Actor.CLIENT, Kind.REFUSED, 0);
      return;
    }
    log.call(Actor.CLIENT, Kind.END, 0, writer.newest(), writer.hostWaited() ? 1 : 0);
  }

  private static byte[] payload(long stamp) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(stamp).array();
  }

  /** Opens the memory, and takes and persists, now and then after it has waited for an offer. */
  static void host(WordMemory memory, EventLog log, Random random, int looks)
      throws FormatException, InterruptedException {
    log.call(Actor.HOST, Kind.START, 0);
    TripleHost host = new TripleHost(memory, last(journal(log)));
    log.call(Actor.HOST, Kind.OPENED, host.durable());
    // A look is short: a host has more of them than a client has commits.
    for (long i = 0; i < 2L * looks; i++) {
      if (random.nextInt(3) == 0) {
        log.call(Actor.HOST, Kind.AWAIT, 0);
        log.call(Actor.HOST, host.await(0) ? Kind.OFFERED : Kind.NO_OFFER, 0);
      }
      log.call(Actor.HOST, Kind.TAKE, 0);
      if (host.take()) {
        log.call(Actor.HOST, Kind.TAKEN, 0);
        persist(host, log);
        host.giveBack();
        log.call(Actor.HOST, Kind.RETURNED, 0);
      } else {
        log.call(Actor.HOST, Kind.NOTHING, 0);
      }
    }
  }

  private static void persist(TripleHost host, EventLog log) throws FormatException {
    RecordBatch batch = new RecordBatch();
    host.copyTo(batch);
    for (StateRecord record : batch.records()) {
      long stamp = ByteBuffer.wrap(record.bytes()).order(ByteOrder.LITTLE_ENDIAN).getLong();
      log.call(Actor.HOST, Kind.RECORD, record.number(), stamp, record.isBase() ? 1 : 0);
    }
    log.call(Actor.HOST, Kind.PERSIST, 0);
    host.durable(batch.isEmpty() ? host.durable() : batch.last());
  }
}
