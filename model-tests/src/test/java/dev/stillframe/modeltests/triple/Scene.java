package dev.stillframe.modeltests.triple;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.record.StateRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What is true beside the memory: what was committed, what the journal holds, and how far client
 * and host have come. It judges every record that anybody is given.
 */
public final class Scene {
  /** A process: what its accesses have given since its start, and what was true at its start. */
  static final class Process {
    int starts = 1;

    /** Which operation of its script is next; which was when it started. */
    int operation;

    int firstOperation;

    /** The number of the newest record that was committed, or in the journal, at its start. */
    int atStart;

    boolean isDone;
    long[] results = {};

    /** What it accesses next. */
    long nextAt = Steps.ELSEWHERE;

    /** SIGKILL, and a new one starts. */
    void kill(int nowTrue) {
      starts++;
      atStart = nowTrue;
      firstOperation = operation;
      results = new long[0];
      nextAt = Steps.ELSEWHERE;
    }

    Process copy() {
      Process copy = new Process();
      copy.starts = starts;
      copy.operation = operation;
      copy.firstOperation = firstOperation;
      copy.atStart = atStart;
      copy.isDone = isDone;
      copy.results = results;
      copy.nextAt = nextAt;
      return copy;
    }
  }

  /** A committed record by its stamp, which tells attempts with one number apart. */
  record Committed(long stamp, boolean isBase, int words) {}

  /** What the client is about to commit. */
  Committed attempt;

  final List<Committed> committed;
  final List<StateRecord> journal;
  final Process client;
  final Process host;

  public Scene() {
    this(new ArrayList<>(), new ArrayList<>(), new Process(), new Process());
  }

  private Scene(
      List<Committed> committed, List<StateRecord> journal, Process client, Process host) {
    this.committed = committed;
    this.journal = journal;
    this.client = client;
    this.host = host;
  }

  public Scene copy() {
    return new Scene(
        new ArrayList<>(committed), new ArrayList<>(journal), client.copy(), host.copy());
  }

  /** Everything that what comes depends on. */
  public void addTo(List<Long> key) {
    for (Committed record : committed) {
      key.add(record.stamp());
    }
    key.add((long) journal.size());
    for (StateRecord record : journal) {
      key.add(record.number());
    }
    for (Process process : List.of(client, host)) {
      key.add((long) process.starts << 32 | process.operation << 16 | process.atStart);
      key.add((long) process.firstOperation << 32 | process.results.length);
      for (long result : process.results) {
        key.add(result);
      }
    }
  }

  /** The bytes of a record: its stamp in each word, with the index of the word. */
  static byte[] payload(long stamp, int words) {
    ByteBuffer bytes = ByteBuffer.allocate(words * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < words; i++) {
      bytes.putLong(stamp << 8 | i + 1);
    }
    return bytes.array();
  }

  /** Fails unless a record is just what was committed under its number. */
  void judge(StateRecord record) {
    String what = "record " + record.number();
    assertTrue(record.number() <= committed.size(), what + " was never committed");
    Committed expected = committed.get((int) record.number() - 1);
    assertEquals(expected.isBase(), record.isBase(), what + " is a base");
    assertArrayEquals(payload(expected.stamp(), expected.words()), record.bytes(), what);
  }

  /** Puts a record in the journal: exactly once, in order, without gaps (T1). */
  void append(StateRecord record) {
    judge(record);
    long last = durable();
    assertTrue(
        record.isBase() ? record.number() > last : record.number() == last + 1,
        "record " + record.number() + " is persisted behind record " + last);
    journal.add(record);
  }

  /** Returns the number of the newest record in the journal. */
  public int durable() {
    return journal.isEmpty() ? 0 : (int) journal.get(journal.size() - 1).number();
  }

  public boolean isClientDone() {
    return client.isDone;
  }

  public boolean isHostDone() {
    return host.isDone;
  }

  /** Returns the address of the client's next access, or {@link Steps#ELSEWHERE}. */
  public long clientNextAt() {
    return client.nextAt;
  }

  /** Returns the address of the host's next access, or {@link Steps#ELSEWHERE}. */
  public long hostNextAt() {
    return host.nextAt;
  }

  public int clientStarts() {
    return client.starts;
  }

  public int hostStarts() {
    return host.starts;
  }

  public void killClient() {
    client.kill(committed.size());
  }

  public void killHost() {
    host.kill(durable());
  }
}
