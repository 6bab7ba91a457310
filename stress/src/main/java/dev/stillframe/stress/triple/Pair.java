package dev.stillframe.stress.triple;

import dev.stillframe.FormatException;
import dev.stillframe.memory.WordMemory;
import dev.stillframe.queue.StampedPayload;
import dev.stillframe.record.StateRecord;
import dev.stillframe.triple.TripleHost;
import dev.stillframe.triple.TripleWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A client and a host over one memory; what a record holds follows from its number. */
final class Pair {
  /** What is returned if a record is not what was committed, or is none at all. */
  static final int BROKEN = -1;

  private static final int WORDS = 7;

  private final TripleWriter client;
  private final TripleHost host;
  private long newest;

  Pair(UnaryOperator<WordMemory> clientView) {
    Slice slice = Slice.configured();
    try {
      client = new TripleWriter(clientView.apply(slice.client()));
      host = new TripleHost(slice.host(), 0);
    } catch (FormatException e) {
      throw new IllegalStateException("the memory was not configured", e);
    }
  }

  private static byte[] payload(long number) {
    return StampedPayload.at(number * Long.BYTES, WORDS);
  }

  /** Commits the next increment. A client that is misled may see a word that nobody can make. */
  void increment() {
    byte[] payload = payload(client.newest() + 1);
    try {
      client.increment(payload, 0, payload.length);
    } catch (FormatException e) {
      return; // The host finds it too, or the record is missing.
    }
  }

  /** Commits the next record as a base. */
  void base() {
    byte[] payload = payload(client.newest() + 1);
    try {
      client.base(payload, 0, payload.length);
    } catch (FormatException e) {
      return; // As above.
    }
  }

  boolean take() {
    try {
      return host.take();
    } catch (FormatException e) {
      return false;
    }
  }

  /** Returns the number of the newest record after reading what is taken, if all are whole. */
  int read() {
    try {
      for (Optional<StateRecord> r = host.next(); r.isPresent(); r = host.next()) {
        if (!Arrays.equals(r.get().bytes(), payload(r.get().number()))) {
          return BROKEN;
        }
        newest = r.get().number();
      }
      return (int) newest;
    } catch (FormatException | IllegalStateException e) {
      return BROKEN;
    }
  }

  /** Makes durable what was read, and returns the buffer. */
  void giveBack() {
    try {
      host.durable(newest);
      host.giveBack();
    } catch (FormatException | IllegalStateException | IllegalArgumentException e) {
      newest = BROKEN;
    }
  }

  /** Takes the rest; returns the number of the newest record, if all are whole. */
  int drain() {
    while (newest != BROKEN && take()) {
      if (read() == BROKEN) {
        return BROKEN;
      }
      giveBack();
    }
    return (int) newest;
  }
}
